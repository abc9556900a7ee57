import {
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { escape } from "../layout/escape.ts";
import { moment } from "../layout/moment.ts";
import { button, container, fileShown, row, separator, text } from "../layout/parts.ts";
import type { Reply, ReplyFile } from "../layout/reply.ts";
import { type PageNumber, shownRange, whichPage } from "../layout/wording.ts";
import { type Action, actionButton, paperLine, titleLine } from "../papers/card.ts";
import { openMenu, pageButtons } from "../papers/results.ts";
import {
  IN_YOUR_LIST,
  labels,
  noLongerSaved,
  noneSavedOn,
  NOTE_FORM,
  noteKept,
  noteRemoved,
  NOTHING_SAVED,
  savedBefore,
  savedExported,
  savedHeading,
  savedNote,
  savedNow,
  shownOf,
} from "./wording.ts";

/** A paper of somebody's own list. */
export interface ShownSaved {
  paper: Paper;
  at: Temporal.Instant;
  note: string | null;
}

/** Custom ids. */
interface SavedButtons {
  remove: string;
  note: string;
}

const NOTE_IN_LIST = 220;
const NOTE_ALONE = 1000;
const LONGEST_ABOUT = 110;

/** On a card: for whoever presses it, and nobody else sees what became of that. */
export function saveButton(customId: string): Action {
  return { label: labels.save, customId };
}

/** After a press on Save. */
export function savedNotice(
  saved: ShownSaved,
  isNew: boolean,
  { remove, note }: SavedButtons,
): Reply {
  const title = titleLine(saved.paper);
  const lines = isNew
    ? [`${savedNow(title)} ${IN_YOUR_LIST}`]
    : [`${savedBefore(title, moment(saved.at, "R"))} ${IN_YOUR_LIST}`, ...noteLines(saved)];
  return reply([
    container([
      text(lines.join("\n")),
      row([
        button(isNew ? labels.undo : labels.remove, remove),
        button(saved.note === null ? labels.addNote : labels.changeNote, note),
      ]),
    ]),
  ]);
}

export function removedNotice(paper: Paper, saveAgain: string): Reply {
  return reply([
    container([
      text(noLongerSaved(titleLine(paper))),
      row([actionButton({ label: labels.saveAgain, customId: saveAgain })]),
    ]),
  ]);
}

export function noteNotice({ paper, note }: Pick<ShownSaved, "paper" | "note">): Reply {
  const title = titleLine(paper);
  const lines = note === null ? [noteRemoved(title)] : [noteKept(title), quoted(note, NOTE_ALONE)];
  return reply([container([text(lines.join("\n"))])]);
}

/** The form for a note; `customId` reads it. */
export function noteForm(
  customId: string,
  note: string | null,
  longest: number,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: NOTE_FORM.title,
    components: [
      {
        type: ComponentType.Label,
        label: labels.note,
        description: NOTE_FORM.description,
        component: {
          type: ComponentType.TextInput,
          custom_id: "note",
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: longest,
          ...(note !== null && { value: note }),
        },
      },
    ],
  };
}

/** One page of somebody's own list. */
export interface SavedPage extends PageNumber {
  /** The words that they typed; "" for all. */
  about: string;
  items: ShownSaved[];
  /** Papers on earlier pages, and on all. */
  before: number;
  total: number;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
  open: string;
}

export function savedPage(page: SavedPage): Reply {
  const { about, items, before, total, previous, next, open } = page;
  const words = about === "" ? null : `“${escape(about, LONGEST_ABOUT)}”`;
  if (items.length === 0)
    return reply([container([text(words === null ? NOTHING_SAVED : noneSavedOn(words))])]);
  const range = shownOf(shownRange(before, items.length), total);
  const components: APIComponentInContainer[] = [
    text(`### ${savedHeading(total, words)}`),
    ...items.flatMap((saved) => [
      separator(),
      text([paperLine(saved.paper, []), ...noteLines(saved)].join("\n")),
    ]),
    separator(),
    text(`-# ${range}${whichPage(page)}`),
    openMenu({ hits: items, open }),
    ...(previous !== null || next !== null ? [pageButtons({ previous, next })] : []),
  ];
  return reply([container(components)]);
}

export function savedFile(file: ReplyFile, papers: number, format: string): Reply {
  return reply([container([text(`### ${savedExported(papers, format)}`), fileShown(file)])], {
    files: [file],
  });
}

function noteLines({ note }: Pick<ShownSaved, "note">): string[] {
  return note === null ? [] : [`-# ${savedNote(escape(note, NOTE_IN_LIST))}`];
}

/** Line by line, as it was typed. */
function quoted(note: string, max: number): string {
  const lines = note.split("\n").map((line) => `> ${escape(line, max)}`);
  const shown = lines.join("\n");
  return shown.length <= 2 * max ? shown : `> ${escape(note, max)}`;
}
