import { setPriority } from "node:os";
import type { Snapshot } from "../../papers/paper.ts";
import { placeOf, readFilesOf } from "../../papers/corpus/file-pages.ts";
import { inferYears } from "../../papers/corpus/years.ts";
import { readFolders, SeedsFolderError, stateOfFolders } from "./seeds.ts";
import type { AnswerPart, Ask } from "./seeds-talk.ts";

/**
 * Reads folders in a process of its own, which is asked over the channel to its parent. A read that never
 * ends holds a thread, and a process with such a thread can neither end nor look up names for long:
 * this one can be left alone. And whatever a page is, reading it keeps nobody waiting.
 */

/** A part of an answer, in characters of what the entries say: what the parent takes in a millisecond or two. */
const PART_SIZE = 100_000;

/** The log shows fewer; `npm run corpus` shows all. */
const MAX_PROBLEMS_SENT = 100;

/** Answers come first. */
const LOWEST_PRIORITY = 10;

type Unnumbered<T> = T extends unknown ? Omit<T, "number"> : never;

async function answer(ask: Ask): Promise<void> {
  const say = async (part: Unnumbered<AnswerPart>) => await send({ ...part, number: ask.number });
  try {
    if (ask.kind === "state")
      await say({ kind: "state", state: await stateOfFolders(ask.folders) });
    else await read(ask, say);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const mayPass = error instanceof SeedsFolderError ? error.mayPass : true;
    await say({ kind: "failed", message, mayPass });
  }
}

async function read(
  { folders, today, marks }: Extract<Ask, { kind: "read" }>,
  say: (part: Unnumbered<AnswerPart>) => Promise<void>,
): Promise<void> {
  const busy = async () => await say({ kind: "busy" });
  const all = await readFolders(folders, busy);
  await busy();
  const kept = new Map(marks);
  const { pages } = readFilesOf(inferYears(all, Temporal.PlainDate.from(today)));
  for (const { snapshot, ...page } of pages) {
    const isKept = !snapshot || kept.get(placeOf(page)) === page.mark;
    if (isKept) {
      await say({ kind: "page", page, head: null });
      continue;
    }
    const { entries, problems, ...head } = snapshot;
    await say({
      kind: "page",
      page,
      head: { ...head, problems: problems.slice(0, MAX_PROBLEMS_SENT) },
    });
    for (const some of parts(entries)) await say({ kind: "entries", entries: some });
  }
  const unread = all.flatMap(({ file, unread: why }) => (why ? [{ file, ...why }] : []));
  await say({ kind: "read", unread, memoryBytes: process.memoryUsage.rss() });
}

function* parts(entries: Snapshot["entries"]): Generator<Snapshot["entries"]> {
  let some: Snapshot["entries"] = [];
  let size = 0;
  for (const entry of entries) {
    some.push(entry);
    size += 200 + entry.title.length + (entry.text?.length ?? 0);
    if (size < PART_SIZE) continue;
    yield some;
    [some, size] = [[], 0];
  }
  if (some.length > 0) yield some;
}

/** Until it is taken: a folder may hold more than what should wait in memory. */
async function send(part: AnswerPart): Promise<void> {
  await new Promise<void>((resolve) => {
    process.send?.(part, undefined, undefined, () => resolve());
  });
}

try {
  setPriority(LOWEST_PRIORITY);
} catch {
  // Not everywhere may a process change its own.
}
// Signals from a terminal go to all its processes; the parent says when this one ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.on("message", (ask: Ask) => void answer(ask));
