/**
 * What the calendar is called in the languages that listings are saved in, as the platform knows it.
 * Made when first asked for: English pages need none of it.
 */
const LANGUAGES =
  "en de fr es it pt nl sv da nb fi pl cs hu ro ru uk tr el id ca zh zh-Hant ja ko".split(" ");

/** Days that are told without a number. */
const NEAR =
  /^(?:today|yesterday|just now|heute|gestern|aujourd[’']hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|vandaag|gisteren|сегодня|вчера|今天|昨天|今日|昨日|오늘|어제)$/iu;

let months: Map<string, number> | null = null;
let weekdays: Set<string> | null = null;
let relative: Set<string> | null = null;

/** From 1, of a name or its abbreviation in any case; null where languages disagree or none knows it. */
export function monthNamed(name: string): number | null {
  months ??= monthNames();
  return months.get(plain(name)) ?? null;
}

export function isWeekday(name: string): boolean {
  weekdays ??= weekdayNames();
  return weekdays.has(plain(name));
}

/** Whether the words tell a day by its distance from today: “3 days ago”, “gestern”. */
export function isRelativeDay(words: string): boolean {
  if (words.length > 30) return false;
  if (!/\d/.test(words) && !/^an?\s/i.test(words)) return NEAR.test(words);
  relative ??= relativeDays();
  return relative.has(shapeOf(words));
}

function monthNames(): Map<string, number> {
  const names = new Map<string, number>();
  const disputed = new Set<string>();
  for (const language of LANGUAGES)
    for (const options of [
      { month: "long", day: "numeric" },
      { month: "short", day: "numeric" },
      { month: "long" },
    ] as const) {
      const format = formatOf(language, options);
      for (let month = 1; month <= 12; month++) {
        const parts = format.formatToParts(Date.UTC(2026, month - 1, 17));
        // Catalan has “de novembre” and “d’octubre”.
        const name = plain(parts.find(({ type }) => type === "month")?.value ?? "").replace(
          /^(?:de\s|d’)/,
          "",
        );
        if ((names.get(name) ?? month) !== month) disputed.add(name);
        if (/^\p{L}[\p{L}\p{M}]+$/u.test(name)) names.set(name, month);
      }
    }
  for (const name of disputed) names.delete(name);
  return names;
}

function weekdayNames(): Set<string> {
  const names = new Set<string>();
  for (const language of LANGUAGES)
    for (const weekday of ["long", "short"] as const) {
      const format = formatOf(language, { weekday });
      for (let day = 1; day <= 7; day++) names.add(plain(format.format(Date.UTC(2026, 0, day))));
    }
  return names;
}

function relativeDays(): Set<string> {
  const shapes = new Set<string>();
  for (const language of LANGUAGES)
    for (const style of ["long", "short", "narrow"] as const) {
      const format = new Intl.RelativeTimeFormat(language, { style });
      for (const unit of ["minute", "hour", "day", "week", "month", "year"] as const)
        for (const number of [1, 2, 3, 5, 21]) shapes.add(shapeOf(format.format(-number, unit)));
    }
  return shapes;
}

/** Never by the machine's own time zone, which may be set to nonsense. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
    ...options,
    timeZone: "UTC",
  });
}

function plain(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\.$/, "").replaceAll("'", "’");
}

function shapeOf(words: string): string {
  return plain(words)
    .replace(/^(?:an?|one)\s/, "# ")
    .replace(/\d+/g, "#")
    .replace(/\s+/g, " ");
}
