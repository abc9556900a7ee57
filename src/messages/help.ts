import type { Published } from "../papers/paper.ts";
import { reply } from "./budget.ts";
import { counted } from "./card.ts";
import { publishedDay } from "./day.ts";
import { container, linkButton, row, separator, text } from "./parts.ts";
import type { Reply } from "./reply.ts";

/** A command with its subcommands. */
export interface CommandGroup {
  about: string;
  /** `name` as typed, with its slash. */
  lines: { name: string; description: string }[];
}

export interface Overview {
  groups: CommandGroup[];
  papers: number;
  snapshots: number;
  /** Day of the newest snapshot. */
  newest: Published | null;
  inviteUrl: string | null;
}

/** What there is to say, and how much there is to find. */
export function overview({ groups, papers, snapshots, newest, inviteUrl }: Overview): Reply {
  const blocks = groups.map(({ about, lines }) =>
    [`**${about}**`, ...lines.map((one) => `\`${one.name}\` ${one.description}`)].join("\n"),
  );
  const fresh = newest === null ? "" : `, the newest saved on ${publishedDay(newest)}`;
  const size = `-# ${counted(papers, "paper")} from ${counted(snapshots, "listing page")}${fresh}`;
  return reply([
    container([
      text("### Paperboy\nFinds research papers, and delivers new ones on your topics once a day."),
      ...blocks.map(text),
      text(
        "With `hide` only you see the answer. `/help topic:` tells more about searching and digests.",
      ),
      separator(),
      text(size),
      ...(inviteUrl === null ? [] : [row([linkButton("Add Paperboy to Discord", inviteUrl)])]),
    ]),
  ]);
}

export function searchHelp(): Reply {
  return reply([container([text(SEARCH_HELP)])]);
}

const SEARCH_HELP = `### How to search
Type words as they come: \`federated learning\`, \`point cloud segmentation\`.
Titles count more than texts. Accents and capitals don’t matter, the last word may be unfinished, and a typo is forgiven.
An acronym also finds what it stands for, where papers spell it out: \`FL\` finds federated learning.
A suggestion that you pick searches for that paper’s title; \`/paper show\` opens the paper itself.
\`since\` takes a day or a time: \`2024\`, \`2024-05\`, \`30d\`, \`last month\`. Papers without a full date are then left out, and counted.
\`code-only\` keeps papers that link to their code.`;

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
