/** A process that runs a club for one tick, given as JSON, and is killed at a step of it or prints their number. */
import { liveForClub } from "./mortal-club.ts";

const life = JSON.parse(process.argv[2] ?? "");
const steps = await liveForClub({
  ...life,
  now: Temporal.Instant.from(life.now),
  kill: () => process.kill(process.pid, "SIGKILL"),
});
console.log(steps);
