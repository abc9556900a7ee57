import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { paperLine } from "../papers/card.ts";
import { escape } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { container, separator, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { shownName } from "./subscription.ts";
import { counted, listedOr } from "../layout/wording.ts";

/** The first rule that decided whether a paper comes to a channel. */
export type Why =
  | { rule: "not subscribed" }
  /** `url` null where its message was deleted. */
  | { rule: "sent"; at: Temporal.Instant; url: string | null }
  /** Discord would not take it, or nobody could see whether it had arrived. */
  | { rule: "set aside"; mayHaveArrived: boolean }
  /**
   * In a digest that is being delivered, or that waits for the permission that is `missing`. With a
   * `cause` that is a clause about what is in the way.
   */
  | { rule: "on its way"; missing: string | null; cause?: string | undefined }
  | {
      rule: "planned";
      name: string;
      match: MatchLine;
      /** When the next digest is due; null while they are paused. */
      due: Temporal.Instant | null;
      /** Papers that go before it, and how many a digest takes. */
      before: number;
      most: number;
    }
  | { rule: "withdrawn" }
  /** No digest had a place for it, from the first one at `since` until its days were over. */
  | {
      rule: "missed";
      name: string;
      match: MatchLine;
      since: Temporal.Instant;
      at: Temporal.Instant;
      keep: number;
    }
  | { rule: "archive"; name: string; match: MatchLine }
  | { rule: "no match"; topics: { name: string; missing: UnmetParts }[] };

/** How a paper matched: `strength` is 0 to 1, `words` are the paper's own. */
interface MatchLine {
  strength: number;
  words: readonly string[];
  fields: readonly string[];
}

/** Words that a paper does not say, and conditions that do not hold for it. */
interface UnmetParts {
  words: readonly string[];
  conditions: readonly string[];
}

const MAX_UNMATCHED_TOPICS = 6;
const MAX_WORDS_EXPLAINED = 6;
const MAX_CONDITIONS_EXPLAINED = 2;

/** `matchedAgainAt`: where its title or texts came or changed later, when topics were matched with it then. */
export function whyCard(
  paper: Paper,
  place: Place,
  why: Why,
  matchedAgainAt: Temporal.Instant | null = null,
): Reply {
  const again =
    matchedAgainAt === null || why.rule === "not subscribed"
      ? []
      : [
          `-# Its title or text changed after it came, so it was matched again ${moments(matchedAgainAt)}.`,
        ];
  const lines = [...reasons(why, place), ...again];
  return reply([container([text(paperLine(paper, [])), separator(), text(lines.join("\n"))])]);
}

function reasons(why: Why, place: Place): string[] {
  switch (why.rule) {
    case "not subscribed":
      return [
        `Not in a digest: there are no topics ${inPlace(place)}. Use \`/digest subscribe\` to add one.`,
      ];
    case "sent":
      return [
        `Posted ${inPlace(place)} on ${moments(why.at)}.`,
        ...(why.url === null ? ["The message was deleted later."] : [why.url]),
      ];
    case "set aside":
      return [
        why.mayHaveArrived
          ? "Sent, but Discord never confirmed that it arrived. Paperboy won't send it again."
          : "Left out: Discord didn't accept the message.",
      ];
    case "on its way":
      if (why.missing === null) return ["It's in the digest that is being posted now."];
      return [
        `It's in a digest that can't be posted yet: ${why.cause === undefined ? "Paperboy needs " : ""}**${escape(why.missing, 100)}**.`,
      ];
    case "planned":
      return planned(why);
    case "withdrawn":
      return ["Not in a digest: its authors withdrew it."];
    case "missed":
      return missed(why);
    case "archive":
      return [
        `Not in a digest: it matches *${shownName(why.name)}*, but Paperboy already had it before this channel subscribed.`,
        matchLine(why.match),
        "-# Papers from the archive only come when there's nothing new, if `/digest settings quiet:` allows it",
      ];
    case "no match":
    default:
      return noMatch(why);
  }
}

function noMatch({ topics }: Extract<Why, { rule: "no match" }>): string[] {
  return [
    "Not in a digest: it doesn't match any topic here.",
    ...topics.slice(0, MAX_UNMATCHED_TOPICS).map(missingLine),
    ...(topics.length > MAX_UNMATCHED_TOPICS
      ? [`-# and ${counted(topics.length - MAX_UNMATCHED_TOPICS, "more topic")}`]
      : []),
  ];
}

function planned({ name, match, due, before, most }: Extract<Why, { rule: "planned" }>): string[] {
  const matches = `It matches *${shownName(name)}*`;
  const turn =
    before < most
      ? "will be in the next digest"
      : `is waiting: ${counted(before, "paper")} ${before === 1 ? "comes" : "come"} first, and digests here have at most ${most}`;
  const when = due === null ? "Digests are paused here." : `The next digest comes ${moments(due)}.`;
  return [`${matches} and ${turn}.`, when, matchLine(match)];
}

function missed({ name, match, since, at, keep }: Extract<Why, { rule: "missed" }>): string[] {
  const matches = `It was missed: it matches *${shownName(name)}*, but other papers`;
  // The setting may be another by now: it does not say how long this one waited.
  const waits =
    keep === 0
      ? "Papers here don't wait now"
      : `Papers here now wait up to ${counted(keep, "day")}`;
  return [
    since.equals(at)
      ? `${matches} filled the digest of ${moments(at)}, and it didn't wait for another.`
      : `${matches} came first in every digest from ${moments(since)} until its time ran out on ${moments(at)}.`,
    `${waits}. \`/paper missed\` lists what was missed in the last 30 days.`,
    matchLine(match),
  ];
}

/** How squarely it is about the topic, and by which words. */
function matchLine({ strength, words, fields }: MatchLine): string {
  const shown = words.slice(0, MAX_WORDS_EXPLAINED).map((word) => `*${escape(word, 30)}*`);
  const where = fields.length > 0 ? ` in its ${fields.join(" and ")}` : "";
  const by = shown.length > 0 ? `: ${shown.join(", ")}${where}` : "";
  return `-# ${howStrong(strength)} match${by}`;
}

/** By where the words stand: together in the title, together in the text, or here and there. */
function howStrong(strength: number): string {
  if (strength >= 0.8) return "Strong";
  return strength >= 0.4 ? "Good" : "Weak";
}

function missingLine({ name, missing }: { name: string; missing: UnmetParts }): string {
  const words = missing.words
    .slice(0, MAX_WORDS_EXPLAINED - MAX_CONDITIONS_EXPLAINED)
    .map((word) => `*${escape(word, 30)}*`);
  const conditions = missing.conditions
    .slice(0, MAX_CONDITIONS_EXPLAINED)
    .map((condition) => `*${escape(condition, 30)}*`);
  const reasonsFound = [
    ...(words.length > 0 ? [`it doesn't mention ${listedOr(words)}`] : []),
    ...(conditions.length > 0 ? [`it doesn't fit ${conditions.join(", ")}`] : []),
  ];
  const otherwise = "it has these words but isn't clearly about them";
  return `-# **${shownName(name)}**: ${reasonsFound.length > 0 ? reasonsFound.join("; ") : otherwise}`;
}
