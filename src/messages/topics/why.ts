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
import type { Grade } from "../digests/digest-paper.ts";
import { GRADES } from "../digests/wording.ts";
import type { ShownSource } from "./wishes.ts";
import * as say from "./wording.ts";

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
      : [`-# ${say.matchedAgain(moments(matchedAgainAt))}`];
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
  return row([button(say.labels.changeTopic, customId("digest.edit", channelId, subscriptionId))]);
}

function reasons(why: Why, place: Place): string[] {
  switch (why.rule) {
    case "not subscribed":
      return [say.notSubscribed(inPlace(place))];
    case "ended":
      return [say.digestsEnded(inPlace(place))];
    case "sent":
      return [
        say.posted(inPlace(place), moments(why.at)),
        ...(why.url === null ? [say.MESSAGE_DELETED] : [why.url]),
      ];
    case "set aside":
      return [why.mayHaveArrived ? say.NEVER_CONFIRMED : say.NOT_ACCEPTED];
    case "on its way":
      if (why.missing === null) return [say.BEING_POSTED];
      return [say.cannotBePosted(escape(why.missing, 100), why.cause !== undefined)];
    case "planned":
      return planned(why);
    case "withdrawn":
      return [say.WITHDRAWN];
    case "filtered":
      return filtered(why);
    case "missed":
      return missed(why);
    case "archive":
      return [
        say.fromTheArchive(shownName(why.name)),
        matchLine(why.match),
        `-# ${say.WHEN_THE_ARCHIVE_COMES}`,
      ];
    case "no match":
    default:
      return noMatch(why);
  }
}

function noMatch({ topics }: Extract<Why, { rule: "no match" }>): string[] {
  return [
    say.MATCHES_NO_TOPIC,
    ...topics.slice(0, MAX_UNMATCHED_TOPICS).map(missingLine),
    ...(topics.length > MAX_UNMATCHED_TOPICS
      ? [`-# ${say.andMoreTopics(topics.length - MAX_UNMATCHED_TOPICS)}`]
      : []),
  ];
}

function planned({ name, match, due, ...place }: Extract<Why, { rule: "planned" }>): string[] {
  const when = due === null ? say.DIGESTS_ARE_PAUSED_HERE : say.nextDigest(moments(due));
  return [say.itMatches(shownName(name), turn(place)), when, matchLine(match)];
}

function turn({
  before,
  most,
  mostOfTopic = null,
}: Pick<Extract<Why, { rule: "planned" }>, "before" | "most" | "mostOfTopic">): string {
  if (mostOfTopic !== null) return say.turns.full(mostOfTopic);
  return before < most ? say.turns.next : say.turns.later(before, most);
}

function filtered({ name, match, unmet, isOver }: Extract<Why, { rule: "filtered" }>): string[] {
  const topic = shownName(name);
  return [
    unmet.length > 0 ? say.filtered(topic, unmet.map(whyUnwanted)) : say.filteredThen(topic),
    matchLine(match),
    `-# ${isOver ? say.TOO_LATE : say.CAN_STILL_COME}`,
  ];
}

function whyUnwanted(unmet: UnmetWish): string {
  switch (unmet.wish) {
    case "strong matches":
      return say.unwanted.match;
    case "upvotes":
      return say.unwanted.upvotes(unmet.has, unmet.wanted);
    case "code":
      return say.unwanted.code;
    case "source":
    default:
      return say.unwanted.source(unmet.only);
  }
}

function missed({ name, match, since, at, keep }: Extract<Why, { rule: "missed" }>): string[] {
  const topic = shownName(name);
  return [
    since.equals(at)
      ? say.missedAtOnce(topic, moments(at))
      : say.missedAfter(topic, moments(since), moments(at)),
    // The setting may be another by now: it does not say how long this one waited.
    say.howPapersWait(keep),
    matchLine(match),
  ];
}

/** How squarely it is about the topic, and by which words. */
function matchLine({ grade, words, fields }: MatchLine): string {
  const shown = words.slice(0, MAX_WORDS_EXPLAINED).map((word) => `*${escape(word, 30)}*`);
  return `-# ${say.match(GRADES[grade], shown, fields)}`;
}

function missingLine({ name, missing }: { name: string; missing: UnmetParts }): string {
  const words = missing.words
    .slice(0, MAX_WORDS_EXPLAINED - MAX_CONDITIONS_EXPLAINED)
    .map((word) => `*${escape(word, 30)}*`);
  const conditions = missing.conditions
    .slice(0, MAX_CONDITIONS_EXPLAINED)
    .map((condition) => `*${escape(condition, 30)}*`);
  return `-# **${shownName(name)}**: ${say.lacks(words, conditions)}`;
}
