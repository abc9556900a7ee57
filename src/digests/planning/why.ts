import { messageUrl } from "../../messages/layout/place.ts";
import type { Why } from "../../messages/digests/why.ts";
import type { Corpus } from "../../papers/corpus/corpus.ts";
import type { Paper } from "../../papers/paper.ts";
import { missingParts } from "../../search/topics/missing-parts.ts";
import { readQuery } from "../../search/query/read-query.ts";
import type { Book } from "../book.ts";
import type { Channel, Whereabouts } from "../digest.ts";
import { nextDue } from "../next.ts";
import { waiting } from "./waiting.ts";

export interface WhyQuestion {
  paper: Paper;
  /** Null for one that nobody ever subscribed. */
  channel: Channel | null;
  book: Book;
  corpus: Corpus;
  now: Temporal.Instant;
}

/** Why a paper was, will be, or is not in a digest of a channel: the first rule that decides. */
export async function why({ paper, channel, book, corpus, now }: WhyQuestion): Promise<Why> {
  if (!channel) return { rule: "not subscribed" };
  const place = await book.history.whereabouts(channel.id, paper.id);
  if (place) return await whyHeld(place, channel, book);
  if (channel.endedAt !== null) return { rule: "ended" };

  const topics = await book.subscriptions.of(channel.id);
  if (topics.length === 0) return { rule: "not subscribed" };
  const planned = await turnOf(paper, channel, { book, corpus, now });
  if (planned) return { ...planned, due: nextDue(channel, now) };
  if (paper.withdrawn) return { rule: "withdrawn" };
  const lost = await book.candidates.missedOne(channel.id, paper.id);
  if (lost)
    return {
      rule: "missed",
      name: lost.heading,
      match: lost,
      since: lost.waitingSince ?? lost.missedAt,
      at: lost.missedAt,
      keep: channel.settings.keep,
    };
  const archive = await book.candidates.unsent(channel.id, "archive");
  const known = archive.find(({ paperId }) => paperId === paper.id);
  if (known) return { rule: "archive", name: known.heading, match: known };
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  return {
    rule: "no match",
    topics: topics.map(({ topic, name }) => ({
      name,
      missing: missingParts(readQuery(topic), paper, today),
    })),
  };
}

/** Of a paper that a digest of the channel has. */
async function whyHeld(place: Whereabouts, channel: Channel, { history }: Book): Promise<Why> {
  const { digest } = place;
  const { pause, guildId } = channel;
  switch (place.kind) {
    case "under way":
      if (pause?.why !== "blocked") return { rule: "on its way", missing: null };
      return { rule: "on its way", missing: pause.permission, cause: pause.cause };
    case "refused":
      return { rule: "set aside", mayHaveArrived: false };
    case "unconfirmed":
      return { rule: "set aside", mayHaveArrived: true };
    case "delivered":
    case "deleted":
  }
  const id = place.kind === "deleted" ? null : place.id;
  const messages = await history.messages(digest.id);
  const states = messages.map(({ state }) => state);
  const itself = states
    .filter((one) => one.kind === "deleted" || one.kind === "delivered")
    .find((one) => (one.kind === "deleted" ? null : one.id) === id);
  // Messages are forgotten some time after their digest is finished.
  const at = itself?.at ?? digest.finishedAt ?? digest.plannedAt;
  if (id === null) return { rule: "sent", at, url: null };
  const within = channel.kind === "forum" ? (digest.postId ?? id) : channel.id;
  return { rule: "sent", at, url: messageUrl(guildId, within, id) };
}

async function turnOf(
  paper: Paper,
  channel: Channel,
  at: Pick<WhyQuestion, "book" | "corpus" | "now">,
): Promise<Omit<Extract<Why, { rule: "planned" }>, "due"> | null> {
  const order = await waiting(channel, at);
  const before = order.findIndex(({ paperId }) => paperId === paper.id);
  const planned = order[before];
  return planned
    ? {
        rule: "planned",
        name: planned.heading,
        match: planned,
        before,
        most: channel.settings.most,
      }
    : null;
}
