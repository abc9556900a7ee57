import { escape } from "../layout/escape.ts";
import * as say from "./wording.ts";

/** What a forum's settings say of its posts. */
export interface ForumSettings {
  post: keyof typeof say.POSTS;
  /** Names of the tag that was chosen, and of the one that new posts get; null for none. */
  chosen: string | null;
  given: string | null;
  /** What can be picked: names by tag, with the one that new posts get. */
  tags: { names: Readonly<Record<string, string>>; given: string };
}

const LONGEST_TAG = 60;

export function forumLines({ post, chosen, given }: ForumSettings): string[] {
  return [say.posts(post), tagLine(chosen, given)];
}

function tagLine(chosen: string | null, given: string | null): string {
  const name = given === null ? say.NO_TAG : escape(given, LONGEST_TAG);
  if (chosen === given) return say.tag(name, []);
  return say.tag(name, [
    ...(chosen === null ? [] : [say.tagIsGone(escape(chosen, LONGEST_TAG))]),
    ...(given === null ? [] : [say.TAG_IS_REQUIRED]),
  ]);
}
