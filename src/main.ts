import { EXIT_CONFIG, readConfig } from "./config.ts";

const result = readConfig();
if (result.ok) console.log("The settings are fine. There is nothing to run yet.");
else {
  for (const problem of result.problems) console.error(problem);
  process.exitCode = EXIT_CONFIG;
}
