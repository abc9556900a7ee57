import type { Query } from "../query/query.ts";
import { firstDay, readTime } from "../query/since.ts";

/** A time that some words mean, as the limits of a query, and how many words it takes. */
export interface TimeRead {
  length: number;
  limits: Query[];
}

const MONTHS =
  "january|february|march|april|may|june|july|august|september|october|november|december";
const MONTH = `(?:${MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)`;
const YEAR = String.raw`(?:19|20)\d\d`;
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th)?`;
const YEARLY = String.raw`${YEAR}(?:-\d\d(?:-\d\d)?)?|${MONTH}(?: ${DAY})? ${YEAR}|${DAY} ${MONTH} ${YEAR}`;
const DATE = `(?:${YEARLY}|${MONTH})`;
const TO = "-|–|—|to|until|till|through";
const SPAN = String.raw`(?:this|last) (?:week|month|year)|today|yesterday`;
const UNIT = "(?:day|week|month|year)s?";
const NUMBERS: Record<string, number> = {
  "couple of": 2,
  few: 3,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  twelve: 12,
};
const NUMBER = String.raw`(?:\d{1,3}|${Object.keys(NUMBERS).join("|")})`;

interface TimeForm {
  form: RegExp;
  limits: (found: Record<string, string>, today: Temporal.PlainDate) => Query[] | null;
}

/** The first that fits is meant. Each begins with a word that makes it a time, or is one by itself. */
const FORMS: TimeForm[] = [
  {
    form: formOf(`(?:from|between|in|of) (?<first>${DATE}) ?(?:${TO}|and) ?(?<last>${DATE})`),
    limits: ({ first = "", last = "" }, today) => fromTo(first, last, today),
  },
  {
    form: formOf(`(?<first>${YEARLY}) ?(?:${TO}) ?(?<last>${DATE})`),
    limits: ({ first = "", last = "" }, today) => fromTo(first, last, today),
  },
  {
    form: formOf(
      `(?:since|from) (?<first>${DATE}|${SPAN})(?: (?:on|onwards?|and later|to now|till now|until now|to today|to date))`,
    ),
    limits: ({ first = "" }, today) => sinceStart(first, today),
  },
  {
    form: formOf(`(?:ever )?since (?<first>${DATE}|${SPAN})`),
    limits: ({ first = "" }, today) => sinceStart(first, today),
  },
  {
    form: formOf(`(?:newer than|later than|after) (?<first>${DATE})`),
    limits({ first = "" }, today) {
      const period = periodOf(first, today);
      return period && [since(period.next)];
    },
  },
  {
    form: formOf(`(?:before|older than|earlier than|prior to) (?<first>${DATE}|${SPAN})`),
    limits({ first = "" }, today) {
      const period = periodOf(first, today);
      return period && [before(period.first)];
    },
  },
  {
    form: formOf(`(?:until|till|up to) (?<first>${DATE})`),
    limits({ first = "" }, today) {
      const period = periodOf(first, today);
      return period && [before(period.next)];
    },
  },
  {
    // "Today" alone is as often no date: "language models today".
    form: formOf(
      `(?<first>(?:this|last) (?:week|month|year))|(?:from|of|in|during|published) (?<of>${SPAN})`,
    ),
    limits: ({ first, of = "" }, today) => within(first ?? of, today),
  },
  {
    form: formOf(`(?<first>${MONTH}(?: ${DAY})? ${YEAR})`),
    limits: ({ first = "" }, today) => within(first, today),
  },
  {
    form: formOf(
      `(?:(?:from|of|in|within|during|over|since) )?(?:the )?(?:last|past) (?<count>${NUMBER} )?(?<unit>${UNIT})`,
    ),
    limits({ count, unit = "" }, today) {
      // "Last month" was one of the calendar, "the last month" goes up to now.
      const amount = count === undefined ? 1 : numberIn(count.trim());
      const time = readTime(`${amount} ${unit}`);
      return time === null ? null : [since(firstDay(time, today))];
    },
  },
  {
    form: formOf(`(?:from|of|in|during|published in) (?:the year )?(?<first>${DATE})`),
    limits: ({ first = "" }, today) => within(first, today),
  },
];

/** The time that words mean from the first on; null where they begin with none. */
export function readTimeWords(
  words: readonly string[],
  today: Temporal.PlainDate,
): TimeRead | null {
  const text = words.slice(0, MAX_WORDS).join(" ");
  for (const { form, limits } of FORMS) {
    const found = form.exec(text);
    const read = found && limits({ ...found.groups }, today);
    if (found && read) return { length: found[0].split(" ").length, limits: read };
  }
  return null;
}

const MAX_WORDS = 10;

function formOf(source: string): RegExp {
  return new RegExp(`^(?:${source})(?= |$)`);
}

function sinceStart(written: string, today: Temporal.PlainDate): Query[] | null {
  const period = periodOf(written, today);
  return period && [since(period.first)];
}

function fromTo(first: string, last: string, today: Temporal.PlainDate): Query[] | null {
  const [from, to] = [periodOf(first, today), periodOf(last, today)];
  return from && to && from.first < to.next ? [since(from.first), before(to.next)] : null;
}

function within(written: string, today: Temporal.PlainDate): Query[] | null {
  const period = periodOf(written, today);
  if (!period) return null;
  // What has not ended needs no end.
  return period.next > today.toString()
    ? [since(period.first)]
    : [since(period.first), before(period.next)];
}

/** From its first day to the day after its last, as `2024-05-17`. */
interface Period {
  first: string;
  next: string;
}

function periodOf(written: string, today: Temporal.PlainDate): Period | null {
  const [, which, unit] = /^(this|last) (week|month|year)$/.exec(written) ?? [];
  if (unit === "week" || unit === "month" || unit === "year") {
    const start = startOf(unit, today);
    const length = { [`${unit}s`]: 1 };
    const first = which === "this" ? start : start.subtract(length);
    return { first: first.toString(), next: first.add(length).toString() };
  }
  if (written === "today" || written === "yesterday") {
    const first = written === "today" ? today : today.subtract({ days: 1 });
    return { first: first.toString(), next: first.add({ days: 1 }).toString() };
  }
  const date = readTime(
    new RegExp(`^${MONTH}$`).test(written) ? lastMonth(written, today) : written,
  );
  if (date === null) return null;
  const first = Temporal.PlainDate.from(`${date}-01-01`.slice(0, 10));
  const length = date.length === 4 ? { years: 1 } : date.length === 7 ? { months: 1 } : { days: 1 };
  return { first: first.toString(), next: first.add(length).toString() };
}

/** The last month of that name, this one included, as `may 2024`. */
function lastMonth(name: string, today: Temporal.PlainDate): string {
  const month = MONTHS.split("|").findIndex((one) => one.startsWith(name.slice(0, 3))) + 1;
  return `${name} ${month > today.month ? today.year - 1 : today.year}`;
}

function startOf(unit: "week" | "month" | "year", today: Temporal.PlainDate): Temporal.PlainDate {
  if (unit === "week") return today.subtract({ days: today.dayOfWeek - 1 });
  return today.with(unit === "month" ? { day: 1 } : { month: 1, day: 1 });
}

function numberIn(word: string): number {
  return NUMBERS[word] ?? Number(word);
}

const since = (day: string): Query => ({ kind: "since", time: shortest(day) });
const before = (day: string): Query => ({ kind: "before", time: shortest(day) });

/** `2024-01-01` as `2024`: the first day that a time means is what counts. */
function shortest(day: string): string {
  return day.replace(/-01$/, "").replace(/^(\d{4})-01$/, "$1");
}
