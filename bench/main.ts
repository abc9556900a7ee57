import { availableParallelism } from "node:os";
import { benchFanOut } from "./fan-out.ts";
import { benchFleet } from "./fleet/fleet.ts";
import { benchMerge } from "./merge.ts";
import { benchQuality } from "./quality.ts";
import { benchSearch } from "./search.ts";
import { benchShards } from "./shards.ts";
import { benchStart } from "./start.ts";
import { benchVectors } from "./vectors.ts";
import { benchVotes } from "./votes.ts";
import { benchWeb } from "./web.ts";
import { benchYear } from "./year/year.ts";

/** EX_USAGE of sysexits.h. */
const EXIT_USAGE = 64;

/** By the name that follows `npm run bench`. */
const benches = new Map<string, (options: readonly string[]) => Promise<void>>([
  ["start", benchStart],
  ["search", benchSearch],
  ["quality", benchQuality],
  ["fan-out", benchFanOut],
  ["fleet", benchFleet],
  ["merge", benchMerge],
  ["vectors", benchVectors],
  ["votes", benchVotes],
  ["shards", benchShards],
  ["web", benchWeb],
  ["year", benchYear],
]);

const options = process.argv.slice(2).filter((word) => word.startsWith("--"));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((name) => !benches.has(name));
if (unknown.length > 0) {
  const names = [...benches.keys()].join(", ");
  console.error(`There is no benchmark ${unknown.join(", ")}; there are: ${names}.`);
  process.exitCode = EXIT_USAGE;
} else {
  const { version, platform, arch } = process;
  console.log(`Node ${version}, ${platform} ${arch}, ${availableParallelism()} processors\n`);
  for (const [name, bench] of benches)
    if (wanted.length === 0 || wanted.includes(name)) await bench(options);
}
