import { reply } from "../layout/budget.ts";
import { container, fileShown, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import * as say from "./wording.ts";

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
  const where = place === null ? say.inChannels(channels) : inPlace(place);
  const lines = [
    `### ${say.exported(topics, where)}`,
    say.WHAT_IS_IN_THE_FILE,
    `-# ${isReadable ? say.HOW_TO_IMPORT : say.TOO_LARGE_TO_IMPORT}`,
  ];
  return reply([container([text(lines.join("\n")), fileShown(file)])], { files: [file] });
}
