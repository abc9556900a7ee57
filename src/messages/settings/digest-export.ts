import { reply } from "../layout/budget.ts";
import { container, fileShown, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { counted } from "../layout/wording.ts";

export interface Exported {
  /** Null: all channels of the server that the asker sees. */
  place: Place | null;
  channels: number;
  topics: number;
  /** JSON. */
  contents: string;
  /** Whether `/digest import` reads so much. */
  isReadable: boolean;
}

export function exportedFile({ place, channels, topics, contents, isReadable }: Exported): Reply {
  const file = { name: "digests.json", contentType: "application/json", contents };
  const where = place === null ? `in ${counted(channels, "channel")}` : inPlace(place);
  const lines = [
    `### Exported ${counted(topics, "topic")} ${where}`,
    "The file has topics and settings, but not what was posted.",
    isReadable
      ? "-# Use `/digest import` to bring them back here, or to another server"
      : "-# The file is too large for `/digest import`. Export channels one by one instead",
  ];
  return reply([container([text(lines.join("\n")), fileShown(file)])], { files: [file] });
}
