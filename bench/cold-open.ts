import { contestants } from "./engines.ts";

/**
 * A process of its own: opens what a contestant has built, answers once, and prints how long that
 * took and how much memory the process has then, in ms and MB.
 */
const [name, folder = ""] = process.argv.slice(2);
const began = performance.now();
const contestant = contestants.find((one) => one.name === name);
const searcher = await contestant?.open(folder);
searcher?.answer("federated learning of quantum networks ");
console.log(
  JSON.stringify({ ms: performance.now() - began, mb: process.memoryUsage.rss() / 2 ** 20 }),
);
await searcher?.close();
