import type { Published } from "../papers/paper.ts";
import { isLibraryIncomplete, type SourceHealth } from "../papers/source-health.ts";
import { LIMITS, measure, reply } from "./layout/budget.ts";
import { publishedDay } from "./layout/day.ts";
import { container, linkButton, row, separator, text } from "./layout/parts.ts";
import type { Reply } from "./layout/reply.ts";
import { sourcesInShort } from "./digests/sources.ts";
import { incompleteLines } from "./papers/results.ts";
import * as say from "./wording.ts";

/** A command with its subcommands. */
export interface CommandGroup {
  about: string;
  /** `name` as typed, with its slash. */
  lines: { name: string; description: string }[];
}

export interface Overview {
  groups: CommandGroup[];
  /** Whether the commands for digests are left out: the reader may not manage the server. */
  areDigestsHidden: boolean;
  papers: number;
  snapshots: number;
  /** Day of the newest listing page. */
  newest: Published | null;
  sources: readonly SourceHealth[];
  inviteUrl: string | null;
  /** Null where the reader has nothing to do with it. */
  connection: ConnectionState | null;
}

/** Which part of the bot's connection tells of a place, and how all of them are. */
export interface ConnectionState {
  shard: number;
  /** Of the bot. */
  shards: number;
  /** Of those in this process. */
  connected: number;
  held: number;
}

/** What there is to say, and how much there is to find. */
export function overview(all: Overview): Reply {
  const { groups, areDigestsHidden, papers, snapshots, newest, sources, inviteUrl } = all;
  const { connection } = all;
  const newestDay = newest === null ? null : publishedDay(newest);
  const size = `-# ${say.librarySize(papers, snapshots, newestDay)}`;
  const laidOut = (blocks: readonly string[]) => [
    container([
      text(say.WHAT_PAPERBOY_IS),
      ...blocks.map(text),
      ...(areDigestsHidden ? [text(say.WHO_SETS_UP_DIGESTS)] : []),
      text(say.HIDE_AND_READ_MORE),
      separator(),
      text(
        [
          size,
          ...incompleteLines({ isIncomplete: isLibraryIncomplete(sources) }),
          ...sourcesInShort(sources),
          ...(connection && connection.shards > 1 ? [`-# ${say.shards(connection)}`] : []),
        ].join("\n"),
      ),
      ...(inviteUrl === null ? [] : [row([linkButton(say.labels.addToDiscord, inviteUrl)])]),
    ]),
  ];
  // As many with what they do as there is room for: the longest give way first.
  const longestFirst = groups.toSorted((a, b) => b.lines.length - a.lines.length);
  for (let named = 0; named < groups.length; named += 1) {
    const isNamed = new Set(longestFirst.slice(0, named));
    const parts = laidOut(groups.map((one) => (isNamed.has(one) ? inNames(one) : inFull(one))));
    if (measure(parts).text <= LIMITS.textInMessage) return reply(parts);
  }
  return reply(laidOut(groups.map(inNames)));
}

function inFull({ about, lines }: CommandGroup): string {
  return [`**${about}**`, ...lines.map((one) => `\`${one.name}\` ${one.description}`)].join("\n");
}

function inNames({ about, lines }: CommandGroup): string {
  return `**${about}**\n${lines.map(({ name }) => `\`${name}\``).join(" · ")}`;
}

export function searchHelp(): Reply {
  return reply([container([text(say.SEARCH_HELP)])]);
}

export function digestHelp(): Reply {
  return reply([container([text(say.DIGEST_HELP)])]);
}
