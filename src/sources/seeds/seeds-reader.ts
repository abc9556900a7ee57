import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Snapshot } from "../../papers/paper.ts";
import { placeOf, type FilePage } from "../../papers/corpus/file-pages.ts";
import { SeedsFolderError } from "./seeds.ts";
import type { AnswerPart, Ask, Unread } from "./seeds-talk.ts";

/** What the folders hold, as the process that reads them tells it. */
export interface FolderReader {
  /** As `stateOfFolders`. */
  state(): Promise<string>;
  /** All pages, with years inferred; those that are kept under the same mark without what they say. */
  read(wish: { today: Temporal.PlainDate; kept: readonly Kept[] }): Promise<FoldersRead>;
}

type Kept = Pick<FilePage, "file" | "number"> & { mark: string | null };

export interface FoldersRead {
  pages: FilePage[];
  unread: Unread[];
}

export interface FolderReaderOptions {
  folders: readonly string[];
  /** Nothing is heard of the process for so long: the disk hangs. Default 30 s. */
  silenceMs?: number;
  signal?: AbortSignal | undefined;
}

/** Reads folders in another process; fails with `SeedsFolderError`, also when that one hangs. */
export function createFolderReader({
  folders,
  silenceMs = 30_000,
  signal,
}: FolderReaderOptions): FolderReader {
  const ask = async (
    question: { kind: "state" } | Omit<Extract<Ask, { kind: "read" }>, "number" | "folders">,
    onPart: (part: AnswerPart) => void,
  ) => {
    await converse({ ...question, number: (lastNumber += 1), folders }, onPart, silenceMs, signal);
  };
  return {
    async state() {
      let state = "";
      await ask({ kind: "state" }, (part) => {
        if (part.kind === "state") ({ state } = part);
      });
      return state;
    },
    async read({ today, kept }) {
      const read: FoldersRead = { pages: [], unread: [] };
      let open: Snapshot | null = null;
      const marks = kept.flatMap(({ mark, ...page }): [string, string][] =>
        mark === null ? [] : [[placeOf(page), mark]],
      );
      await ask({ kind: "read", today: today.toString(), marks }, (part) => {
        if (part.kind === "page") {
          open = part.head && { ...part.head, entries: [] };
          read.pages.push({ ...part.page, snapshot: open });
        } else if (part.kind === "entries") open?.entries.push(...part.entries);
        else if (part.kind === "read") read.unread = part.unread;
      });
      return read;
    },
  };
}

/** Computing may take longer than any answer of a disk. */
const BUSY_FACTOR = 10;

/** A process that has read large pages keeps the memory for it; another takes its place. */
const MAX_IDLE_BYTES = 200 * 1024 * 1024;

/**
 * One for all folders, from the first question on. One that was left alone because its disk hangs
 * may not even die before the disk answers: no other takes its place until then.
 */
let reader: ChildProcess | null = null;
let leftAlone: ChildProcess | null = null;
let lastNumber = 0;
const conversations = new Map<number, (part: AnswerPart | Error) => void>();

async function converse(
  ask: Ask,
  onPart: (part: AnswerPart) => void,
  silenceMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  if (leftAlone) throw hangs();
  const child = (reader ??= start());
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onSilence = () => {
    leaveAlone(child);
    reject(hangs());
  };
  const onAbort = () => reject(signal?.reason);
  let silence = setTimeout(onSilence, silenceMs);
  signal?.addEventListener("abort", onAbort, { once: true });
  conversations.set(ask.number, (part) => {
    if (part instanceof Error) return reject(part);
    clearTimeout(silence);
    silence = setTimeout(onSilence, part.kind === "busy" ? silenceMs * BUSY_FACTOR : silenceMs);
    if (part.kind === "failed") return reject(new SeedsFolderError(part.message, part));
    onPart(part);
    if (part.kind === "state" || part.kind === "read") resolve();
    if (part.kind === "read" && part.memoryBytes > MAX_IDLE_BYTES) retire(child);
  });
  try {
    child.ref();
    child.send(ask, (error) => error && reject(error));
    await promise;
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener("abort", onAbort);
    conversations.delete(ask.number);
    // Nobody waits for it at the end, but whoever asks it.
    if (conversations.size === 0) release(child);
  }
}

function start(): ChildProcess {
  const path = fileURLToPath(new URL("seeds-process.ts", import.meta.url));
  const { DISCORD_TOKEN: _secret, ...env } = process.env;
  const child = fork(path, {
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    // Reads that hang hold these threads.
    env: { ...env, UV_THREADPOOL_SIZE: "16" },
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = (why: string) => {
    process.off("exit", kill);
    if (leftAlone === child) leftAlone = null;
    if (reader !== child) return;
    reader = null;
    for (const tell of conversations.values()) tell(new SeedsFolderError(why, { mayPass: true }));
  };
  child.on("message", (part: AnswerPart) => conversations.get(part.number)?.(part));
  child.on("error", (error) => ended(`The pages can't be read: ${error.message}`));
  child.on("exit", (code, signal) =>
    ended(`The process that reads the pages ended (${signal ?? code})`),
  );
  return child;
}

function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function retire(child: ChildProcess): void {
  if (conversations.size > 1) return;
  reader = null;
  child.disconnect();
}

function leaveAlone(child: ChildProcess): void {
  leftAlone = child;
  child.kill("SIGKILL");
}

function hangs(): SeedsFolderError {
  return new SeedsFolderError("The pages can't be read: the disk isn't responding", {
    mayPass: true,
  });
}
