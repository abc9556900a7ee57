import type { Reply } from "../layout/reply.ts";
import { linesAbout, type PlannedTransfer, type Transfer, transferReply } from "./transfer.ts";

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
    heading: `### Copy from <#${from}> to <#${copy.place.channelId}>?`,
    problemsHeading: "Can't be copied",
    isDone: false,
    footer:
      "Nothing is removed, and topics that are already there stay. New topics start with papers from now on",
    buttons: { label: "Copy", ...buttons },
  });
}

export function copied(from: string, copy: Copy): Reply {
  return transferReply({
    ...told(copy),
    heading: `### Copied from <#${from}> to <#${copy.place.channelId}>`,
    problemsHeading: "Couldn't be copied",
    isDone: true,
    footer: "Use `/digest preview` to see the next digest there",
    buttons: null,
  });
}

/** Where the other channel has it all. */
export function nothingCopied(from: string, copy: Copy): Reply {
  return transferReply({
    ...told(copy),
    heading: `### Nothing to copy from <#${from}>`,
    unchanged: 0,
    problemsHeading: "Can't be copied",
    isDone: false,
    footer: "Its topics and settings are all there already",
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
