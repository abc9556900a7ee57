import { escape } from "../layout/escape.ts";

/** What a forum's settings say of its posts. */
export interface ForumSettings {
  post: "new post each day" | "one running post";
  /** Names of the tag that was chosen, and of the one that new posts get; null for none. */
  chosen: string | null;
  given: string | null;
  /** What can be picked: names by tag, with the one that new posts get. */
  tags: { names: Readonly<Record<string, string>>; given: string };
}

const LONGEST_TAG = 60;

export function forumLines({ post, chosen, given }: ForumSettings): string[] {
  return [`**Posts** ${POSTS_IN_WORDS[post]}`, `**Tag** ${tagLine(chosen, given)}`];
}

export const POSTS = {
  "new post each day": "New post each day",
  "one running post": "One running post",
};

const POSTS_IN_WORDS = {
  "new post each day": "a new one each day",
  "one running post": "one that goes on; a new one when it's closed, locked or deleted",
};

function tagLine(chosen: string | null, given: string | null): string {
  const name = given === null ? "none" : escape(given, LONGEST_TAG);
  if (chosen === given) return name;
  const isRequired = given === null ? "" : "this forum requires one";
  if (chosen === null) return `${name}, because ${isRequired}`;
  const lost = `*${escape(chosen, LONGEST_TAG)}* can't be used any more`;
  return `${name}, because ${[lost, isRequired].filter(Boolean).join(" and ")}`;
}
