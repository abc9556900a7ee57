import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { paperLine } from "../papers/card.ts";
import { escape } from "../layout/escape.ts";
import { moments } from "../layout/moment.ts";
import { customId } from "../layout/custom-id.ts";
import { button, container, row, separator, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { shownName } from "./subscription.ts";
import { counted, listed, listedOr, many } from "../layout/wording.ts";
import { type Grade, GRADES } from "../digests/digest-paper.ts";
import { SOURCES, type ShownSource } from "./wishes.ts";

/** The first rule that decided whether a paper comes to a channel. */
export type Why =
  | { rule: "not subscribed" }
  /** The channel was lost, or its person, and its topics with it. */
  | { rule: "ended" }
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
      /** How many it takes of the topic, where that is why this one waits. */
      mostOfTopic?: number | null;
    }
  | { rule: "withdrawn" }
  /** It matches, but is not as the topic wants papers; `isOver`: it was not while it could still come. */
  | {
      rule: "filtered";
      name: string;
      match: MatchLine;
      unmet: readonly UnmetWish[];
      isOver: boolean;
      subscriptionId: number;
    }
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

/** How a paper matched: `words` are the paper's own. */
interface MatchLine {
  grade: Grade;
  words: readonly string[];
  fields: readonly string[];
}

/** What a topic wants and a paper does not have. */
export type UnmetWish =
  | { wish: "strong matches" }
  /** `has` null where nobody knows. */
  | { wish: "upvotes"; wanted: number; has: number | null }
  | { wish: "code" }
  | { wish: "source"; only: readonly ShownSource[] };

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
  return reply([
    container([
      text(paperLine(paper, [])),
      separator(),
      text(lines.join("\n")),
      ...(why.rule === "filtered" ? [changeButton(place, why.subscriptionId)] : []),
    ]),
  ]);
}

function changeButton({ channelId }: Place, subscriptionId: number) {
  return row([button("Change topic", customId("digest.edit", channelId, subscriptionId))]);
}

function reasons(why: Why, place: Place): string[] {
  switch (why.rule) {
    case "not subscribed":
      return [
        `Not in a digest: there are no topics ${inPlace(place)}. Use \`/digest subscribe\` to add one.`,
      ];
    case "ended":
      return [
        `Not in a digest: digests have ended ${inPlace(place)}. Use \`/digest subscribe\` to start them again.`,
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
    case "filtered":
      return filtered(why);
    case "missed":
      return missed(why);
    case "archive":
      return [
        `Not in a digest: it matches *${shownName(why.name)}*, but Paperboy already had it before this channel had that topic.`,
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

function planned({ name, match, due, ...place }: Extract<Why, { rule: "planned" }>): string[] {
  const when = due === null ? "Digests are paused here." : `The next digest comes ${moments(due)}.`;
  return [`It matches *${shownName(name)}* and ${turn(place)}.`, when, matchLine(match)];
}

function turn({
  before,
  most,
  mostOfTopic = null,
}: Pick<Extract<Why, { rule: "planned" }>, "before" | "most" | "mostOfTopic">): string {
  if (mostOfTopic !== null)
    return `is waiting: digests here have at most ${counted(mostOfTopic, "paper")} on that topic, and others come first`;
  if (before < most) return "will be in the next digest";
  return `is waiting: ${counted(before, "paper")} ${before === 1 ? "comes" : "come"} first, and digests here have at most ${most}`;
}

function filtered({ name, match, unmet, isOver }: Extract<Why, { rule: "filtered" }>): string[] {
  const topic = `*${shownName(name)}*`;
  return [
    unmet.length > 0
      ? `Not in a digest: it matches ${topic}, but it ${listed(unmet.map(whyUnwanted))}. That topic is set to skip such papers.`
      : `Not in a digest: it matches ${topic}, but wasn't yet what that topic gets while it could still come.`,
    matchLine(match),
    isOver
      ? "-# It's too late for it to come now"
      : "-# If that changes in the next days, it can still come",
  ];
}

function whyUnwanted(unmet: UnmetWish): string {
  switch (unmet.wish) {
    case "strong matches":
      return "isn't a strong match";
    case "upvotes":
      return unmet.has === null
        ? `has no upvote count (${many(unmet.wanted)} needed)`
        : `has ${counted(unmet.has, "upvote")} (${many(unmet.wanted)} needed)`;
    case "code":
      return "has no code";
    case "source":
    default:
      return `is only on ${listed(unmet.only.map((one) => SOURCES[one]))}`;
  }
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
function matchLine({ grade, words, fields }: MatchLine): string {
  const shown = words.slice(0, MAX_WORDS_EXPLAINED).map((word) => `*${escape(word, 30)}*`);
  const where = fields.length > 0 ? ` in its ${fields.join(" and ")}` : "";
  const by = shown.length > 0 ? `: ${shown.join(", ")}${where}` : "";
  return `-# ${GRADES[grade]} match${by}`;
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
