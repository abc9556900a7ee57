import { type DigestMessage, hasArrived, isOpen } from "../digest.ts";
import { isPart, originalOf } from "../parts.ts";

/** Once may be chance; twice, with a minute between, is no longer. */
const ENOUGH = 2;
/** Where the proof is weaker; also the count for a refusal, which no repeat changes. */
export const MORE_THAN_ENOUGH = 3;

/** Whether a message that has failed so often is itself at fault, and not its channel. */
export function isAtFault(
  message: DigestMessage,
  messages: readonly DigestMessage[],
  failures: number,
): boolean {
  if (failures < ENOUGH) return false;
  const arrived = messages.filter(hasArrived);
  // Messages are sent in order, so this one had failed before that one got through.
  if (arrived.some(({ number }) => number > message.number)) return true;
  // The last part of a message that failed: other parts got through between that and this.
  const original = originalOf(message, messages);
  const sibling = arrived.some(
    (one) => original !== null && originalOf(one, messages) === original,
  );
  return sibling && failures >= MORE_THAN_ENOUGH;
}

/**
 * Whether a message that nothing speaks against is taken apart all the same, to find out: where all
 * that is left has failed. One of them is enough.
 */
export function isWorthTryingApart(
  message: DigestMessage,
  messages: readonly DigestMessage[],
  failures: (number: number) => number,
): boolean {
  if (message.paperIds.length < 2 || failures(message.number) < MORE_THAN_ENOUGH) return false;
  const others = messages.filter((one) => isOpen(one) && one.number !== message.number);
  return others.every((one) => !isPart(one, messages) && failures(one.number) > 0);
}
