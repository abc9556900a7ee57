import type { ZodMiniType } from "zod/mini";
import type { Flaw } from "./api-error.ts";

/**
 * What a schema of Discord's specification says against a payload. The schemas drop keys that they
 * do not know without a word, so what came out is held against what went in.
 */
export function shapeFlaws(schema: ZodMiniType, payload: unknown): Flaw[] {
  const parsed = schema.safeParse(payload);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({
      path,
      message: message || "invalid",
    }));
  return unknownKeys(payload, parsed.data, []);
}

function unknownKeys(given: unknown, known: unknown, path: PropertyKey[]): Flaw[] {
  if (!isObject(given) || !isObject(known)) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const at = [...path, key];
    if (!Object.hasOwn(known, key)) return [{ path: at, message: "is not known here" }];
    return unknownKeys(value, known[key], at);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
