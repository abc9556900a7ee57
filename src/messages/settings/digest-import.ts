import type { Reply } from "../layout/reply.ts";
import { counted } from "../layout/wording.ts";
import {
  linesAbout,
  type PlannedTransfer,
  type TransferProblem,
  transferReply,
} from "./transfer.ts";

/** Of all channels that the file has and that are here. */
interface Import {
  channels: readonly PlannedTransfer[];
  problems: TransferProblem[];
}

export function importPreview(plan: Import, buttons: { confirm: string; cancel: string }): Reply {
  const { channels, unchanged } = linesAbout(plan.channels);
  return transferReply({
    heading: `### Import into ${counted(channels.length, "channel")}?`,
    channels,
    unchanged,
    problems: plan.problems,
    problemsHeading: "Can't be imported",
    isDone: false,
    footer: "Nothing is removed. New topics start with papers from now on",
    buttons: { label: "Import", ...buttons },
  });
}

export function imported(plan: Import): Reply {
  const { channels, unchanged } = linesAbout(plan.channels);
  return transferReply({
    heading: `### Imported into ${counted(channels.length, "channel")}`,
    channels,
    unchanged,
    problems: plan.problems,
    problemsHeading: "Couldn't be imported",
    isDone: true,
    footer: "Use `/digest list` to see every channel and when its next digest comes",
    buttons: null,
  });
}

/** Where a file changes nothing here. */
export function nothingImported(plan: Import): Reply {
  return transferReply({
    heading: "### Nothing to import",
    channels: [],
    unchanged: plan.channels.length,
    problems: plan.problems,
    problemsHeading: "Can't be imported",
    isDone: false,
    footer: "Topics and settings that are already here stay as they are",
    buttons: null,
  });
}
