import { pick } from "../../../bench/random.ts";
import { aPage, FURNITURE } from "../../papers/a-page.ts";
import { aPaperOfArxiv } from "../arxiv/a-feed.ts";
import type { ArxivStandIn } from "../arxiv/arxiv-stand-in.ts";
import type { PreprintServer } from "../biorxiv/a-server.ts";
import type { Journal } from "../feeds/a-journal.ts";
import { aListedPaper, type HuggingFace } from "../hugging-face/stand-in.ts";
import { kindsBeyondArxiv } from "./beyond-arxiv.ts";

export const FIRST_DAY = Temporal.PlainDate.from("2026-11-02");
export const START = FIRST_DAY.toZonedDateTime("UTC").toInstant();
/** From a Monday to a Friday. */
export const DAYS = 33;
export const CATEGORIES = ["cs.LG", "cs.CL"] as const;
/** No two of them are alike, and no other text has them. */
export const TOPICS = ["quokka", "zeppelin", "marzipan", "obelisk", "xylophone"] as const;

/** Faults may keep it from being read for so long. */
export const WITHDRAWAL_READ_WITHIN = { hours: 36 };

/** Below a text on a page. */
const BYLINE = "  • 3 authors\n·\nNov 1, 2026";

/** One work, as it really is, whoever shows it under which title. */
export interface Work {
  number: number;
  topic: (typeof TOPICS)[number];
  arxivId: string;
  /** When anybody first shows it, but as a replacement; null where nobody ever does. */
  shownAt: Temporal.Instant | null;
  /** From then on it must not be delivered; null for a work that stays. */
  withdrawnAt: Temporal.Instant | null;
  /** Whether the feed has it from the start on: it can be found, and is no news to anybody. */
  isArchive: boolean;
  /** Listings and pages that show it; of the feed, what the names of its listings begin with. */
  shownIn: string[];
}

/** Something that happens to a far end, or in the folder of saved pages. */
export interface Happening {
  at: Temporal.Instant;
  happen: () => void | Promise<void>;
}

export interface Stage {
  arxiv: ArxivStandIn;
  huggingFace: HuggingFace;
  preprints: PreprintServer;
  journal: Journal;
  /** Lays a page into the folder. */
  lay: (file: string, page: string) => Promise<void>;
}

export interface Making {
  work: Work;
  title: string;
  /** Days since the first one. */
  day: number;
  random: () => number;
}

/** A month of papers: what they are, and what happens when. arXiv knows of its days beforehand. */
export function makeWorld(random: () => number, { lay, ...farEnds }: Stage) {
  const { arxiv, huggingFace } = farEnds;
  const works: Work[] = [];
  const happenings: Happening[] = [];
  const pages = new Map<string, string[]>();
  for (const category of CATEGORIES) arxiv.announce(category, FIRST_DAY.toString(), []);

  function announce({ work, title, day, random: chance }: Making): void {
    const on = workday(day);
    const paper = { id: work.arxivId, title, abstract: abstractOf(work), type: "new" as const };
    arxiv.announce("cs.LG", on.toString(), [aPaperOfArxiv(paper)]);
    appears(work, `arXiv cs.LG, ${on.toString()}`, midnightOfArxiv(on));
    if (chance() < 0.3) {
      arxiv.announce("cs.CL", on.toString(), [aPaperOfArxiv({ ...paper, type: "cross" })]);
      appears(work, `arXiv cs.CL, ${on.toString()}`, midnightOfArxiv(on));
    }
    if (chance() < 0.3) replace(work, `${title}, revisited`, day + 1 + Math.floor(chance() * 8));
  }

  function replace(work: Work, title: string, day: number): void {
    const paper = { id: work.arxivId, title, abstract: abstractOf(work), version: 2 };
    for (const [category, type] of [
      ["cs.LG", "replace"],
      ["cs.CL", "replace-cross"],
    ] as const)
      arxiv.announce(category, workday(day).toString(), [aPaperOfArxiv({ ...paper, type })]);
  }

  function list({ work, title, day, random: chance }: Making, withdrawal?: "at once" | "later") {
    const on = workday(day);
    const at = atHour(on, 8 + Math.floor(chance() * 12));
    const said = { title, summary: abstractOf(work) };
    const listed = aListedPaper(work.arxivId, {
      ...said,
      submittedOnDailyAt: at.toString(),
      publishedAt: on.subtract({ days: 3 }).toString(),
      ...(withdrawal === "at once" && { withdrawnAt: at.toString() }),
    });
    Object.assign(listed, said);
    happenings.push({ at, happen: () => huggingFace.list(on.toString(), listed) });
    appears(work, `Hugging Face, ${on.toString()}`, at);
    if (withdrawal === "at once") work.withdrawnAt = START;
    if (withdrawal === "later") {
      const later = at.add({ hours: 24 });
      work.withdrawnAt = later.add(WITHDRAWAL_READ_WITHIN);
      const happen = () => void Object.assign(listed.paper, { withdrawnAt: later.toString() });
      happenings.push({ at: later, happen });
    }
  }

  /** On the page of its day. */
  function save({ work, title, day }: Making): void {
    const file = `page-${String(day).padStart(2, "0")}.txt`;
    pages.set(file, [...(pages.get(file) ?? []), title, abstractOf(work), BYLINE]);
    appears(work, file, atHour(FIRST_DAY.add({ days: day }), 5));
  }

  function appears(work: Work, listing: string, at: Temporal.Instant): void {
    work.shownIn.push(listing);
    if (!work.shownAt || Temporal.Instant.compare(at, work.shownAt) < 0) work.shownAt = at;
  }

  const beyond = kindsBeyondArxiv({ ...farEnds, happenings, appears, announce });
  const kinds: ((making: Making) => void)[] = [
    announce,
    announce,
    list,
    list,
    save,
    // Up to two weeks later, and spelt in another way.
    (making) => {
      announce(making);
      const day = making.day + Math.floor(making.random() * 15);
      if (day < DAYS) list({ ...making, day, title: making.title.replace(" of", ": of") });
    },
    // All three, in any order; people copy pages in their own way.
    (making) => {
      const days = [0, 0, 0].map(() => making.day + Math.floor(making.random() * 4));
      const [onPage = 0, atArxiv = 0, onList = 0] = days.map((day) => Math.min(day, DAYS - 1));
      save({ ...making, day: onPage, title: inCapitals(making.title) });
      announce({ ...making, day: atArxiv });
      list({ ...making, day: onList });
    },
    // What only a look-up can tell to be one.
    (making) => {
      const { work, title, day } = making;
      arxiv.world.others.push(aPaperOfArxiv({ id: work.arxivId, title }));
      save({ ...making, title: title.replace(" of", " – of") });
      if (day + 5 < DAYS) list({ ...making, day: day + 5 });
    },
    ({ work, title, day }) => {
      work.arxivId = `1905.${String(10_000 + work.number)}`;
      replace(work, title, day);
    },
    (making) => list(making, "later"),
    (making) => {
      list(making, "at once");
      if (making.day + 9 < DAYS) announce({ ...making, day: making.day + 9 });
    },
    ...beyond.kinds,
  ];

  for (let number = 0; number < 240; number += 1) {
    const day = Math.floor(random() * DAYS);
    const topic = pick(TOPICS, random);
    // Ids are given out as papers come, and some are announced later than others.
    const arxivId = `2611.${10_000 + day * 300 + number}`;
    const work = aWork(number, topic, arxivId);
    works.push(work);
    pick(kinds, random)({ work, day, random, title: `A ${topic} study ${number} of things` });
  }
  // Two works of one title.
  for (const number of [240, 241]) {
    const day = number - 230;
    const arxivId = `2611.${10_000 + day * 300 + number}`;
    const work = aWork(number, TOPICS[0], arxivId);
    works.push(work);
    announce({ work, day, random: () => 1, title: "The quokka: an introduction" });
  }
  // The last ones, on Friday, so that no source has nothing to show at the end.
  for (const [at, show] of [beyond.post, beyond.publish].entries()) {
    const work = aWork(242 + at, TOPICS[1], "");
    works.push(work);
    const title = `A zeppelin study ${work.number} to end with`;
    show({ work, day: DAYS - 1, random: () => 0.9, title });
  }
  for (const [file, blocks] of pages)
    happenings.push({
      at: atHour(FIRST_DAY.add({ days: Number(file.slice(5, 7)) }), 5),
      happen: () => lay(file, aPage(...FURNITURE, ...blocks)),
    });
  return { works, happenings };
}

function aWork(number: number, topic: Work["topic"], arxivId: string): Work {
  const isUnseen = { shownAt: null, withdrawnAt: null, isArchive: false };
  return { number, topic, arxivId, ...isUnseen, shownIn: [] };
}

export function abstractOf({ topic, number }: Work): string {
  return `What we found out about each ${topic} in our study with the number ${number}.`;
}

function inCapitals(title: string): string {
  return title.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/** The day so many days after the first one, or the next on which both sources have lists. */
function workday(days: number): Temporal.PlainDate {
  let day = FIRST_DAY.add({ days });
  // Thanksgiving is on the 26th.
  while (day.dayOfWeek > 5 || ["2026-11-26", "2026-11-27"].includes(day.toString()))
    day = day.add({ days: 1 });
  return day;
}

function midnightOfArxiv(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime("America/New_York").toInstant();
}

export function atHour(day: Temporal.PlainDate, hour: number): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: "UTC", plainTime: { hour } }).toInstant();
}
