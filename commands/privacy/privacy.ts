import { EVERYWHERE } from "../command/everywhere.ts";
import { withSubcommands } from "../command/with-subcommands.ts";
import { exportData } from "./export.ts";
import { forget } from "./forget.ts";
import { COMMAND } from "./wording.ts";

export const privacy = withSubcommands(
  {
    name: "privacy",
    description: COMMAND,
    ...EVERYWHERE,
  },
  [exportData, forget],
);
