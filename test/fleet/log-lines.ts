import type { ChildProcess } from "node:child_process";

/** A line of a program's log. */
export interface LogLine {
  level: number;
  msg: string;
  /** Milliseconds since 1970, by the clock of the process. */
  time?: number;
  [field: string]: unknown;
}

/** Adds what a process says to `log`, line by line, until it ends. */
export function readLog({ stderr }: ChildProcess, log: LogLine[]): void {
  let rest = "";
  stderr?.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) log.push(read(line));
  });
}

/** What is no line of the log was not meant to be said. */
function read(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    return { level: 60, msg: line };
  }
}
