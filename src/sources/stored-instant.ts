import { z } from "zod";

/** An instant as JSON has it: `2026-11-20T08:00:00Z`. */
export const storedInstant = z.iso.datetime().transform((text) => Temporal.Instant.from(text));
