/** A process that prints its name, and stays. */
import { processName } from "../../src/process/process-name.ts";

console.log(processName);
setInterval(() => undefined, 1000);
