import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Book } from "../../../src/digests/book.ts";
import { FRIDAY } from "../a-channel.ts";
import { longPapers } from "../long-papers.ts";
import { type Life, live } from "./mortal-copies.ts";

const PAPERS = 3;
const SATURDAY = FRIDAY.add({ hours: 24 });

const script = fileURLToPath(new URL("mortal-copies-process.ts", import.meta.url));

/** Where and when somebody lives, and where that ends. */
export interface Fate extends Pick<Life, "database" | "kind" | "port" | "owner"> {
  minutes?: number;
  diesAt?: number | null;
}

function lifeOf({ minutes = 0, diesAt = null, ...fate }: Fate): Life {
  return { ...fate, now: SATURDAY.add({ minutes }).toString(), papers: PAPERS, diesAt };
}

/** A life in this process, which stops dead instead of being killed; its steps, or null. */
export async function liveHere(fate: Fate): Promise<number | null> {
  const { promise: dead, resolve: stopDead } = Promise.withResolvers<null>();
  const never = new Promise<never>(() => undefined);
  const living = live(lifeOf(fate), () => {
    stopDead(null);
    return never;
  });
  return await Promise.race([living, dead]);
}

/** The same in a process of its own, which is killed. */
export async function liveApart(fate: Fate): Promise<number | null> {
  const child = begin(fate);
  const [said] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return child.signalCode === "SIGKILL" ? null : Number(said);
}

/** In a process of its own, which is killed as soon as `isDue` says so. */
export async function liveUntil(fate: Fate, isDue: () => Promise<void>): Promise<void> {
  const child = begin(fate);
  const exited = once(child, "exit");
  await isDue();
  child.kill("SIGKILL");
  await exited;
}

function begin(fate: Fate): ChildProcess & { stdout: NonNullable<ChildProcess["stdout"]> } {
  return spawn(process.execPath, [script, JSON.stringify(lifeOf(fate))], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Papers on vision, for whoever subscribed to that. */
export async function noteVision({ arrivals }: Pick<Book, "arrivals">): Promise<void> {
  const ids = longPapers(PAPERS).map(({ id }) => id);
  await arrivals.note(ids, FRIDAY);
  const match = { strength: 1, words: ["vision"], fields: ["title" as const] };
  const matches = ids.map((paperId) => ({ paperId, ...match }));
  await arrivals.matched(0, PAPERS, new Map([["vision", matches]]));
}
