import type { Published } from "../papers/paper.ts";
import type { SourceHealth } from "../papers/source-health.ts";
import { reply } from "./layout/budget.ts";
import { publishedDay } from "./layout/day.ts";
import { container, linkButton, row, separator, text } from "./layout/parts.ts";
import type { Reply } from "./layout/reply.ts";
import { sourcesInShort } from "./digests/sources.ts";
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
  const fresh = newest === null ? "" : `, the newest of ${publishedDay(newest)}`;
  const size = `-# ${counted(papers, "paper")} from ${counted(snapshots, "listing page")}${fresh}`;
  return reply([
    container([
      text("### Paperboy\nFinds research papers, and delivers new ones on your topics once a day."),
      ...blocks.map(text),
      ...(areDigestsHidden ? [text(WHO_SETS_UP_DIGESTS)] : []),
      text(
        "With `hide` only you see the answer. `/help topic:` tells more about searching and digests.",
      ),
      separator(),
      text([size, ...sourcesInShort(sources)].join("\n")),
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
**1.** Words as they come: \`federated learning\`. The last may be unfinished, a typo is forgiven, and \`FL\` finds what it stands for.
**2.** \`"state space"\` stands there so, whatever its endings.
**3.** \`-survey\` must not be said; nor \`-"large language"\`.
**4.** \`mamba OR state space models\`: either will do. What stands outside \`OR\` with a sign, such as \`-survey\`, counts for both.
**5.** \`pruning (vision OR speech)\`: parentheses keep together what belongs together.
**6.** \`title:mamba\`, \`org:stanford\`, \`author:lovelace\`, \`has:code\`; more than one word goes in quotes: \`title:"state space"\`. Names of authors come with Hugging Face and arXiv.
**7.** \`since:2024\`, \`since:2024-05\`, \`since:7d\`, \`before:1y\`. Papers without a full date are then left out, and counted.
**8.** There is no wrong query: what cannot be read is searched as words, and the answer says so. Topics of digests are written the same way.`;

export function digestHelp(): Reply {
  return reply([container([text(DIGEST_HELP)])]);
}

const DIGEST_HELP = `### How a digest is made
**1.** \`/digest subscribe\` gives a channel a topic: words, as for \`/paper search\`. In a direct message it is for you alone.
**2.** What is known by then is the archive. New is what Paperboy sees for the first time afterwards, whatever its date.
**3.** Each new paper is compared with all topics once, when it comes in.
**4.** Once a day, at the time that \`/digest settings\` says, the channel gets one digest: its topics as headings, each paper once, best match first.
**5.** Under each paper stand the words that matched, and where.
**6.** What does not fit waits for the next digest; a button shows it at once.
**7.** Was Paperboy away at that time, the digest comes late, once, and says so.
**8.** On a day without news one line says so, or whatever \`/digest settings\` wants.
**9.** Is a permission missing, the digest waits for it, and who set it up is told.
**10.** \`/digest status\` shows what became of each digest, \`/digest why\` what became of a paper.`;
