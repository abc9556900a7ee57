/** A process that lives one life, given as JSON, and prints the number of its steps. */
import { type Life, live } from "./mortal-copies.ts";

const life: Life = JSON.parse(process.argv[2] ?? "");
const steps = await live(life, () => {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => undefined);
});
console.log(steps);
