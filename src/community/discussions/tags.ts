import { type ForumTags, tagOfPosts } from "../../digests/forum-tag.ts";
import type { Paper } from "../../papers/paper.ts";
import { fold } from "../../papers/text/fold.ts";
import { stem } from "../../search/words/analyse.ts";

/** Discord's limit of the tags of one post. */
const MOST_TAGS = 5;

/** Names of tags that fit any paper. */
const GENERAL =
  /^(research )?(papers?|publications?|articles?|preprints?|literature|discussions?)( discussions?)?$/;

/**
 * The tags that fit a paper: those named like one of its categories or keywords, or in its title; else a
 * general one; else, where the forum wants one, `chosen` or the first. Only such as we may give.
 */
export function fittingTags(
  paper: Pick<Paper, "title" | "categories" | "aiKeywords">,
  forum: ForumTags,
  chosen: string | null,
): string[] {
  const usable = forum.tags.filter(({ isUsable }) => isUsable);
  const fitting = usable.filter(({ name }) => isAbout(paper, wordsOf(name)));
  const general = usable.filter(({ name }) => GENERAL.test(fold(name).trim()));
  const found = fitting.length > 0 ? fitting : general.slice(0, 1);
  const stopgap = tagOfPosts(forum, chosen);
  const tags = found.length > 0 || !stopgap ? found : [stopgap];
  return tags.slice(0, MOST_TAGS).map(({ id }) => id);
}

function isAbout(
  { title, categories = [], aiKeywords = [] }: Parameters<typeof fittingTags>[0],
  tag: string,
): boolean {
  if (tag === "") return false;
  const archives = categories.map((category) => category.split(".")[0] ?? "");
  const names = new Set([...categories, ...archives, ...aiKeywords].map(wordsOf));
  return names.has(tag) || ` ${wordsOf(title)} `.includes(` ${tag} `);
}

/** In one form, so that `Multi-Agent systems` is `multi agent system`. */
function wordsOf(text: string): string {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map(stem).join(" ");
}
