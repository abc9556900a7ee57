import { z } from "zod";
import { parseShallow } from "../hugging-face/shallow-json.ts";
import { LONGEST_TITLE, plainName, plainText } from "../plain-text.ts";
import { storedDay } from "../stored-values.ts";

/** A version of a preprint. */
export interface Preprint {
  /** Lower case, without a version. */
  doi: string;
  title: string;
  abstract: string | null;
  authors: string[];
  /** `cell biology`; null where it does not say. */
  category: string | null;
  /** On which this version was posted, as `2026-11-20`. */
  date: string;
  version: number;
  withdrawn: boolean;
  /** Of the journal that published it; null before that. */
  publishedDoi: string | null;
}

/** One page of an answer. */
export interface Page<Item> {
  /** Those that could be read. */
  items: Item[];
  /** As many as came. */
  count: number;
  /** Of all pages; null where it does not say. */
  total: number | null;
}

const LONGEST_ABSTRACT = 50_000;
const MAX_AUTHORS = 4000;

const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);
const pageSchema = z.object({
  messages: z
    .array(z.object({ status: z.string().catch(""), total: number.optional().catch(undefined) }))
    .catch([]),
  collection: z.array(z.unknown()).default([]),
});

const doi = z.string().transform((text, context) => {
  const found = /10\.\d{4,9}\/\S+/
    .exec(text.trim().toLowerCase())?.[0]
    .replace(/(?<=\d)v\d{1,3}$/, "");
  if (found !== undefined) return found;
  context.addIssue({ code: "custom" });
  return z.NEVER;
});
const doiOrNone = doi.nullable().catch(null);
const title = z.string().transform(plainText).pipe(z.string().min(1).max(LONGEST_TITLE));
const abstract = z
  .string()
  .transform((text) => plainText(text).slice(0, LONGEST_ABSTRACT).toWellFormed())
  .transform((text) => (text === "" || /^N\/?A$/i.test(text) ? null : text))
  .nullable()
  .catch(null);
const authors = z.string().catch("").transform(namesIn);

const preprint = z
  .object({
    doi,
    title,
    abstract,
    authors,
    category: z.string().nullable().default(null).catch(null),
    date: storedDay,
    version: number.catch(1),
    type: z.string().catch(""),
    published: doiOrNone,
  })
  .transform(({ published, type, ...rest }) => ({
    ...rest,
    withdrawn: /withdraw/i.test(type) || /^withdrawn\b/i.test(rest.title),
    publishedDoi: published,
  }));

/** `Lovelace, A. K.; Two, B.` */
function namesIn(list: string): string[] {
  const names = list
    .split(";")
    .map(plainName)
    .filter((name) => /\p{L}/u.test(name));
  const turned = names.map((name) => name.replace(/^([^,]+),\s*([^,]+)$/, "$2 $1"));
  return [...new Set(turned)].slice(0, MAX_AUTHORS);
}

/** `/details/{server}/{from}/{to}/{cursor}/json`. Null where it is no such page. */
export function readDetails(body: string): Page<Preprint> | null {
  return readPage(body, preprint);
}

/** What a journal published of a preprint. */
export interface Publication {
  preprint: string;
  title: string;
  journal: string;
}

const publication = z
  .object({ biorxiv_doi: doi, published_doi: doi, preprint_title: title })
  .transform((one) => ({
    preprint: one.biorxiv_doi,
    title: one.preprint_title,
    journal: one.published_doi,
  }));

/** `/pubs/{server}/{from}/{to}/{cursor}` */
export function readPublications(body: string): Page<Publication> | null {
  return readPage(body, publication);
}

function readPage<Item>(body: string, schema: z.ZodType<Item>): Page<Item> | null {
  const { data } = pageSchema.safeParse(valueOf(body));
  const [message] = data?.messages ?? [];
  if (!data || !message) return null;
  // "no posts found"
  if (message.status !== "ok" && !/^no \w+ found/i.test(message.status)) return null;
  const items = data.collection.flatMap((item) => schema.safeParse(item).data ?? []);
  return { items, count: data.collection.length, total: message.total ?? null };
}

function valueOf(json: string): unknown {
  try {
    return parseShallow(json);
  } catch {
    return null;
  }
}
