import { z } from "zod";
import { isHere, setting, token } from "./values.ts";

/** The settings of embeddings, as the environment has them. */
export const embeddingShape = {
  PAPERBOY_EMBEDDINGS_URL: setting(
    z
      .url({ protocol: /^https?$/, error: "is not an http or https address" })
      .refine((url) => !/^[^/]*\/\/[^/]*@/.test(url), "can't contain a name and password")
      .optional(),
  ),
  PAPERBOY_EMBEDDINGS_MODEL: setting(z.string().optional()),
  PAPERBOY_EMBEDDINGS_KEY: setting(token.optional()),
  PAPERBOY_EMBEDDINGS_QUERY_PREFIX: setting(z.string().default("")),
  PAPERBOY_EMBEDDINGS_PAPER_PREFIX: setting(z.string().default("")),
};

/** A value that works, for each. */
export const embeddingExamples: Record<keyof typeof embeddingShape, string> = {
  PAPERBOY_EMBEDDINGS_URL: "http://localhost:11434/v1/embeddings",
  PAPERBOY_EMBEDDINGS_MODEL: "nomic-embed-text",
  PAPERBOY_EMBEDDINGS_KEY: "the key that the service gave you, without quotes",
  PAPERBOY_EMBEDDINGS_QUERY_PREFIX: '"search_query: "',
  PAPERBOY_EMBEDDINGS_PAPER_PREFIX: '"search_document: "',
};

/** Where vectors of texts come from. */
export interface EmbeddingSettings {
  /** Of the endpoint itself. */
  url: string;
  model: string;
  key: string | null;
  prefixes: { query: string; paper: string };
}

type Given = z.infer<z.ZodObject<typeof embeddingShape>>;

/** Null: off. */
export function embeddingSettings(given: Given): EmbeddingSettings | null {
  const { PAPERBOY_EMBEDDINGS_URL: url, PAPERBOY_EMBEDDINGS_MODEL: model } = given;
  if (url === undefined || model === undefined) return null;
  return {
    url: endpointAt(url),
    model,
    key: given.PAPERBOY_EMBEDDINGS_KEY ?? null,
    prefixes: {
      query: given.PAPERBOY_EMBEDDINGS_QUERY_PREFIX,
      paper: given.PAPERBOY_EMBEDDINGS_PAPER_PREFIX,
    },
  };
}

/** A line where half of what is needed is set. */
export function embeddingProblems(given: Given): string[] {
  const { PAPERBOY_EMBEDDINGS_URL: url, PAPERBOY_EMBEDDINGS_MODEL: model } = given;
  if ((url === undefined) === (model === undefined)) return [];
  const missing = url === undefined ? "PAPERBOY_EMBEDDINGS_URL" : "PAPERBOY_EMBEDDINGS_MODEL";
  return [`${missing}: is missing; use something like: ${embeddingExamples[missing]}`];
}

/** What works, and is perhaps not what was meant: a line each. */
export function embeddingWarnings(settings: EmbeddingSettings | null): string[] {
  if (!settings) return [];
  const { protocol, hostname } = new URL(settings.url);
  const isOnTheWay = protocol !== "https:" && !isHere(hostname.replace(/^\[|\]$/g, ""));
  if (!isOnTheWay || settings.key === null) return [];
  return [
    "PAPERBOY_EMBEDDINGS_URL isn't https, so your key and people's questions can be read on the way",
  ];
}

/** People give the base address of a service, its version's, or the endpoint itself. */
function endpointAt(address: string): string {
  const url = new URL(address);
  const path = url.pathname.replace(/\/+$/, "");
  if (path === "") url.pathname = "/v1/embeddings";
  else url.pathname = path.endsWith("/embeddings") ? path : `${path}/embeddings`;
  return url.href;
}
