import type { Reply } from "../layout/reply.ts";
import { linesAbout, type PlannedTransfer, type Transfer, transferReply } from "./transfer.ts";
import * as say from "./wording.ts";

interface Copy extends PlannedTransfer {
  problems: string[];
}

export function copyPreview(
  from: string,
  copy: Copy,
  buttons: { confirm: string; cancel: string },
): Reply {
  return transferReply({
    ...told(copy),
    heading: `### ${say.copyTo(`<#${from}>`, `<#${copy.place.channelId}>`)}`,
    problemsHeading: say.CANNOT_BE_COPIED,
    isDone: false,
    footer: say.COPY_REMOVES_NOTHING,
    buttons: { label: say.labels.copy, ...buttons },
  });
}

export function copied(from: string, copy: Copy): Reply {
  return transferReply({
    ...told(copy),
    heading: `### ${say.copiedTo(`<#${from}>`, `<#${copy.place.channelId}>`)}`,
    problemsHeading: say.COULD_NOT_BE_COPIED,
    isDone: true,
    footer: say.SEE_WHAT_WAS_COPIED,
    buttons: null,
  });
}

/** Where the other channel has it all. */
export function nothingCopied(from: string, copy: Copy): Reply {
  return transferReply({
    ...told(copy),
    heading: `### ${say.nothingToCopy(`<#${from}>`)}`,
    unchanged: 0,
    problemsHeading: say.CANNOT_BE_COPIED,
    isDone: false,
    footer: say.ALL_THERE_ALREADY,
    buttons: null,
  });
}

function told(copy: Copy) {
  const channel = { id: copy.place.channelId };
  return {
    ...linesAbout([copy]),
    problems: copy.problems.map((what) => ({ channel, what })),
  } satisfies Partial<Transfer>;
}
