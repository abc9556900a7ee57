import type { LookResult, Sent } from "../courier.ts";
import { type DigestMessage, isOpen } from "../digest.ts";
import { isPart } from "../parts.ts";
import { isAtFault, isWorthTryingApart, MORE_THAN_ENOUGH } from "./blame.ts";
import { stayUnsure } from "./setbacks.ts";
import {
  type ArrivedMessage,
  type DeliveryFacts,
  type DeliveryStep,
  type FailedSend,
  type FailureStep,
  isUnsure,
  type LookStep,
  type PlainAttempt,
  type SendStep,
  type UnsureMessage,
} from "./steps.ts";
import * as say from "./wording.ts";

/**
 * Discord remembers nonces for "the past few minutes". Only where the channel's history cannot be
 * read does this number matter, and then for nothing but what people are told.
 */
const NONCE_MEMORY = { minutes: 2 };

/** What to do with a digest whose channel can be posted in: message by message, in their order. */
export function nextStep(facts: DeliveryFacts): DeliveryStep {
  const open = facts.messages.filter(isOpen);
  if (open.length === 0) return { do: "finish" };
  if (facts.isStopping) return { do: "give back" };
  const message = open.find(({ number }) => !facts.failed.has(number));
  if (!message) return afterFailures(open, facts);
  // What may have arrived is looked for before it is sent again.
  return isUnsure(message) ? { do: "look", message } : send(message, facts);
}

export function afterLook(
  found: LookResult,
  { message, afterPlain }: LookStep,
  facts: DeliveryFacts,
): DeliveryStep {
  if (found.kind === "found") return record(message, { id: found.messageId, postId: found.postId });
  if (afterPlain) {
    if (found.kind !== "unavailable") return afterPlain.otherwise;
    return unavailable(found.reason, afterPlain, facts);
  }
  if (found.kind === "unavailable") return unavailable(found.reason, null, facts);
  const next = isToBeParted(message, facts) ? takeApart(message) : send(message, facts);
  if (found.kind !== "cannot look" || isNonceRemembered(message.state.attemptedAt, facts))
    return next;
  const note = say.mayBePostedTwice(message.number, found.permission);
  return { do: "note", note, next };
}

/** `step.message` as it is once its request has left. */
export function afterSend(
  sent: Sent,
  step: SendStep & { message: UnsureMessage },
  facts: DeliveryFacts,
): DeliveryStep {
  const { message } = step;
  const plain = step.layout === "plain" ? step : null;
  switch (sent.kind) {
    case "sent":
      return record(message, { id: sent.messageId, postId: sent.postId });
    case "deleted":
      return record(message, { id: null, postId: null });
    case "closed post":
      return { do: "leave post", message };
    case "unavailable":
      return unavailable(sent.reason, plain, facts);
    case "invalid":
      if (plain) return plain.otherwise;
      return { do: "set aside", message, reason: sent.reason };
    case "failed":
      if (!plain) return failure(message, sent, facts);
      if (sent.arrived === "no") return plain.otherwise;
      return { do: "look", message, afterPlain: plain };
    case "blocked":
      if (plain?.isLastChance) return plain.otherwise;
      return { do: "find what blocks", message, refusal: sent };
    case "gone":
    default:
      if (plain?.isLastChance) return plain.otherwise;
      return { do: "end", because: sent.because ?? say.CHANNEL_GONE };
  }
}

function record(message: DigestMessage, arrived: ArrivedMessage): DeliveryStep {
  return { do: "record", message, arrived };
}

function unavailable(
  reason: string,
  plain: PlainAttempt | null,
  facts: DeliveryFacts,
): DeliveryStep {
  if (plain?.isLastChance) return stayUnsure(reason, facts);
  return { do: "wait", problem: { reason, answered: false } };
}

function send(message: DigestMessage, { failures, needsPlain }: DeliveryFacts): DeliveryStep {
  const asPlanned: SendStep = { do: "send", message, layout: "planned" };
  return failures(message.number) > 0 && needsPlain ? plainly(message, asPlanned) : asPlanned;
}

function plainly(message: DigestMessage, otherwise: DeliveryStep): DeliveryStep {
  return { do: "send", message, layout: "plain", otherwise, isLastChance: false };
}

/** Discord answered, and failed at it: once may be chance, so all wait a little. */
function failure(message: DigestMessage, sent: FailedSend, facts: DeliveryFacts): FailureStep {
  const count = sent.arrived === "no" ? MORE_THAN_ENOUGH : 1;
  const isFirst = facts.failures(message.number) + count < 2;
  // A part has been part of a failure before.
  const waits = isFirst && !isPart(message, facts.messages);
  const next = waits ? "wait" : "try the others";
  return { do: "note failure", message, failure: sent, count, next };
}

/** All that is left has failed in this run: finds out whose fault it is, or waits. */
function afterFailures(open: readonly DigestMessage[], facts: DeliveryFacts): DeliveryStep {
  for (const message of open) {
    const failed = facts.failed.get(message.number);
    // What may have arrived is looked for first, in a while.
    if (failed?.arrived === "no" && isToBeParted(message, facts))
      return { do: "set aside", message, reason: failed.reason };
  }
  const reason = open.map(({ number }) => facts.failed.get(number)?.reason).find(Boolean) ?? "";
  return { do: "wait", problem: { reason, answered: true } };
}

/** As "set aside", but a paper alone gets another chance in a plain layout. */
function takeApart(message: DigestMessage): DeliveryStep {
  const aside: DeliveryStep = {
    do: "set aside",
    message,
    reason: "Discord failed on it repeatedly",
  };
  return message.paperIds.length === 1 ? plainly(message, aside) : aside;
}

function isToBeParted(message: DigestMessage, { messages, failures }: DeliveryFacts): boolean {
  return (
    isAtFault(message, messages, failures(message.number)) ||
    isWorthTryingApart(message, messages, failures)
  );
}

function isNonceRemembered(
  attemptedAt: Temporal.Instant,
  { channel, postId, now }: DeliveryFacts,
): boolean {
  // A forum post takes no nonce.
  if (channel.kind === "forum" && postId === null) return false;
  const since = attemptedAt.until(now);
  // A clock that was set back tells nothing.
  return since.sign >= 0 && Temporal.Duration.compare(since, NONCE_MEMORY) <= 0;
}
