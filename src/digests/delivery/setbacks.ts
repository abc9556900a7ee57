import { type Digest, type DigestMessage, hasArrived } from "../digest.ts";
import { isPast } from "../instants.ts";
import type { MissingPermission } from "../missing-permission.ts";
import { waitsFor } from "./notes.ts";
import {
  type DeliveryFacts,
  type DeliveryStep,
  isUnsure,
  type LookedFor,
  type SendProblem,
} from "./steps.ts";
import * as say from "./wording.ts";

/** After a permission is missed: the next look, which costs nothing where the cache tells. */
const NEXT_LOOK = Temporal.Duration.from({ minutes: 1 });
/** Where only Discord's refusal tells: a ban threatens those who ask too often. */
const LONGEST_PAUSE_WHILE_BLOCKED = Temporal.Duration.from({ hours: 1 });
/** Then the next digest waits instead, with newer papers too, and people hear of it again. */
const MAX_BLOCKED = { hours: 7 * 24 };
/** While Discord cannot say whether a message arrived. */
const BETWEEN_LOOKS = Temporal.Duration.from({ minutes: 20 });
const MAX_UNSURE = { hours: 24 };
/** However often we start anew, and with us the hour in which a digest is tried … */
const MAX_FAILING = { hours: 24 };
/** … but not at the first failure after a day of being away. */
const SHORTEST_LAST_PAUSE = { minutes: 5 };

/**
 * Nothing can be sent now. `pause` is how long to wait, as patience has it: for an hour at most. Then,
 * if Discord answers, a plain layout is tried; then the papers go to the next digest and somebody hears of it.
 */
export function afterProblem(
  problem: SendProblem,
  pause: Temporal.Duration | "no more",
  { digest, wasBlocked, now }: Pick<DeliveryFacts, "digest" | "wasBlocked" | "now">,
): DeliveryStep {
  if (pause === "no more") return { do: "look a last time", problem };
  const isOverdue =
    !wasBlocked &&
    isPast(digest.plannedAt.add(MAX_FAILING), now) &&
    Temporal.Duration.compare(pause, SHORTEST_LAST_PAUSE) >= 0;
  if (isOverdue) return { do: "look a last time", problem };
  const why = "Discord is unavailable";
  return { do: "try later", after: pause, outcome: "sending", why, reason: problem.reason };
}

/** What may have arrived has been looked for, up to the first that nobody could say anything of. */
export function afterLastLook(
  lookedFor: readonly LookedFor[],
  problem: SendProblem,
  facts: DeliveryFacts,
): DeliveryStep {
  return lookedFor.reduceRight<DeliveryStep>(
    (next, { message, found }) =>
      found.kind === "cannot look"
        ? { do: "note", note: say.cannotTell(message.number, found.permission), next }
        : next,
    afterLookingForAll(lookedFor, problem, facts),
  );
}

function afterLookingForAll(
  lookedFor: readonly LookedFor[],
  problem: SendProblem,
  facts: DeliveryFacts,
): DeliveryStep {
  for (const { found } of lookedFor)
    if (found.kind === "unavailable") return stayUnsure(found.reason, facts);
  if (lookedFor.some(({ found }) => found.kind === "found")) return { do: "go on" };
  const otherwise: DeliveryStep = { do: "give up", reason: problem.reason };
  const [first] = lookedFor;
  if (!problem.answered || !first) return otherwise;
  return { do: "send", message: first.message, layout: "plain", otherwise, isLastChance: true };
}

/**
 * As long as nobody can say whether a message arrived nothing is given up, since its papers would be
 * sent twice: for a day. What nobody knows then is not sent again.
 */
export function stayUnsure(reason: string, { messages, now }: DeliveryFacts): DeliveryStep {
  const unsure = messages.filter(isUnsure);
  const since = unsure[0]?.state.attemptedAt;
  const isOver = since !== undefined && isPast(since.add(MAX_UNSURE), now);
  return {
    do: "note",
    note: say.COULD_NOT_CHECK,
    next: isOver
      ? { do: "leave unsure", messages: unsure, reason }
      : {
          do: "try later",
          after: BETWEEN_LOOKS,
          outcome: unfinishedOutcome(messages),
          why: "it's unclear which messages arrived",
          reason,
        },
  };
}

/**
 * The place takes nothing, mostly because a permission is missing. The digest waits, the channel's
 * subscriptions pause until it does, and people hear of it, once. What blocks a digest blocks a notice in the
 * same channel as well, so it goes to the person who set it up, and to whom the settings name. After a
 * week the digest ends; the next one waits in its place, and they hear of it again. A person who takes no
 * messages for so long gets no more. `refused` is the message that found it out, if one did.
 */
export function whenBlocked(
  missing: MissingPermission,
  refused: DigestMessage | null,
  { digest, channel, now }: Pick<DeliveryFacts, "digest" | "channel" | "now">,
): DeliveryStep {
  const isOver = isPast(digest.plannedAt.add(MAX_BLOCKED), now);
  if (isOver && channel.kind === "dm") {
    const end: DeliveryStep = { do: "end", because: say.NO_MESSAGES_FOR_A_WEEK };
    return { do: "note", note: waitsFor(missing), next: end };
  }
  // What the cache tells costs nothing to look at.
  const isSeen = missing.cause !== undefined && missing.cause !== "refusal";
  const pause = refused && !isSeen ? blockedFor(refused, now) : NEXT_LOOK;
  const { pause: known } = channel;
  const isPausedByPeople = known?.why === "asked";
  return {
    do: "block",
    missing,
    after: isOver ? null : pause,
    pausesChannel: !isPausedByPeople,
    isNews: !isPausedByPeople && !(known?.notified ?? false),
  };
}

/** As long as it has been blocked, within bounds. */
function blockedFor({ state }: DigestMessage, now: Temporal.Instant): Temporal.Duration {
  const since = state.kind === "unsure" ? state.attemptedAt.until(now) : NEXT_LOOK;
  if (Temporal.Duration.compare(since, NEXT_LOOK) < 0) return NEXT_LOOK;
  return Temporal.Duration.compare(since, LONGEST_PAUSE_WHILE_BLOCKED) > 0
    ? LONGEST_PAUSE_WHILE_BLOCKED
    : since;
}

/**
 * Something went wrong in Paperboy itself. What may have arrived stays reserved for a day, and is
 * set aside then, so that nothing is sent twice.
 */
export function afterMistake(
  pause: Temporal.Duration | "no more",
  { plannedAt }: Pick<Digest, "plannedAt">,
  messages: readonly DigestMessage[],
  now: Temporal.Instant,
):
  | { do: "try later"; after: Temporal.Duration; outcome: "sending" | "failed" }
  | { do: "give up" } {
  if (pause !== "no more") return { do: "try later", after: pause, outcome: "sending" };
  if (messages.some(isUnsure) && !isPast(plannedAt.add(MAX_UNSURE), now))
    return { do: "try later", after: BETWEEN_LOOKS, outcome: "failed" };
  return { do: "give up" };
}

/** What becomes of a digest that ends before all of it is delivered or refused. */
export function unfinishedOutcome(messages: readonly DigestMessage[]): "partly sent" | "failed" {
  return messages.some(hasArrived) ? "partly sent" : "failed";
}
