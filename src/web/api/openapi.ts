import { z } from "zod";
import packageJson from "../../../package.json" with { type: "json" };
import { digestJsonSchema } from "../../digests/json/digest.ts";
import { paperJsonSchema } from "../../digests/json/paper.ts";
import {
  digestPageSchema,
  digestsQuery,
  paperPageSchema,
  papersQuery,
  problemSchema,
} from "./shapes.ts";
import { about } from "./wording.ts";

type Name = "Paper" | "Digest" | "PaperPage" | "DigestPage" | "Problem";

/** What stands under `components`. */
const schemasByName: Record<Name, z.ZodType> = {
  Paper: paperJsonSchema,
  Digest: digestJsonSchema,
  PaperPage: paperPageSchema,
  DigestPage: digestPageSchema,
  Problem: problemSchema,
};

/** The API described in OpenAPI 3.1, out of the schemas by which it reads and answers. */
export function openApi(publicUrl: string | null): object {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemasByName)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: reference, io: "input" });
  return {
    openapi: "3.1.1",
    info: { title: about.title, version: packageJson.version, description: about.text },
    servers: [{ url: publicUrl ?? "/" }],
    paths: {
      "/api/papers": {
        get: {
          operationId: "findPapers",
          summary: about.findPapers,
          parameters: parametersOf(papersQuery),
          responses: { ...answers(about.paperPage, "PaperPage"), ...refusals(400, 429) },
        },
      },
      "/api/papers/{id}": {
        get: {
          operationId: "readPaper",
          summary: about.readPaper,
          parameters: [inPath("id", about.paperId)],
          responses: { ...answers(about.readPaper, "Paper"), ...refusals(404, 429) },
        },
      },
      "/api/digests/{channel}": {
        get: {
          operationId: "readDigests",
          summary: about.readDigests,
          parameters: [inPath("channel", about.channelId), ...parametersOf(digestsQuery)],
          responses: {
            ...answers(about.digestPage, "DigestPage"),
            ...refusals(400, 404, 410, 429),
          },
        },
      },
    },
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(withoutItsOwnName)) },
  };
}

function reference(name: string): string {
  return `#/components/schemas/${name}`;
}

/** Where it stands says both which dialect it is in and what it is called. */
function withoutItsOwnName([name, schema]: [string, object]): [string, object] {
  const { $schema: _, $id: __, ...rest } = { $schema: "", $id: "", ...schema };
  return [name, rest];
}

function parametersOf(query: z.ZodObject): object[] {
  return Object.entries(query.shape).map(([name, field]) => {
    const { $schema: _, description, ...schema } = z.toJSONSchema(field, { io: "input" });
    const required = !z.safeParse(field, undefined).success;
    return { name, in: "query", required, description, schema };
  });
}

function inPath(name: string, description: string): object {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}

function answers(description: string, name: Name): object {
  const content = { "application/json": { schema: { $ref: reference(name) } } };
  return { 200: { description, content }, 304: { description: about.unchanged } };
}

function refusals(...statuses: number[]): object {
  const content = { "application/problem+json": { schema: { $ref: reference("Problem") } } };
  const headers = {
    "Retry-After": { description: about.retryAfter, schema: { type: "integer", minimum: 1 } },
  };
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: about.problem, content, ...(status === 429 && { headers }) },
    ]),
  );
}
