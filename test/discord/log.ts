import { EventEmitter } from "node:events";
import { type Logger, pino } from "pino";
import { inTime } from "../in-time.ts";

export interface LogLine {
  msg: string;
  level: number;
  [field: string]: unknown;
}

export interface RecordedLog {
  log: Logger;
  readonly lines: readonly LogLine[];
  /** The first line, past or to come, whose message matches; fails when none comes. */
  line(message: RegExp): Promise<LogLine>;
  /** Everything that was written, as it was written. */
  readonly written: string;
}

/** A real log, kept in memory. */
export function recordLog(): RecordedLog {
  const lines: LogLine[] = [];
  const arrivals = new EventEmitter<{ line: [LogLine] }>();
  let written = "";
  const write = (raw: string) => {
    written += raw;
    const line: LogLine = JSON.parse(raw);
    lines.push(line);
    arrivals.emit("line", line);
  };
  return {
    log: pino({ level: "trace" }, { write }),
    lines,
    get written() {
      return written;
    },
    async line(message) {
      const known = lines.find(({ msg }) => message.test(msg));
      if (known) return known;
      const matching = new Promise<LogLine>((resolve) => {
        arrivals.on("line", (line) => {
          if (message.test(line.msg)) resolve(line);
        });
      });
      const told = () => lines.map(({ msg }) => msg).join("\n");
      return await inTime(matching, () => `a line like ${String(message)} in the log:\n${told()}`);
    },
  };
}
