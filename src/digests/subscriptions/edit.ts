import { isDeepStrictEqual } from "node:util";
import { isSameQuery } from "../../search/query/query.ts";
import { readQuery } from "../../search/query/read-query.ts";
import type { Subscription } from "../digest.ts";
import { wishesInWords } from "../../messages/topics/wishes.ts";
import { NO_WISHES, type Wishes } from "../wishes.ts";
import type { DigestServices } from "./digest-services.ts";
import type { Draft } from "./draft.ts";
import * as say from "./wording.ts";

/** What can be changed of a subscription. */
export type Aim = Pick<Subscription, "topic" | "name" | "wishes">;

/** How a subscription is once a draft of its change is saved. A name that was the topic stays the topic. */
export function withDraft(before: Aim, draft: Pick<Draft, "topic" | "name" | "wishes">): Aim {
  const isSame = isSameQuery(readQuery(before.topic), readQuery(draft.topic));
  const topic = isSame ? before.topic : draft.topic;
  return {
    topic,
    name: draft.name ?? (before.name === before.topic ? topic : before.name),
    wishes: { ...before.wishes, ...draft.wishes },
  };
}

/** The subscription that a draft changes; null where it is no more, or is another channel's. */
export async function subscriptionOf(
  { channelId, edits }: Pick<Draft, "channelId" | "edits">,
  { book }: Pick<DigestServices, "book">,
): Promise<Subscription | null> {
  const topics = await book.subscriptions.of(channelId);
  return topics.find(({ id }) => id === edits) ?? null;
}

/** Saves a change; false where the subscription is no more, or where the channel has that topic already. */
export async function saveEdit(
  { id, ...before }: Subscription,
  after: Aim,
  { book, takeIn }: Pick<DigestServices, "book" | "takeIn">,
): Promise<boolean> {
  // First what arrived is matched with the old topic: what is new to it stays new.
  await takeIn();
  const isSaved = await book.subscriptions.change(id, changedOnly(before, after));
  await takeIn();
  return isSaved;
}

function changedOnly(before: Aim, { topic, name, wishes }: Aim): Partial<Aim> {
  return {
    ...(topic !== before.topic && { topic }),
    ...(name !== before.name && { name }),
    ...(!isDeepStrictEqual(wishes, before.wishes) && { wishes }),
  };
}

/** What a change is about, each in a few words: `at most 3 in a digest`. */
export function editInWords(before: Aim, after: Aim): string[] {
  const { topic, name, wishes } = changedOnly(before, after);
  const isChangedWish = (key: keyof Wishes) =>
    wishes !== undefined && !isDeepStrictEqual(wishes[key], before.wishes[key]);
  return [
    ...(topic === undefined ? [] : [say.looksFor(topic)]),
    ...(name === undefined ? [] : [say.called(name)]),
    ...WISHES.filter(isChangedWish).map((key) => {
      const [words = say.NO_WISH[key]] = wishesInWords({ ...NO_WISHES, [key]: after.wishes[key] });
      return words;
    }),
  ];
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record has no other keys
const WISHES = Object.keys(say.NO_WISH) as (keyof Wishes)[];

/** Whether there is anything to save. */
export function isChanged(before: Aim, after: Aim): boolean {
  return Object.keys(changedOnly(before, after)).length > 0;
}
