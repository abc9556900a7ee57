import { EventEmitter } from "node:events";
import { type Logger, pino } from "pino";

export interface LogLine {
  msg: string;
  level: number;
  [field: string]: unknown;
}

export interface RecordedLog {
  log: Logger;
  readonly lines: readonly LogLine[];
  /** The first line, past or to come, whose message matches. */
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
      return await new Promise((resolve) => {
        arrivals.on("line", (line) => {
          if (message.test(line.msg)) resolve(line);
        });
      });
    },
  };
}
