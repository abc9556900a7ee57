import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { button, container, menu, row, separator, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { titleLine } from "../papers/card.ts";
import { neverMatches, shownName, type TopicObjection } from "./subscription.ts";
import { type ShownWishes, wishesInWords, wishNotes } from "./wishes.ts";
import * as say from "./wording.ts";

/** A topic of a channel and what could be another about it, before that is saved. */
export interface TopicEditor {
  place: Place;
  before: ShownTopic;
  after: ShownTopic;
  /** What it would have made of the last days; null where nothing is changed. */
  lastWeek: ShownWeek | null;
  /** Why the topic can never match a paper, if so. */
  impossible: TopicObjection | null;
  menus: readonly Menu[];
  /** Custom ids of the buttons. */
  save: string;
  change: string;
  cancel: string;
}

interface ShownTopic {
  topic: string;
  name: string;
  wishes: ShownWishes;
}

interface ShownWeek {
  /** How many papers were looked at, and whether these are all that came in seven days. */
  looked: number;
  isAll: boolean;
  /** Papers that come only with the change, and only without it. */
  gained: readonly Paper[];
  lost: readonly Paper[];
  /** How many come either way. */
  kept: number;
}

/** A menu of one choice: labels by values, and the value that is chosen now. */
export interface Menu {
  customId: string;
  labels: Readonly<Record<string, string>>;
  chosen: string;
}

const TITLES_SHOWN = 3;

export function topicEditor(editor: TopicEditor): Reply {
  const { lastWeek, menus, save, change, cancel } = editor;
  return reply([
    container([
      text(whatItIs(editor)),
      ...(lastWeek === null ? [] : [separator(), text(weekLines(lastWeek, editor))]),
      separator(),
      ...menus.map(({ customId, labels, chosen }) => menu(customId, labels, { chosen })),
      row([
        button(say.labels.save, save, { primary: true, disabled: lastWeek === null }),
        button(say.labels.changeTopic, change),
        button(say.labels.cancel, cancel),
      ]),
    ]),
  ]);
}

/** The same once it is saved. */
export function topicSaved({
  place,
  name,
  wishes,
}: Omit<ShownTopic, "topic"> & { place: Place }): Reply {
  return reply([
    container([
      text(
        [
          say.saved(shownName(name), inPlace(place), whatItGets(wishes)),
          `-# ${say.SEE_THE_NEXT_DIGEST}`,
        ].join("\n"),
      ),
    ]),
  ]);
}

function whatItIs({ place, before, after, lastWeek, impossible }: TopicEditor): string {
  const isRenamed = after.name !== before.name;
  const isOther = after.topic !== before.topic;
  return [
    `### ${say.changeTopic(shownName(before.name), inPlace(place), lastWeek !== null)}`,
    say.looksFor(shownName(after.topic), isOther ? shownName(before.topic) : null),
    ...(isRenamed || after.name !== after.topic ? [say.heading(shownName(after.name))] : []),
    say.gets(whatItGets(after.wishes)),
    ...wishNotes(after.wishes),
    ...(impossible ? [neverMatches(impossible)] : []),
  ].join("\n");
}

function whatItGets(wishes: ShownWishes): string {
  const words = wishesInWords(wishes);
  return words.length > 0 ? words.join(", ") : say.EVERY_PAPER;
}

function weekLines(week: ShownWeek, { before, after }: TopicEditor): string {
  return [
    difference(week),
    ...titles(say.GAINED, week.gained),
    ...titles(say.LOST, week.lost),
    ...(after.wishes.upvotes > 0 ? [`-# ${say.COUNTED_WITH_TODAYS_UPVOTES}`] : []),
    ...(after.wishes.most === null || after.wishes.most === before.wishes.most
      ? []
      : [`-# ${say.atMostTheRestWaits(after.wishes.most)}`]),
    ...(after.topic === before.topic ? [] : [`-# ${say.PAPERS_FROM_BEFORE}`]),
  ].join("\n");
}

function difference({ looked, isAll, gained, lost, kept }: ShownWeek): string {
  if (looked === 0) return say.NOTHING_TO_COMPARE;
  const where = say.amongWhich(looked, isAll);
  const count = { gained: gained.length, lost: lost.length, kept };
  return count.gained + count.lost === 0
    ? say.noDifference(where, kept)
    : say.difference(where, count);
}

function titles(heading: string, papers: readonly Paper[]): string[] {
  if (papers.length === 0) return [];
  const more = papers.length - TITLES_SHOWN;
  return [
    `**${heading}**`,
    ...papers.slice(0, TITLES_SHOWN).map((paper) => `- ${titleLine(paper)}`),
    ...(more > 0 ? [`-# ${say.andMore(more)}`] : []),
  ];
}
