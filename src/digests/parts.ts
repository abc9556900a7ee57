import { type DigestMessage, isRefused } from "./digest.ts";

/** The refused message of which this one is a single paper; null where it is as it was planned. */
export function originalOf(
  { number, paperIds }: DigestMessage,
  messages: readonly DigestMessage[],
): DigestMessage | null {
  const [only, ...others] = paperIds;
  if (only === undefined || others.length > 0) return null;
  const original = messages.find(
    (one) => one.number < number && isRefused(one) && one.paperIds.includes(only),
  );
  return original ?? null;
}

/** Whether it is one paper of a message that was taken apart. */
export function isPart(message: DigestMessage, messages: readonly DigestMessage[]): boolean {
  return originalOf(message, messages) !== null;
}
