import type { Published } from "../papers/paper.ts";
import { isLibraryIncomplete, type SourceHealth } from "../papers/source-health.ts";
import { reply } from "./layout/budget.ts";
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
}

/** What there is to say, and how much there is to find. */
export function overview(all: Overview): Reply {
  const { groups, areDigestsHidden, papers, snapshots, newest, sources, inviteUrl } = all;
  const blocks = groups.map(({ about, lines }) =>
    [`**${about}**`, ...lines.map((one) => `\`${one.name}\` ${one.description}`)].join("\n"),
  );
  const newestDay = newest === null ? null : publishedDay(newest);
  const size = `-# ${say.librarySize(papers, snapshots, newestDay)}`;
  return reply([
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
        ].join("\n"),
      ),
      ...(inviteUrl === null ? [] : [row([linkButton(say.labels.addToDiscord, inviteUrl)])]),
    ]),
  ]);
}

export function searchHelp(): Reply {
  return reply([container([text(say.SEARCH_HELP)])]);
}

export function digestHelp(): Reply {
  return reply([container([text(say.DIGEST_HELP)])]);
}
