import type { DeliveryFacts, UnsureMessage } from "../../src/digests/delivery/steps.ts";
import type { DigestMessage, MessageState } from "../../src/digests/digest.ts";
import { aChannel, aDigest, aMessage, FRIDAY } from "./a-channel.ts";

/** When the digests of these tests were planned. */
export const PLANNED = FRIDAY.add({ hours: 24 });

/** So many minutes after that. */
export const minutes = (count: number) => PLANNED.add({ minutes: count });

export const duration = (count: number) => Temporal.Duration.from({ minutes: count });

/** A message of digest d1: waiting, unless another state is given. */
export function message(
  number: number,
  paperIds: string[] = [`p${number}`],
  state: MessageState = { kind: "waiting" },
): DigestMessage {
  const { payload } = aMessage(...paperIds);
  return { digestId: "d1", nonce: `d1.${number}`, number, payload, paperIds, state };
}

/** One that may have arrived, attempted so many minutes after its digest was planned. */
export function unsure(number: number, paperIds?: string[], attemptedAfter = 0): UnsureMessage {
  const state = { kind: "unsure", attemptedAt: minutes(attemptedAfter) } as const;
  return { ...message(number, paperIds), state };
}

export function delivered(number: number, paperIds?: string[]): DigestMessage {
  return message(number, paperIds, { kind: "delivered", id: `m${number}`, at: PLANNED });
}

export function refused(number: number, paperIds?: string[]): DigestMessage {
  return message(number, paperIds, { kind: "refused", reason: "Invalid Form Body" });
}

/** A digest of channel c1 with some messages, at the moment at which it was planned. */
export function facts(
  messages: DigestMessage[],
  {
    failures = {},
    ...overrides
  }: Partial<Omit<DeliveryFacts, "failures">> & {
    failures?: Record<number, number>;
  } = {},
): DeliveryFacts {
  return {
    digest: { ...aDigest({ plannedAt: PLANNED }), finishedAt: null },
    channel: aChannel(),
    wasBlocked: false,
    messages,
    failed: new Map(),
    postId: null,
    failures: (number) => failures[number] ?? 0,
    needsPlain: false,
    isStopping: false,
    now: PLANNED,
    ...overrides,
  };
}
