import type { APreprint, PreprintServer } from "../biorxiv/a-server.ts";
import type { AnItem } from "../feeds/a-feed.ts";
import type { Journal } from "../feeds/a-journal.ts";
import {
  abstractOf,
  atHour,
  DAYS,
  FIRST_DAY,
  type Happening,
  type Making,
  START,
  WITHDRAWAL_READ_WITHIN,
  type Work,
} from "./world.ts";

interface Scene {
  preprints: PreprintServer;
  journal: Journal;
  happenings: Happening[];
  appears: (work: Work, listing: string, at: Temporal.Instant) => void;
  announce: (making: Making) => void;
}

/** By then the feed was read for the first time, whatever the faults: what comes now is news. */
const FIRST_DAY_OF_NEWS = 3;

/** What becomes of works in the feed of a journal and at bioRxiv. */
export function kindsBeyondArxiv({ preprints, journal, happenings, appears, announce }: Scene) {
  /** In the feed. It is dated earlier, so that it is news only because the feed did not have it before. */
  function publish(making: Making, doi: string | null = doiOf(making.work)): void {
    const { work, random } = making;
    const at = atSomeHour({ ...making, day: Math.max(making.day, FIRST_DAY_OF_NEWS) });
    const item = itemOf(making, { at, doi });
    happenings.push({ at, happen: () => journal.publish(item) });
    appears(work, journal.listings, at);
    if (random() < 0.3) edit(item, at.add({ hours: 48 + Math.floor(24 * 4 * random()) }));
  }

  /** After it was read, whatever the faults: its first title is what others know it by. */
  function edit(item: AnItem, at: Temporal.Instant): void {
    const happen = () => void Object.assign(item, { title: `${item.title}, corrected` });
    happenings.push({ at, happen });
  }

  /** In the feed before anybody reads it. */
  function store(making: Making): void {
    making.work.isArchive = true;
    journal.publish(
      itemOf(making, { at: START.subtract({ hours: 240 }), doi: doiOf(making.work) }),
    );
  }

  function post(making: Making): void {
    postVersion(making, 1);
    const later = making.day + 1 + Math.floor(making.random() * 8);
    if (making.random() < 0.3 && later < DAYS)
      postVersion({ ...making, day: later, title: `${making.title}, revised` }, 2);
  }

  function postVersion(making: Making, version: number, changes: Partial<APreprint> = {}): void {
    const { work, title } = making;
    const date = FIRST_DAY.add({ days: making.day }).toString();
    const at = atSomeHour(making);
    const preprint = { doi: preprintDoiOf(work), title, date, version, abstract: abstractOf(work) };
    const happen = () => void preprints.world.preprints.push({ ...preprint, ...changes });
    happenings.push({ at, happen });
    if (version === 1) appears(work, `bioRxiv cell_biology, ${date}`, at);
    else work.shownIn.push(`bioRxiv cell_biology, ${date}`);
  }

  const kinds: ((making: Making) => void)[] = [
    (making) => publish(making),
    (making) => publish(making, null),
    post,
    store,
    // A preprint that a journal publishes later, as only its title and its authors tell.
    (making) => {
      post(making);
      const day = making.day + Math.floor(making.random() * 15);
      if (day < DAYS) publish({ ...making, day });
    },
    // The same under another title; bioRxiv says which journal's it is.
    (making) => {
      post(making);
      const { work, title, day } = making;
      const names = { preprint: preprintDoiOf(work), journal: doiOf(work), title };
      const date = FIRST_DAY.add({ days: day + 1 });
      happenings.push({
        at: atHour(date, 8),
        happen: () => void preprints.world.publications.push({ ...names, date: date.toString() }),
      });
      if (day + 9 < DAYS)
        publish({
          ...making,
          day: day + 9,
          title: `Another study ${work.number} of what there is`,
        });
    },
    // In the feed, and at arXiv days later or before.
    (making) => {
      publish(making);
      announce({
        ...making,
        day: Math.min(making.day + Math.floor(making.random() * 9), DAYS - 1),
      });
    },
    // The feed names it by arXiv's own DOI.
    (making) => {
      announce(making);
      const title = `Other words for study ${making.work.number} of that`;
      const day = Math.min(making.day + 2, DAYS - 1);
      publish({ ...making, day, title }, `10.48550/arXiv.${making.work.arxivId}v1`);
    },
    // Posted long ago: a later version makes nothing known.
    (making) => {
      postVersion(making, 2);
      making.work.shownIn = [];
    },
    (making) => {
      post(making);
      const day = making.day + 2;
      if (day >= DAYS) return;
      postVersion({ ...making, day }, 3, { type: "WITHDRAWN" });
      making.work.withdrawnAt = atHour(FIRST_DAY.add({ days: day + 1 }), 0).add(
        WITHDRAWAL_READ_WITHIN,
      );
    },
  ];
  return { kinds, post, publish: (making: Making) => publish(making) };
}

function itemOf(
  { work, title }: Making,
  { at, doi }: { at: Temporal.Instant; doi: string | null },
): AnItem {
  return {
    id: `item ${work.number}`,
    link: `https://journal.example/${work.number}`,
    title,
    text: abstractOf(work),
    published: at.subtract({ hours: 24 * 3 }).toString(),
    authors: ["A. K. Lovelace"],
    ...(doi !== null && { doi }),
  };
}

function atSomeHour({ day, random }: Making): Temporal.Instant {
  return atHour(FIRST_DAY.add({ days: day }), 6 + Math.floor(random() * 14));
}

function doiOf({ number }: Work): string {
  return `10.1000/${number}`;
}

function preprintDoiOf({ number }: Work): string {
  return `10.64898/2026.11.01.${700_000 + number}`;
}
