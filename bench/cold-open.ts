import { contestants } from "./engines.ts";

/**
 * A process of its own: opens what a contestant has built, answers once, and prints how long that
 * took and how much more memory the process has then, in ms and MB. With `warm` what is done in the background after
 * the start is waited for, and only the answer is timed.
 */
const [name, folder = "", isWarm] = process.argv.slice(2);
const memoryBefore = process.memoryUsage.rss();
let began = performance.now();
const contestant = contestants.find((one) => one.name === name);
const searcher = await contestant?.open(folder);
if (isWarm !== undefined) {
  await searcher?.warm?.();
  began = performance.now();
}
searcher?.answer("federated learning of quantum networks ");
const ms = performance.now() - began;
console.log(JSON.stringify({ ms, mb: (process.memoryUsage.rss() - memoryBefore) / 2 ** 20 }));
await searcher?.close();
