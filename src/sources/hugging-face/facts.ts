import { z } from "zod";
import { linksIn, LONGEST_URL } from "../../papers/links.ts";
import { LONGEST_TITLE, plainName, plainText } from "../plain-text.ts";
import { utcDay } from "../utc-days.ts";

/** What an item of the daily list says, under the names that Hugging Face gives it. */
export type ItemFacts = z.output<typeof schema>;

/**
 * The facts of one item, and the names of those that are there, but not as expected. They stand in
 * the item itself or in its `paper`, which is believed first.
 */
export function factsOf(item: unknown): { facts: ItemFacts; broken: string[] } {
  const outer = readFacts(item);
  const inner = readFacts(isObject(item) ? item["paper"] : undefined);
  // This one may be the day on the list; the inner one is that of arXiv.
  delete outer.facts.publishedAt;
  const facts: ItemFacts = { ...outer.facts, ...inner.facts };
  const broken = new Set([...inner.broken, ...outer.broken]);
  return { facts, broken: [...broken].filter((name) => !(name in facts)) };
}

/** Beyond these nothing is what it says it is. */
const LONGEST_SUMMARY = 50_000;
const LONGEST_PERSON_NAME = 300;
const LONGEST_LIST = 10_000;

const line = (longest: number) =>
  z
    .string()
    .max(2 * longest)
    .transform(plainText)
    .pipe(z.string().min(1).max(longest));

const count = z.number().min(0).max(Number.MAX_SAFE_INTEGER).transform(Math.round);

const day = z.string().transform((text, context) => dayOf(text) ?? refuse(context, "is no date"));

/** The same care as with addresses in abstracts. */
const page = line(LONGEST_URL).transform((text, context) => {
  const [link, ...more] = linksIn([text]);
  return link && more.length === 0 ? link.url : refuse(context, "is no address");
});

/** Those of a list that are as expected. */
const some = <Each extends z.ZodType>(each: Each) =>
  z.array(z.unknown()).transform((list) =>
    list.slice(0, LONGEST_LIST).flatMap((item) => {
      const read = each.safeParse(item);
      return read.success ? [read.data] : [];
    }),
  );

const name = z
  .string()
  .max(2 * LONGEST_PERSON_NAME)
  .transform(plainName)
  .pipe(z.string().min(1).max(LONGEST_PERSON_NAME));
const nameOrNone = name.optional().catch(undefined);

const schema = z
  .object({
    /** Of arXiv, without a version. */
    id: line(100),
    title: line(LONGEST_TITLE),
    summary: line(LONGEST_SUMMARY),
    authors: some(z.object({ name, hidden: z.unknown().optional() })),
    /** When version 1 came to arXiv. */
    publishedAt: day,
    submittedOnDailyAt: day,
    upvotes: count,
    numComments: count,
    ai_summary: line(LONGEST_SUMMARY),
    ai_keywords: some(name),
    githubRepo: page,
    projectPage: page,
    thumbnail: z.url({ protocol: /^https$/ }).max(LONGEST_URL),
    organization: z
      .object({ fullname: nameOrNone, name: nameOrNone })
      .transform(({ fullname, name: short }) => fullname ?? short),
    /** A time; whatever it is, it stands for a paper that shall not be announced. */
    withdrawnAt: z.unknown(),
  })
  .partial();

const FIELD_NAMES = Object.keys(schema.shape);

function readFacts(raw: unknown): { facts: ItemFacts; broken: string[] } {
  if (!isObject(raw)) return { facts: {}, broken: [] };
  const given = FIELD_NAMES.flatMap((each) => {
    const value = Object.hasOwn(raw, each) ? raw[each] : null;
    return value === null || value === "" ? [] : [[each, value] as const];
  });
  const complete = schema.safeParse(Object.fromEntries(given));
  if (complete.success) return { facts: withoutGaps(complete.data), broken: [] };
  const broken = new Set(complete.error.issues.map(({ path }) => String(path[0])));
  const sound = given.filter(([field]) => !broken.has(field));
  return { facts: withoutGaps(schema.parse(Object.fromEntries(sound))), broken: [...broken] };
}

/** So that a gap does not hide what stands elsewhere. */
function withoutGaps(facts: ItemFacts): ItemFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}

/** Of `2026-11-20T08:00:00.000Z` or `2026-11-20`, in UTC. */
function dayOf(text: string): Temporal.PlainDate | null {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text)
      ? Temporal.PlainDate.from(text)
      : utcDay(Temporal.Instant.from(text));
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
