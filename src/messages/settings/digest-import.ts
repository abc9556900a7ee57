import type { Reply } from "../layout/reply.ts";
import {
  linesAbout,
  type PlannedTransfer,
  type TransferProblem,
  transferReply,
} from "./transfer.ts";
import * as say from "./wording.ts";

/** Of all channels that the file has and that are here. */
interface Import {
  channels: readonly PlannedTransfer[];
  problems: TransferProblem[];
}

export function importPreview(plan: Import, buttons: { confirm: string; cancel: string }): Reply {
  const { channels, unchanged } = linesAbout(plan.channels);
  return transferReply({
    heading: `### ${say.importInto(channels.length)}`,
    channels,
    unchanged,
    problems: plan.problems,
    problemsHeading: say.CANNOT_BE_IMPORTED,
    isDone: false,
    footer: say.IMPORT_REMOVES_NOTHING,
    buttons: { label: say.labels.import, ...buttons },
  });
}

export function imported(plan: Import): Reply {
  const { channels, unchanged } = linesAbout(plan.channels);
  return transferReply({
    heading: `### ${say.importedInto(channels.length)}`,
    channels,
    unchanged,
    problems: plan.problems,
    problemsHeading: say.COULD_NOT_BE_IMPORTED,
    isDone: true,
    footer: say.SEE_WHAT_WAS_IMPORTED,
    buttons: null,
  });
}

/** Where a file changes nothing here. */
export function nothingImported(plan: Import): Reply {
  return transferReply({
    heading: `### ${say.NOTHING_TO_IMPORT}`,
    channels: [],
    unchanged: plan.channels.length,
    problems: plan.problems,
    problemsHeading: say.CANNOT_BE_IMPORTED,
    isDone: false,
    footer: say.ALL_HERE_ALREADY,
    buttons: null,
  });
}
