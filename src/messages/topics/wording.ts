import { counted, listed, listedOr, many } from "../layout/wording.ts";

// Names, topics and times come as they are to be shown: escaped, and as Discord's timestamps.

export const labels = {
  subscribe: "Subscribe",
  changeTopic: "Change topic",
  save: "Save",
  cancel: "Cancel",
  topic: "Topic",
  heading: "Heading",
  chooseWho: "Choose who to follow",
  sendTheBest: (papers: number) =>
    papers === 1
      ? "Send the best match now"
      : `Send the best ${papers === 5 ? "five" : papers} now`,
};

// What several messages say.

export const DIGESTS_ARE_PAUSED_HERE = "Digests are paused here.";

export function nextDigest(when: string): string {
  return `The next digest comes ${when}.`;
}

export function andMore(count: number): string {
  return `and ${many(count)} more`;
}

/** A topic of which nothing can be seen. */
export const THIS_TOPIC = "this topic";
export const UNNAMED_TOPIC = "This topic";

// Before a topic is subscribed to, and after.

export function subscribeTo(topic: string, inPlace: string): string {
  return `Subscribe to “${topic}” ${inPlace}?`;
}

export function headingWillBe(name: string): string {
  return `Its heading will be *${name}*.`;
}

export const PAUSED_SO_IT_WAITS =
  "Digests are paused here. New papers on this topic wait until you resume them.";

export function perhapsMeant(query: string): string {
  return `Topics match word for word. If you mean *${query}*, select **${labels.changeTopic}**`;
}

export function alreadySubscribed(name: string): string {
  return `Already subscribed here as *${name}*`;
}

export function recommended(permission: string, where: string): string {
  return `Recommended: give Paperboy **${permission}** (${where})`;
}

export function matchToday(papers: number): string {
  return (
    `**${counted(papers, "paper")}** in the library ${papers === 1 ? "matches" : "match"}. ` +
    "Digests bring new papers from now on; these stay in the archive."
  );
}

export const ONLY_LEAVES_OUT =
  "This topic only says what to leave out, so every other paper matches.";

export const NOTHING_MATCHES_YET =
  "No papers match this yet. You can still subscribe to get the ones that do.";

export function similarWords(words: readonly string[]): string {
  return `Similar words: ${words.join(", ")}`;
}

/** `wanted`: how many of these papers it gets; null where that says nothing. */
export function itGets(limits: readonly string[], wanted: number | null): string {
  const ofThese = wanted === null ? "" : `, so **${many(wanted)}** of these`;
  return `It gets ${limits.join(", ")}${ofThese}.`;
}

export function neverMatches(why: string): string {
  return `**No paper can ever match this topic:** ${why} Select **${labels.changeTopic}** to fix it.`;
}

/** Why no paper can match; the filters are as people write them. */
export const objections = {
  noWords: "its words are in almost every paper. Add a more specific word.",
  tooManyWords: "it has too many words.",
  tooOld: (before: string) => `no papers are that old (*${before}*).`,
  noSuchTime: (since: string, before: string) =>
    `a paper can't be both *${since}* and *${before}*.`,
  contradiction: (asked: string) => `it includes *${asked}* and leaves it out at the same time.`,
};

export function subscribed(name: string, inPlace: string): string {
  return `Subscribed to *${name}* ${inPlace}.`;
}

export const WHAT_TO_DO_NEXT =
  "Use `/digest preview` to see it now, or `/digest settings` to change when it comes";

export function startedAlready(name: string, inPlace: string): string {
  return `Papers on *${name}* were already posted ${inPlace}.`;
}

export const NOTHING_SAVED = "Cancelled. Nothing was saved.";

export function unsubscribed(name: string, inPlace: string): string {
  return `Unsubscribed from *${name}* ${inPlace}.`;
}

export const WAS_THE_LAST_TOPIC = "That was the last topic, so digests have stopped.";

export function topicsLeft(count: number): string {
  return `${counted(count, "topic")} left.`;
}

export const TOPIC_FIELD = "What to look for, written like a /paper search";
export const HEADING_FIELD = "What it's called in the digest; if empty, like the topic";

// What a topic gets.

/** What people call the sources. */
export const SOURCES = {
  huggingface: "Hugging Face",
  arxiv: "arXiv",
  pages: "saved pages",
  feeds: "feeds",
  biorxiv: "bioRxiv",
  medrxiv: "medRxiv",
} as const;

export function atMostInADigest(papers: number): string {
  return `at most ${many(papers)} in a digest`;
}

export const STRONG_MATCHES_ONLY = "strong matches only";

export function atLeastUpvotes(upvotes: number): string {
  return `at least ${counted(upvotes, "upvote")}`;
}

export const ONLY_WITH_CODE = "only with code";

export function notOnlyOn(sources: readonly (keyof typeof SOURCES)[]): string {
  return `no papers that are only on ${sources.map((one) => SOURCES[one]).join(" or ")}`;
}

export const NO_UPVOTE_COUNT =
  "Papers that aren't on Hugging Face have no upvote count, so this topic won't get them";

// While a topic is changed.

/** `isAsked`: whether something of it is about to be saved. */
export function changeTopic(name: string, inPlace: string, isAsked: boolean): string {
  return `Change “${name}” ${inPlace}${isAsked ? "?" : ""}`;
}

/** `before`: what it looked for, where that is something else. */
export function looksFor(topic: string, before: string | null): string {
  return `**Looks for** ${topic}${before === null ? "" : ` (was: ${before})`}`;
}

export function heading(name: string): string {
  return `**Heading** ${name}`;
}

export function gets(what: string): string {
  return `**Gets** ${what}`;
}

export const EVERY_PAPER = "every paper that matches";

export function saved(name: string, inPlace: string, whatItGets: string): string {
  return `Saved. *${name}* ${inPlace} gets ${whatItGets}.`;
}

export const SEE_THE_NEXT_DIGEST = "Use `/digest preview` to see the next digest";

export const GAINED = "Gained";
export const LOST = "Lost";

export const COUNTED_WITH_TODAYS_UPVOTES = "Counted with the upvotes that papers have today";

export function atMostTheRestWaits(papers: number): string {
  return `At most ${many(papers)} of them in a digest; the rest wait`;
}

export const PAPERS_FROM_BEFORE =
  "Papers from before this change come only if they were waiting already";

export const NOTHING_TO_COMPARE =
  "No papers came in the last 7 days, so there's nothing to compare.";

/** Which papers were looked at: all of seven days, or the newest `looked` of them. */
export function amongWhich(looked: number, isAll: boolean): string {
  return isAll ? "In the last 7 days" : `Among the ${many(looked)} newest papers`;
}

/** `kept` papers match either way. */
export function noDifference(where: string, kept: number): string {
  return `${where}, this would have made no difference. ${matchEitherWay(kept)}`;
}

export function difference(
  where: string,
  { gained, lost, kept }: { gained: number; lost: number; kept: number },
): string {
  const more = gained === 0 ? "gained no papers" : `gained **${counted(gained, "paper")}**`;
  const less = lost === 0 ? "lost none" : `lost **${many(lost)}**`;
  return `${where}, this would have ${more} and ${less}. ${matchEitherWay(kept)}`;
}

function matchEitherWay(papers: number): string {
  if (papers === 0) return "No papers match either way.";
  return `${counted(papers, "paper")} ${papers === 1 ? "matches" : "match"} either way.`;
}

// Following an author or an organisation.

export const FOLLOW = "Follow";

export function whatFollowingBrings(inPlace: string): string {
  return `New papers from whoever you choose will come with the digest ${inPlace}.`;
}

export function notAllAuthors(shown: number, all: number): string {
  return (
    `Shows ${many(shown)} of ${many(all)} authors. ` +
    "For the others, use `/digest subscribe` with `author:`"
  );
}

export const UNNAMED = "Unnamed";
export const KINDS = { author: "Author", organisation: "Organisation" };

// The topics of one channel, for everybody in it.

export function topics(inPlace: string): string {
  return `Topics ${inPlace}`;
}

export const NO_DIGEST_SCHEDULED = "No digest is scheduled right now.";

/** In a direct message, and in a server. */
export const ENDED = {
  here: "Digests have ended here. `/digest subscribe` starts them again.",
  there:
    "Digests have ended there. Members with Manage Server can start them again with `/digest subscribe`.",
};
export const NO_TOPICS_YET = {
  here: "There are none yet. `/digest subscribe` adds one.",
  there: "There are none yet. Members with Manage Server can add some with `/digest subscribe`.",
};

// All channels with their topics.

export const DIGESTS = "Digests";
export const NO_DIGESTS_YET =
  "No topics yet. Use `/digest subscribe` to get new papers on a topic once a day.";
export const DIRECT_MESSAGE = "Direct message";
export const NO_TOPICS = "No topics";
export const NO_DIGEST_YET = "No digest yet";

export function ofChannels(range: string, total: number): string {
  return `${range} of ${many(total)} channels`;
}

export function next(on: string, from: string): string {
  return `next ${on}, ${from}`;
}

export function lastDigest(run: string): string {
  return `Last digest: ${run}`;
}

// Why a paper was in a digest, or wasn't.

export function matchedAgain(when: string): string {
  return `Its title or text changed after it came, so it was matched again ${when}.`;
}

export function notSubscribed(inPlace: string): string {
  return `Not in a digest: there are no topics ${inPlace}. Use \`/digest subscribe\` to add one.`;
}

export function digestsEnded(inPlace: string): string {
  return `Not in a digest: digests have ended ${inPlace}. Use \`/digest subscribe\` to start them again.`;
}

export function posted(inPlace: string, when: string): string {
  return `Posted ${inPlace} on ${when}.`;
}

export const MESSAGE_DELETED = "The message was deleted later.";

export const NEVER_CONFIRMED =
  "Sent, but Discord never confirmed that it arrived. Paperboy won't send it again.";
export const NOT_ACCEPTED = "Left out: Discord didn't accept the message.";
export const BEING_POSTED = "It's in the digest that is being posted now.";

/** `needed`: a permission, or with `isCause` a clause about what is in the way. */
export function cannotBePosted(needed: string, isCause: boolean): string {
  return `It's in a digest that can't be posted yet: ${isCause ? "" : "Paperboy needs "}**${needed}**.`;
}

export const WITHDRAWN = "Not in a digest: its authors withdrew it.";

export function fromTheArchive(name: string): string {
  return `Not in a digest: it matches *${name}*, but Paperboy already had it before this channel had that topic.`;
}

export const WHEN_THE_ARCHIVE_COMES =
  "Papers from the archive only come when there's nothing new, if `/digest settings quiet:` allows it";

export const MATCHES_NO_TOPIC = "Not in a digest: it doesn't match any topic here.";

export function andMoreTopics(count: number): string {
  return `and ${counted(count, "more topic")}`;
}

export function itMatches(name: string, turn: string): string {
  return `It matches *${name}* and ${turn}.`;
}

/** What follows “It matches … and”. */
export const turns = {
  next: "will be in the next digest",
  full: (mostOfTopic: number) =>
    `is waiting: digests here have at most ${counted(mostOfTopic, "paper")} on that topic, and others come first`,
  later: (before: number, most: number) =>
    `is waiting: ${counted(before, "paper")} ${before === 1 ? "comes" : "come"} first, and digests here have at most ${most}`,
};

export function filtered(name: string, reasons: readonly string[]): string {
  return `Not in a digest: it matches *${name}*, but it ${listed(reasons)}. That topic is set to skip such papers.`;
}

export function filteredThen(name: string): string {
  return `Not in a digest: it matches *${name}*, but wasn't yet what that topic gets while it could still come.`;
}

export const TOO_LATE = "It's too late for it to come now";
export const CAN_STILL_COME = "If that changes in the next days, it can still come";

/** What follows “it matches …, but it”. */
export const unwanted = {
  match: "isn't a strong match",
  upvotes: (has: number | null, wanted: number) =>
    has === null
      ? `has no upvote count (${many(wanted)} needed)`
      : `has ${counted(has, "upvote")} (${many(wanted)} needed)`,
  code: "has no code",
  source: (only: readonly (keyof typeof SOURCES)[]) =>
    `is only on ${listed(only.map((one) => SOURCES[one]))}`,
};

export function missedAtOnce(name: string, when: string): string {
  return `${missed(name)} filled the digest of ${when}, and it didn't wait for another.`;
}

export function missedAfter(name: string, since: string, until: string): string {
  return `${missed(name)} came first in every digest from ${since} until its time ran out on ${until}.`;
}

function missed(name: string): string {
  return `It was missed: it matches *${name}*, but other papers`;
}

/** `days`: how long papers here wait now, which may be another time than this one waited. */
export function howPapersWait(days: number): string {
  const waits =
    days === 0
      ? "Papers here don't wait now"
      : `Papers here now wait up to ${counted(days, "day")}`;
  return `${waits}. \`/paper missed\` lists what was missed in the last 30 days.`;
}

export function match(grade: string, words: readonly string[], fields: readonly string[]): string {
  const where = fields.length > 0 ? ` in its ${fields.join(" and ")}` : "";
  return `${grade} match${words.length > 0 ? `: ${words.join(", ")}${where}` : ""}`;
}

/** Why a paper doesn't match a topic. */
export function lacks(words: readonly string[], conditions: readonly string[]): string {
  const reasons = [
    ...(words.length > 0 ? [`it doesn't mention ${listedOr(words)}`] : []),
    ...(conditions.length > 0 ? [`it doesn't fit ${conditions.join(", ")}`] : []),
  ];
  return reasons.length > 0
    ? reasons.join("; ")
    : "it has these words but isn't clearly about them";
}
