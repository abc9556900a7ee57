import type { Published } from "../papers/paper.ts";
import { isLibraryIncomplete, type SourceHealth } from "../papers/source-health.ts";
import { reply } from "./layout/budget.ts";
import { publishedDay } from "./layout/day.ts";
import { container, linkButton, row, separator, text } from "./layout/parts.ts";
import type { Reply } from "./layout/reply.ts";
import { sourcesInShort } from "./digests/sources.ts";
import { incompleteLines } from "./papers/results.ts";
import { counted } from "./layout/wording.ts";

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
  const fresh = newest === null ? "" : `, the newest from ${publishedDay(newest)}`;
  const size = `-# ${counted(papers, "paper")} from ${counted(snapshots, "listing page")}${fresh}`;
  return reply([
    container([
      text("### Paperboy\nFind research papers, and get new ones on your topics once a day."),
      ...blocks.map(text),
      ...(areDigestsHidden ? [text(WHO_SETS_UP_DIGESTS)] : []),
      text(
        "Set `hide` to True to keep an answer to yourself. Use `/help topic:` to read more about searching and digests.",
      ),
      separator(),
      text(
        [
          size,
          ...incompleteLines({ isIncomplete: isLibraryIncomplete(sources) }),
          ...sourcesInShort(sources),
        ].join("\n"),
      ),
      ...(inviteUrl === null ? [] : [row([linkButton("Add Paperboy to Discord", inviteUrl)])]),
    ]),
  ]);
}

const WHO_SETS_UP_DIGESTS =
  "Digests are set up by members with Manage Server. In a direct message with Paperboy, `/digest subscribe` sets up your own.";

export function searchHelp(): Reply {
  return reply([container([text(SEARCH_HELP)])]);
}

const SEARCH_HELP = `### How to search
Type what you're looking for, such as \`federated learning\`. The last word can be unfinished, typos are corrected, and \`FL\` finds "federated learning" too. Plain English works as well: \`papers by LeCun since March\`, \`newest mamba papers\`, \`diffusion but not video\`. An arXiv id, a DOI or a link opens that paper.

**Exact phrase** \`"state space"\`, with any word endings
**Leave something out** \`-survey\` or \`-"large language"\`
**Either one** \`mamba OR state space models\`. A \`-survey\` next to it applies to both.
**Groups** \`pruning (vision OR speech)\`
**Title, organisation, author** \`title:mamba\`, \`org:stanford\` or \`author:lovelace\`, with quotes around more than one word: \`title:"state space"\`. Only papers from Hugging Face and arXiv list their authors.
**With code** \`has:code\`
**By date** \`since:2024\`, \`since:2024-05\`, \`since:7d\` or \`before:1y\`. Papers without a full date are left out, and the answer says how many.

There are no syntax errors: anything Paperboy can't read is searched as plain words, and the answer says so. Topics for digests are written the same way, but not in plain English.`;

export function digestHelp(): Reply {
  return reply([container([text(DIGEST_HELP)])]);
}

const DIGEST_HELP = `### How digests work
**Topics** \`/digest subscribe\` adds a topic to a channel, written like a \`/paper search\`. In a direct message with Paperboy, the digest is just for you.
**New papers** A paper is new if Paperboy first sees it after you subscribe, whatever its date. Everything before that is the archive.
**Schedule** The channel gets one digest a day, at the time set in \`/digest settings\`. If Paperboy is offline then, the digest comes late and says so.
**What's in it** Your topics are the headings, with the best matches first. Each paper comes once, with the words that matched and where they were found.
**Too many papers** The rest wait for the next digest. Use the button under the digest to see them right away.
**Nothing new** The digest is a single line that says so, unless you pick something else in \`/digest settings\`.
**Problems** If Paperboy is missing a permission, the digest waits and Paperboy messages whoever set it up.
**More** Use \`/digest status\` to see how recent digests went, or \`/digest why\` to find out what happened to a paper.`;
