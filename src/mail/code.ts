import { randomInt, timingSafeEqual } from "node:crypto";
import type { MailKeep, SentCode } from "./keep.ts";

const DIGITS = 6;

export function newCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, "0");
}

/** What is kept of a code: it is worth nothing for another person or address. */
export async function hashOf(
  code: string,
  { userId, address, outletId }: Pick<SentCode, "userId" | "address" | "outletId">,
  { mark }: Pick<MailKeep, "mark">,
): Promise<string> {
  return await mark(JSON.stringify(["code", userId, address, outletId, code]));
}

/** In the same time wherever they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
