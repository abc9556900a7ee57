import { z } from "zod";

/** An instant as JSON has it: `2026-11-20T08:00:00Z`. */
export const storedInstant = z.iso.datetime().transform((text) => Temporal.Instant.from(text));

/** A day as JSON has it: `2026-11-20`. */
export const storedDay = z.iso.date();

/** A value as JSON has it, in which instants and days are texts. */
export function asStored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
