import { EVERYWHERE } from "../command/everywhere.ts";
import { withSubcommands } from "../command/with-subcommands.ts";
import { exportSaved } from "./export.ts";
import { list } from "./list.ts";
import { note } from "./note.ts";
import { remove } from "./remove.ts";
import { saveButtons } from "./shelf/save.ts";
import { COMMAND } from "./wording.ts";

/** The papers that somebody keeps: the same wherever they ask, and shown to nobody else. */
export const saved = withSubcommands(
  {
    name: "saved",
    description: COMMAND,
    ...EVERYWHERE,
  },
  [list, note, remove, exportSaved],
  saveButtons,
);
