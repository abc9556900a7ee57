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
  withdrawn: boolean;
}

const LONGEST_ABSTRACT = 50_000;
const LONGEST_NAME = 300;
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
/** One that is not known in full, or is a range, tells no day. */
const day = z
  .object({ "date-parts": z.tuple([z.tuple([number, number, number])]) })
  .transform(({ "date-parts": [[year, month, dayOfMonth]] }) =>
    dayIn({ year, month, day: dayOfMonth }),
  )
  .catch(null);

const schema = z.object({
  title: z.union([z.string(), z.tuple([z.string()], z.unknown()).transform(([first]) => first)]),
  abstract: z.string().nullable().catch(null),
  author: z.array(z.unknown()).catch([]),
  issued: day,
  published: day,
  "published-online": day,
  "published-print": day,
});

/** Null where it is no CSL-JSON, or has no title. */
export function readCsl(body: string, now: Temporal.Instant): Described | null {
  const { data } = schema.safeParse(valueOf(body));
  if (!data) return null;
  const title = titleIn(data.title);
  if (title === "") return null;
  const days = [data.issued, data.published, data["published-online"], data["published-print"]];
  const abstract = textIn(data.abstract ?? "")
    .slice(0, LONGEST_ABSTRACT)
    .toWellFormed();
  return {
    title,
    abstract: abstract === "" ? null : abstract,
    authors: namesIn(data.author),
    published: days.find((one) => one !== null && isPast(one, now))?.toString() ?? null,
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

function dayIn(parts: { year: number; month: number; day: number }): Temporal.PlainDate | null {
  try {
    const date = Temporal.PlainDate.from(parts, { overflow: "reject" });
    return date.year >= 1000 ? date : null;
  } catch {
    return null;
  }
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
