import { cut, LIMITS, reply } from "../layout/budget.ts";
import { escape, plain } from "../layout/escape.ts";
import { button, container, fileShown, row, separator, text } from "../layout/parts.ts";
import type { Reply, ReplyFile } from "../layout/reply.ts";
import * as say from "./wording.ts";

/** What an import or a copy changes in one channel, or has changed. */
export interface TransferredChannel {
  channelId: string;
  /** Names of topics. */
  added: string[];
  changed: string[];
  /** Each in a word or two: `time 17:00`. */
  settings: string[];
  /** Whether its digests had ended, and begin again. */
  beginsAgain: boolean;
}

/** A channel as an import or a copy plans it. */
export interface PlannedTransfer {
  place: { channelId: string };
  changes: {
    added: { name: string }[];
    changed: { name: string }[];
    settingsChanged: string[];
    beginsAgain: boolean;
  };
}

/** Something that cannot be. */
export interface TransferProblem {
  /** The channel it is about, as it stands here or else in the file; null where it is about none. */
  channel: { id: string } | { name: string } | null;
  what: string;
}

export interface Transfer {
  /** Markdown, escaped. */
  heading: string;
  /** Those in which something changes. */
  channels: TransferredChannel[];
  /** How many others are as wanted already. */
  unchanged: number;
  problems: TransferProblem[];
  /** Above the problems: `Can't be imported`. */
  problemsHeading: string;
  /** Whether it is done, or only shown. */
  isDone: boolean;
  /** Small print. */
  footer: string;
  /** What a press does, and the custom ids; null where there is nothing to do. */
  buttons: { label: string; confirm: string; cancel: string } | null;
}

/** In characters. */
const ROOM_FOR_LINES = 3200;
const LONGEST_LINE = 400;

/** What of it no message has room for comes as a file beside it: nothing is kept from people. */
export function transferReply(transfer: Transfer): Reply {
  const { heading, channels, unchanged, problems, problemsHeading, footer, buttons } = transfer;
  const changes = channels.map((channel) => changeLine(channel, transfer, MARKDOWN));
  const told = problems.map((problem) => problemLine(problem, MARKDOWN));
  const room = { left: ROOM_FOR_LINES };
  const shown = [
    heading,
    ...fitting(changes, room),
    ...(unchanged > 0 ? [`-# ${say.nothingChangesIn(unchanged, channels.length > 0)}`] : []),
    ...(told.length > 0 ? [`**${problemsHeading}**`, ...fitting(told, room)] : []),
    `-# ${footer}`,
  ];
  const isWhole =
    room.left >= 0 && [...changes, ...told].every((line) => line.length <= LONGEST_LINE);
  const report = isWhole ? [] : [reportFile(transfer)];
  return reply(
    [
      container([
        text(shown.join("\n")),
        ...report.map(fileShown),
        ...(buttons === null
          ? []
          : [
              separator(),
              row([
                button(buttons.label, buttons.confirm, { primary: true }),
                button(say.labels.cancel, buttons.cancel),
              ]),
            ]),
      ]),
    ],
    { files: report },
  );
}

/** Those in which something changes, and how many others there are. */
export function linesAbout(
  planned: readonly PlannedTransfer[],
): Pick<Transfer, "channels" | "unchanged"> {
  const all = planned.map(({ place: { channelId }, changes }): TransferredChannel => ({
    channelId,
    added: changes.added.map(({ name }) => name),
    changed: changes.changed.map(({ name }) => name),
    settings: changes.settingsChanged,
    beginsAgain: changes.beginsAgain,
  }));
  const channels = all.filter(
    ({ added, changed, settings, beginsAgain }) =>
      added.length + changed.length + settings.length > 0 || beginsAgain,
  );
  return { channels, unchanged: all.length - channels.length };
}

export function nothingTransferred(): Reply {
  return reply([container([text(say.NOTHING_CHANGED)])]);
}

/** As many lines as there is room for, and how many more there are; takes the room away. */
function fitting(lines: readonly string[], room: { left: number }): string[] {
  const shown: string[] = [];
  for (const [i, line] of lines.entries()) {
    const short = cut(line, LONGEST_LINE);
    room.left -= short.length + 1;
    if (room.left < 0) return [...shown, `-# ${say.moreLinesInFile(lines.length - i)}`];
    shown.push(short);
  }
  return shown;
}

/** How a line is written where it is read. */
interface Writing {
  /** A name of a topic. */
  name: (name: string) => string;
  channel: (channel: NonNullable<TransferProblem["channel"]>) => string;
  words: (words: string) => string;
  verb: (verb: string) => string;
}

const MARKDOWN: Writing = {
  name: (name) => `*${escape(name, LIMITS.choiceValue)}*`,
  channel: (channel) =>
    "id" in channel ? `<#${channel.id}>` : `**${escape(`#${channel.name}`, 110)}**`,
  words: (words) => escape(words, LONGEST_LINE),
  verb: (verb) => `**${verb}**`,
};

/** In a text file ids have no names. */
const PLAIN: Writing = {
  name: (name) => `“${plain(name)}”`,
  channel: (channel) => ("id" in channel ? say.channelById(channel.id) : `#${plain(channel.name)}`),
  words: plain,
  verb: (verb) => verb,
};

function changeLine(
  { channelId, added, changed, settings, beginsAgain }: TransferredChannel,
  { isDone }: Pick<Transfer, "isDone">,
  { name, channel, words, verb }: Writing,
): string {
  const verbs = isDone ? say.VERBS.done : say.VERBS.planned;
  const parts = [
    ...(added.length > 0 ? [`${verb(verbs.add)} ${added.map(name).join(", ")}`] : []),
    ...(changed.length > 0 ? [`${verb(verbs.change)} ${changed.map(name).join(", ")}`] : []),
    ...(settings.length > 0 ? [`${verb(verbs.set)} ${words(settings.join(", "))}`] : []),
    ...(beginsAgain ? [`${verb(verbs.restart)} ${say.ENDED_DIGESTS}`] : []),
  ];
  return `${channel({ id: channelId })} ${parts.join(" · ")}`;
}

function problemLine(
  { channel: about, what }: TransferProblem,
  { channel, words }: Writing,
): string {
  return `- ${about === null ? "" : `${channel(about)}: `}${words(what)}`;
}

function reportFile(transfer: Transfer): ReplyFile {
  const { channels, problems, problemsHeading } = transfer;
  const lines = [
    ...channels.map((channel) => changeLine(channel, transfer, PLAIN)),
    ...(problems.length > 0 ? ["", problemsHeading] : []),
    ...problems.map((problem) => problemLine(problem, PLAIN)),
  ];
  return { name: "changes.txt", contentType: "text/plain", contents: `${lines.join("\n")}\n` };
}
