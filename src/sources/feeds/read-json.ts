import { z } from "zod";
import { parseShallow } from "../hugging-face/shallow-json.ts";
import { MAX_ITEMS, type RawFeed, type RawItem } from "./raw-item.ts";
import { NOT_WELL_FORMED } from "./wording.ts";

const feedSchema = z.object({
  version: z.string().regex(/jsonfeed\.org/i),
  title: z.string().nullish().catch(null),
  items: z.array(z.unknown()),
});

const text = z.string().nullish().catch(null);
const person = z.object({ name: text }).catch({ name: null });
const people = z.array(person).nullish().catch(null);

const itemSchema = z.object({
  id: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(null),
  url: text,
  external_url: text,
  title: text,
  summary: text,
  content_html: text,
  content_text: text,
  date_published: text,
  authors: people,
  author: person.nullish(),
  doi: text,
});

/** Reads a JSON Feed (jsonfeed.org, 1.0 and 1.1). Null where it is none. */
export function readJsonFeed(json: string): RawFeed | null {
  const { data } = feedSchema.safeParse(valueOf(json));
  if (!data) return null;
  const { title = null, items } = data;
  return {
    title,
    count: items.length,
    items: items
      .slice(0, MAX_ITEMS)
      .values()
      .map((item, at) => readItem(item, at + 1)),
    isComplete: true,
  };
}

function readItem(
  item: unknown,
  position: number,
): RawItem | { position: number; unreadable: string } {
  const { data } = itemSchema.safeParse(item);
  if (!data) return { position, unreadable: NOT_WELL_FORMED };
  const authors = data.authors ?? (data.author ? [data.author] : []);
  return {
    position,
    id: data.id ?? null,
    link: data.url ?? data.external_url ?? null,
    base: null,
    title: data.title ?? "",
    texts: given(data.summary, data.content_html, data.content_text),
    authors: given(...authors.map(({ name }) => name)),
    dates: given(data.date_published),
    identifiers: given(data.doi),
  };
}

function given(...values: (string | null | undefined)[]): string[] {
  return values.flatMap((value) => value ?? []).filter((value) => value.trim() !== "");
}

function valueOf(json: string): unknown {
  try {
    return parseShallow(json);
  } catch {
    return null;
  }
}
