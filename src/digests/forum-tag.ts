import { fold } from "../papers/text/fold.ts";
import type { ForumTag } from "./settings.ts";

/** The tags of a forum, in its order. */
export interface ForumTags {
  /** Whether a post needs one. */
  isRequired: boolean;
  /** `isUsable`: whether we may give it; some are for moderators. */
  tags: readonly (ForumTag & { isUsable: boolean })[];
}

/** The tag that new posts get: the chosen one, else where one is required the first; null for none. */
export function tagOfPosts(
  { isRequired, tags }: ForumTags,
  chosen: string | null,
): ForumTag | null {
  const usable = tags.filter(({ isUsable }) => isUsable);
  const known = usable.find(({ id }) => id === chosen);
  return known ?? (isRequired ? (usable[0] ?? null) : null);
}

/** The tag that is meant by its id, or by its name however that is written. */
export function tagMeant(
  typed: string,
  { tags }: ForumTags,
): ForumTags["tags"][number] | undefined {
  return (
    tags.find(({ id }) => id === typed) ??
    tags.find(({ name }) => name === typed) ??
    tags.find(({ name }) => fold(name) === fold(typed))
  );
}
