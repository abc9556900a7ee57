import { startStandIn } from "../test/discord/stand-in.ts";
import type { ThereAre } from "./shards.ts";

// The stand-in for Discord, with as many servers as the benchmark wants, in a process of its own.
const [servers = 0, channels = 0, shards = 1] = process.argv.slice(2).map(Number);
const standIn = await startStandIn();
// All shards may start at once: what is measured is work, and not waiting.
Object.assign(standIn.gateway.limits, { recommended: shards, maxConcurrency: shards });
const ids = Array.from({ length: servers }, (_, n) =>
  standIn.addServer(n % shards, shards, channels),
);
const { token, apiBase } = standIn;
process.send?.({ token, apiBase, ids } satisfies ThereAre);
