import { z } from "zod";
import { type Reason, reasonSchema } from "../../digests/reason.ts";
import { jsonColumn } from "../schema/columns.ts";

/** One letter each. */
const FIELDS = { t: "title", x: "text", o: "organisation" } as const;
const letterOf = (field: Reason["fields"][number]) =>
  Object.entries(FIELDS).find(([, name]) => name === field)?.[0] ?? "";

/**
 * The values in the order of `reasonSchema`, without their names: of all that is kept for ever there is most of this. A
 * topic that is its own heading is null, fields are letters, and attention is upvotes and days.
 */
const short = z
  .tuple([
    z.string(),
    z.string().nullable(),
    z.number(),
    z.array(z.string()),
    z.string().regex(/^[txo]*$/u),
    z.tuple([z.number(), z.number()]).nullable(),
    z.number(),
  ])
  .transform(([heading, topic, strength, words, fields, attention, votesHere]): Reason => ({
    heading,
    topic: topic ?? heading,
    strength,
    words,
    fields: fields
      .split("")
      .flatMap((letter) =>
        letter === "t" || letter === "x" || letter === "o" ? [FIELDS[letter]] : [],
      ),
    attention: attention && { upvotes: attention[0], days: attention[1] },
    votesHere,
  }));

/** With their names is how they were stored at first. */
const reasonColumn = jsonColumn.pipe(z.union([short, reasonSchema]));

export function reasonJson(reason: Reason | undefined): string | null {
  if (reason === undefined) return null;
  const { heading, topic, strength, words, fields, attention, votesHere } =
    reasonSchema.parse(reason);
  return JSON.stringify([
    heading,
    topic === heading ? null : topic,
    strength,
    words,
    fields.map(letterOf).join(""),
    attention && [attention.upvotes, attention.days],
    votesHere,
  ] satisfies z.input<typeof short>);
}

/** Null where none is stored, or one that a later Paperboy wrote. */
export function reasonIn(column: string | null): Reason | null {
  return column === null ? null : (reasonColumn.safeParse(column).data ?? null);
}
