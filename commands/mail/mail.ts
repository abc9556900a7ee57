import { EVERYWHERE } from "../command/everywhere.ts";
import { withSubcommands } from "../command/with-subcommands.ts";
import { code } from "./code.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { COMMAND } from "./wording.ts";

/** What somebody gets by mail. Answers are private, wherever they ask. */
export const mail = withSubcommands({ name: "mail", description: COMMAND, ...EVERYWHERE }, [
  start,
  code,
  stop,
  status,
]);
