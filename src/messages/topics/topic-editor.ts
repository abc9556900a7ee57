import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { button, container, menu, row, separator, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { counted, many } from "../layout/wording.ts";
import { titleLine } from "../papers/card.ts";
import { neverMatches, shownName, type TopicObjection } from "./subscription.ts";
import { type ShownWishes, wishesInWords, wishNotes } from "./wishes.ts";

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
        button("Save", save, { primary: true, disabled: lastWeek === null }),
        button("Change topic", change),
        button("Cancel", cancel),
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
          `Saved. *${shownName(name)}* ${inPlace(place)} gets ${whatItGets(wishes)}.`,
          "-# Use `/digest preview` to see the next digest",
        ].join("\n"),
      ),
    ]),
  ]);
}

function whatItIs({ place, before, after, lastWeek, impossible }: TopicEditor): string {
  const isRenamed = after.name !== before.name;
  const isOther = after.topic !== before.topic;
  return [
    `### Change “${shownName(before.name)}” ${inPlace(place)}${lastWeek === null ? "" : "?"}`,
    `**Looks for** ${shownName(after.topic)}${isOther ? ` (was: ${shownName(before.topic)})` : ""}`,
    ...(isRenamed || after.name !== after.topic ? [`**Heading** ${shownName(after.name)}`] : []),
    `**Gets** ${whatItGets(after.wishes)}`,
    ...wishNotes(after.wishes),
    ...(impossible ? [neverMatches(impossible)] : []),
  ].join("\n");
}

function whatItGets(wishes: ShownWishes): string {
  const words = wishesInWords(wishes);
  return words.length > 0 ? words.join(", ") : "every paper that matches";
}

function weekLines(week: ShownWeek, { before, after }: TopicEditor): string {
  return [
    difference(week),
    ...titles("Gained", week.gained),
    ...titles("Lost", week.lost),
    ...(after.wishes.upvotes > 0 ? ["-# Counted with the upvotes that papers have today"] : []),
    ...(after.wishes.most === null || after.wishes.most === before.wishes.most
      ? []
      : [`-# At most ${many(after.wishes.most)} of them in a digest; the rest wait`]),
    ...(after.topic === before.topic
      ? []
      : ["-# Papers from before this change come only if they were waiting already"]),
  ].join("\n");
}

function difference({ looked, isAll, gained, lost, kept }: ShownWeek): string {
  if (looked === 0) return "No papers came in the last 7 days, so there's nothing to compare.";
  const where = isAll ? "In the last 7 days" : `Among the ${many(looked)} newest papers`;
  const same =
    kept === 0
      ? "No papers match"
      : `${counted(kept, "paper")} ${kept === 1 ? "matches" : "match"}`;
  if (gained.length === 0 && lost.length === 0)
    return `${where}, this would have made no difference. ${same} either way.`;
  const more =
    gained.length === 0 ? "gained no papers" : `gained **${counted(gained.length, "paper")}**`;
  const less = lost.length === 0 ? "lost none" : `lost **${many(lost.length)}**`;
  return `${where}, this would have ${more} and ${less}. ${same} either way.`;
}

function titles(heading: string, papers: readonly Paper[]): string[] {
  if (papers.length === 0) return [];
  const more = papers.length - TITLES_SHOWN;
  return [
    `**${heading}**`,
    ...papers.slice(0, TITLES_SHOWN).map((paper) => `- ${titleLine(paper)}`),
    ...(more > 0 ? [`-# and ${many(more)} more`] : []),
  ];
}
