import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { listen } from "../discord/loopback.ts";

export interface Asked {
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  /** On the clock of the test. */
  at: Temporal.Instant;
}

export interface Said {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Ends the connection in the middle of the body. */
  isCut?: boolean;
  /** Sends the headers and half of the body, and no more. */
  isStalled?: boolean;
  /** Sends the body again and again, without an end. */
  isEndless?: boolean;
}

export interface FarEnd {
  /** `http://127.0.0.1:8123` */
  readonly base: string;
  readonly asked: readonly Asked[];
  /** The next requests get these, each one; after them `answer` decides again. */
  say(...next: (Said | ((asked: Asked) => Said))[]): void;
  /** What it says where nothing else was said. */
  readonly answer: (asked: Asked) => Said;
  /** Takes back what was to be said and was not asked for. */
  forget(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server on loopback which says what a test wants it to say. */
export async function startFarEnd({
  answer = () => ({ body: "fine" }),
  now = () => Temporal.Now.instant(),
}: {
  /** Where nothing else was said. */
  answer?: (asked: Asked) => Said;
  now?: () => Temporal.Instant;
} = {}): Promise<FarEnd> {
  const asked: Asked[] = [];
  const script: (Said | ((asked: Asked) => Said))[] = [];
  const server = createServer((request, response) => {
    const question = { path: request.url ?? "", headers: request.headers, at: now() };
    asked.push(question);
    const next = script.shift() ?? answer;
    void tell(response, typeof next === "function" ? next(question) : next);
  });

  async function tell(response: ServerResponse, said: Said): Promise<void> {
    const { status = 200, headers = {}, body = "" } = said;
    const bytes = Buffer.from(body);
    const isWhole = !said.isCut && !said.isStalled && !said.isEndless;
    response.on("error", () => undefined);
    response.writeHead(status, {
      ...(!said.isEndless && { "content-length": bytes.length }),
      ...headers,
    });
    const part = isWhole ? bytes : bytes.subarray(0, Math.ceil(bytes.length / 2));
    if (isWhole) return void response.end(part);
    response.write(part, () => {
      if (said.isCut) response.destroy();
    });
    while (said.isEndless && !response.destroyed) {
      if (!response.write(bytes))
        await Promise.race([once(response, "drain"), once(response, "close")]);
    }
  }

  const port = await listen(server);
  return {
    base: `http://127.0.0.1:${port}`,
    asked,
    say: (...next) => void script.push(...next),
    answer,
    forget: () => void script.splice(0),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
