import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

// A process of its own: somebody who uses a command, again and again.

const asking = z.object({ times: z.number(), everyMs: z.number() });
export type Asking = z.infer<typeof asking>;

process.on("message", (message) => {
  const wanted = asking.safeParse(message);
  if (wanted.success) void ask(wanted.data).then((times) => process.send?.(times));
});
process.send?.("Here.");

/** How long each answer took, in milliseconds. */
async function ask({ times, everyMs }: Asking): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const began = performance.now();
    process.send?.("Ask.");
    await once(process, "message");
    took.push(performance.now() - began);
    await delay(Math.max(0, everyMs - (performance.now() - began)));
  }
  return took;
}
