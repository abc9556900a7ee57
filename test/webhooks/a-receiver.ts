import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { whenTestEnds } from "../clean-up.ts";
import { type WebhookEvent, webhookEventSchema } from "../../src/webhooks/event.ts";

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  /** On loopback, with a path that nobody else may learn. */
  url: string;
  origin: string;
  received: Received[];
  /** What is answered from now on. */
  answer: (response: ServerResponse) => void;
}

/** A far end of webhooks, until the test ends; at first it takes everything. */
export async function aReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      received.push({ method, path: url, headers, body: Buffer.concat(parts).toString() });
      receiver.answer(response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  whenTestEnds(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const receiver: Receiver = {
    url: `${origin}/hooks/never-to-be-seen?key=hidden`,
    origin,
    received,
    answer: (response) => answerWith(response, 204),
  };
  return receiver;
}

export function answerWith(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, headers).end();
}

/** Checks a signature as receivers do, from the secret as people got it. Throws where it is wrong. */
export function verified({ headers, body }: Received, secret: string): WebhookEvent {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = `${headerOf(headers, "id")}.${headerOf(headers, "timestamp")}.${body}`;
  const expected = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  if (headerOf(headers, "signature") !== expected) throw new Error("The signature is wrong");
  return webhookEventSchema.parse(JSON.parse(body));
}

export function headerOf(headers: IncomingHttpHeaders, name: string): string {
  return String(headers[`webhook-${name}`]);
}
