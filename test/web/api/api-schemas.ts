import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import type { Site } from "../a-site.ts";

/** Holds an answer against the description that the API itself gives, as a program from elsewhere would. */
export async function expectDescribed({ get }: Site, answer: unknown, name: string): Promise<void> {
  const { components } = JSON.parse(await (await get("/api/openapi.json")).text());
  // Dates and times are held by their patterns.
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  const schemas = JSON.parse(
    JSON.stringify(closed(components.schemas)).replaceAll("#/components/schemas/", "#/$defs/"),
  );
  const fits = ajv.compile({ $defs: schemas, $ref: `#/$defs/${name}` });
  fits(answer);
  expect(fits.errors ?? []).toEqual([]);
}

/** What is not described is not in an answer, either. */
function closed(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const inside = Object.fromEntries(Object.entries(schema).map(([key, one]) => [key, closed(one)]));
  return "properties" in schema ? { ...inside, additionalProperties: false } : inside;
}
