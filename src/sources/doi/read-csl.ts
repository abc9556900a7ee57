import { z } from "zod";
import { parseShallow } from "../hugging-face/shallow-json.ts";
import { textIn, titleIn } from "../marked-up.ts";
import { plainName } from "../plain-text.ts";

/** What an agency says of a DOI, cleaned. */
export interface Described {
  title: string;
  abstract: string | null;
  /** Names in the order of the paper. */
  authors: string[];
  /** As `2024-11-17`, where it is known in full. */
  published: string | null;
  /** Where it is not: `2015`, or `2015-05`. */
  issued: string | null;
  /** Null for what is no article of a journal. */
  journal: string | null;
  withdrawn: boolean;
}

const LONGEST_ABSTRACT = 50_000;
const LONGEST_NAME = 300;
/** CSL's name for such a thing, and Crossref's. */
const ARTICLE = /^(?:article-journal|journal-article)$/;
const MAX_AUTHORS = 4000;

const word = z.string().catch("");
const author = z.object({
  given: word,
  "dropping-particle": word,
  "non-dropping-particle": word,
  family: word,
  suffix: word,
  literal: word,
  name: word,
});

const number = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
]);
/** As far as it is known. A range tells nothing. */
const knownDate = z
  .object({ "date-parts": z.tuple([z.array(number).min(1).max(3)]) })
  .transform(({ "date-parts": [parts] }) => dateIn(parts))
  .catch(null);

const schema = z.object({
  title: z.union([z.string(), z.tuple([z.string()], z.unknown()).transform(([first]) => first)]),
  abstract: z.string().nullable().catch(null),
  author: z.array(z.unknown()).catch([]),
  issued: knownDate,
  published: knownDate,
  "published-online": knownDate,
  "published-print": knownDate,
  type: word,
  "container-title": z
    .union([z.string(), z.tuple([z.string()], z.unknown()).transform(([first]) => first)])
    .catch(""),
});

/** Null where it is no CSL-JSON, or has no title. */
export function readCsl(body: string, now: Temporal.Instant): Described | null {
  const { data } = schema.safeParse(valueOf(body));
  if (!data) return null;
  const title = titleIn(data.title);
  if (title === "") return null;
  const dates = [data.issued, data.published, data["published-online"], data["published-print"]];
  const known = dates.flatMap((one) => (one && isPast(one.first, now) ? [one] : []));
  const day = known.find(({ precision }) => precision === "day");
  const journal = ARTICLE.test(data.type) ? titleIn(data["container-title"]) : "";
  const abstract = textIn(data.abstract ?? "")
    .slice(0, LONGEST_ABSTRACT)
    .toWellFormed();
  return {
    title,
    abstract: abstract === "" ? null : abstract,
    authors: namesIn(data.author),
    published: day?.text ?? null,
    issued: day ? null : (known.toSorted(byLength)[0]?.text ?? null),
    journal: journal === "" ? null : journal.slice(0, LONGEST_NAME).toWellFormed(),
    withdrawn: /^(?:retracted|withdrawn)(?:\s\w+)?:/i.test(title),
  };
}

function namesIn(given: readonly unknown[]): string[] {
  const names = given.slice(0, MAX_AUTHORS).flatMap((one) => {
    const { data } = author.safeParse(one);
    if (!data) return [];
    const { given: first, family, suffix, literal, name } = data;
    const parts = [first, data["dropping-particle"], data["non-dropping-particle"], family, suffix];
    const whole = parts.filter((part) => part.trim() !== "").join(" ") || literal || name;
    return plainName(whole.slice(0, 10 * LONGEST_NAME));
  });
  const real = names.filter((name) => /\p{L}/u.test(name) && name.length <= LONGEST_NAME);
  return [...new Set(real)];
}

/** A date as far as it is known, and the first day that it may be. */
interface KnownDate {
  text: string;
  precision: "year" | "month" | "day";
  first: Temporal.PlainDate;
}

function dateIn([year = 0, month, day]: readonly number[]): KnownDate | null {
  try {
    const parts = { year, month: month ?? 1, day: day ?? 1 };
    const first = Temporal.PlainDate.from(parts, { overflow: "reject" });
    if (first.year < 1000) return null;
    const precision = month === undefined ? "year" : day === undefined ? "month" : "day";
    return { text: first.toString().slice(0, LENGTHS[precision]), precision, first };
  } catch {
    return null;
  }
}

const LENGTHS = { year: 4, month: 7, day: 10 };

/** What is known more exactly comes first. */
function byLength(a: KnownDate, b: KnownDate): number {
  return b.text.length - a.text.length;
}

/** An issue may be dated ahead; a day in the future is not when something was published. */
function isPast(date: Temporal.PlainDate, now: Temporal.Instant): boolean {
  const tomorrow = now.toZonedDateTimeISO("UTC").toPlainDate().add({ days: 1 });
  return Temporal.PlainDate.compare(date, tomorrow) <= 0;
}

function valueOf(json: string): unknown {
  try {
    return parseShallow(json);
  } catch {
    return null;
  }
}
