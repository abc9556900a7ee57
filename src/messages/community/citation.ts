import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { container, fileShown, text } from "../layout/parts.ts";
import type { Reply, ReplyFile } from "../layout/reply.ts";
import { titleLine } from "../papers/card.ts";
import { citationHeading } from "./wording.ts";

const LONGEST_SHOWN = 3000;

/** A citation that can be copied from the message or, where it does not fit into one, from a file. */
export function citation(paper: Paper, file: ReplyFile): Reply {
  const head = text(citationHeading(titleLine(paper)));
  const shown = file.contents.trimEnd();
  const isFit = shown.length <= LONGEST_SHOWN && !shown.includes("```");
  if (!isFit) return reply([container([head, fileShown(file)])], { files: [file] });
  return reply([container([head, text(`\`\`\`\n${shown}\n\`\`\``)])]);
}
