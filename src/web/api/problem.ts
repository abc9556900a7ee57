import type { Context } from "hono";
import type { z } from "zod";
import type { problemSchema } from "./shapes.ts";
import { problems } from "./wording.ts";

const TITLES = {
  400: problems.badRequest,
  404: problems.notFound,
  405: problems.notAllowed,
  410: problems.gone,
  429: problems.tooMany,
  500: problems.ourFault,
};

/** An error as RFC 9457 has it. */
export function problem(context: Context, status: keyof typeof TITLES, detail: string): Response {
  const body: z.output<typeof problemSchema> = { title: TITLES[status], status, detail };
  return context.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}
