import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { z } from "zod";
import { listen } from "../discord/loopback.ts";

/** What a model is asked. */
export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
  model: string;
  input: string[];
}

/** A status and a body as it stands, or vectors; `null`: no answer ever. */
export type Said =
  | { status?: number; headers?: Record<string, string>; body: string; after?: Promise<unknown> }
  | { vectors: unknown[]; order?: number[]; after?: Promise<unknown> }
  | null;

export interface StandIn {
  /** Of the endpoint. */
  readonly url: string;
  readonly asked: readonly Asked[];
  /** All texts that it was asked for, in order. */
  readonly texts: string[];
  /** What it says from now on; default: the vectors of the texts. */
  answer: (asked: Asked) => Said;
  [Symbol.asyncDispose](): Promise<void>;
}

const question = z.object({ model: z.string(), input: z.array(z.string()) });

/** An OpenAI-compatible server on loopback, whose model knows a few words by what they mean. */
export async function startStandIn({ length = 8, port = 0 } = {}): Promise<StandIn> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = question.parse(JSON.parse(Buffer.concat(parts).toString()));
      const one = { path: request.url ?? "", headers: request.headers, ...body };
      asked.push(one);
      void tell(response, standIn.answer(one));
    });
  });
  const at = await listen(server, port);
  const standIn: StandIn = {
    url: `http://127.0.0.1:${at}/v1/embeddings`,
    asked,
    get texts() {
      return asked.flatMap(({ input }) => input);
    },
    answer: ({ input }) => ({ vectors: input.map((text) => meaningOf(text, length)) }),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return standIn;
}

async function tell(response: ServerResponse, said: Said): Promise<void> {
  if (said === null) return;
  await said.after;
  if ("body" in said)
    return void response.writeHead(said.status ?? 200, said.headers).end(said.body);
  const data = said.vectors.map((embedding, index) => ({
    object: "embedding",
    index,
    embedding,
  }));
  const inOrder = said.order?.map((i) => data[i]) ?? data;
  response.end(JSON.stringify({ object: "list", data: inOrder, model: "stand-in" }));
}

/** Words that mean the same, one group to each of the first numbers. */
const GROUPS = [
  ["sleep", "asleep", "slumber", "hibernation", "dormant", "snooze"],
  ["marmots", "marmot", "rodents", "groundhogs"],
  ["proteins", "folding", "amino"],
  ["traffic", "cars", "congestion"],
];

/** A vector of a text by what its words mean; never without a direction. */
export function meaningOf(text: string, length = 8): number[] {
  const vector = Array.from({ length }, () => 0.02);
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    const group = GROUPS.findIndex((words) => words.includes(word));
    if (group !== -1) vector[group] = (vector[group] ?? 0) + 1;
    else {
      // Other words make a little difference.
      const place = GROUPS.length + (word.length % (length - GROUPS.length));
      vector[place] = (vector[place] ?? 0) + 0.03;
    }
  }
  return vector;
}
