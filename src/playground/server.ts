import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Command } from "../../commands/command/command.ts";
import type { Dispatcher } from "../dispatch/dispatch.ts";
import { OperatorError } from "../exit/operator-error.ts";
import { type PageAnswer, createAnswers } from "./answers.ts";
import { readJson, Refused } from "./page-requests.ts";
import type { PlaygroundChannel } from "./channel.ts";
import type { Clock } from "./clock.ts";
import { whyRefused, securityHeaders } from "./guard.ts";
import { CHANNEL, PEOPLE, ROLES } from "./guild.ts";
import { openPageFiles } from "./page-files.ts";
import type { ChannelEvent, Person, ErrorBody } from "./protocol.ts";
import type { Story } from "./story.ts";
import { createStoryteller } from "./storyteller.ts";
import type { Uploads } from "./uploads.ts";
import * as say from "./wording.ts";

export interface PlaygroundOptions {
  /** 0 takes any free port. */
  port: number;
  commands: readonly Command[];
  dispatcher: Dispatcher;
  clock: Clock;
  /** On the same clock. */
  channel: PlaygroundChannel;
  story: Story;
  uploads: Uploads;
  /** Called when somebody wants to begin anew, and has been answered: this server is to be stopped then. */
  startOver?: () => void;
  log: Logger;
}

export interface Playground {
  /** Without a slash at the end. */
  url: string;
  /** Tells pages when the next digest comes, if that has changed: to be called after each tick. */
  refresh(): Promise<void>;
  /** Ends all connections, also those on which pages wait for news. */
  stop(): Promise<void>;
}

/** The port is not ours to listen on; `message` is for the person who started Paperboy. */
export class PortUnavailableError extends OperatorError {
  override name = "PortUnavailableError";
}

/**
 * Starts a local page that is a Discord channel without Discord: the same commands through the same dispatcher.
 * Listens on loopback alone. Fails with `PortUnavailableError` when the port is taken or not allowed.
 */
export async function startPlayground({
  port,
  commands,
  dispatcher,
  clock,
  channel,
  story,
  uploads,
  startOver = () => undefined,
  log,
}: PlaygroundOptions): Promise<Playground> {
  const files = await openPageFiles();
  const headers = securityHeaders(files.importMapHash);
  const storyteller = createStoryteller(story, channel, clock);
  const ask = createAnswers({ channel, dispatcher, storyteller, uploads });
  const server = createServer();
  const listeningOn = await listen(server, port);
  server.on("request", (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(request, response).catch((error: unknown) => {
      if (error instanceof Refused)
        return sendJson(response, error.status, { error: error.message });
      log.error({ err: error, url: request.url }, "The playground could not answer a request");
      return sendJson(response, 500, { error: say.OUR_FAULT });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = whyRefused(request, listeningOn);
    if (refusal) throw new Refused(refusal.status, refusal.error);
    const url = URL.parse(request.url ?? "", "http://127.0.0.1");
    if (!url) throw new Refused(400, say.NOT_AN_ADDRESS);
    const { pathname, searchParams } = url;
    if (request.method === "POST") {
      const kind = /^\/api\/(.+)$/.exec(pathname)?.[1] ?? "";
      const answered = await ask(kind, await readJson(request, kind));
      if (kind === "start-over") response.once("finish", startOver);
      return send(response, answered);
    }
    if (request.method !== "GET" && request.method !== "HEAD")
      throw new Refused(405, say.ONLY_THESE_METHODS);
    if (pathname === "/api/channel" && request.method === "GET") {
      const as = searchParams.get("as");
      return await follow(PEOPLE.find(({ id }) => id === as) ?? PEOPLE[0], response);
    }
    const file = await files.read(pathname);
    if (!file) throw new Refused(404, say.NOTHING_HERE);
    response.setHeader("content-type", file.type);
    response.setHeader("cache-control", "no-cache");
    response.end(request.method === "HEAD" ? undefined : file.body);
  }

  /** The channel as it is, then what changes, until the page goes. */
  async function follow(person: Person, response: ServerResponse): Promise<void> {
    const soFar = await storyteller.state();
    if (response.destroyed) return;
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const tell = (event: ChannelEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.write("retry: 1000\n");
    tell({
      kind: "state",
      you: person,
      people: PEOPLE,
      channels: [CHANNEL],
      roles: ROLES,
      commands: commands.map((command) => command.data),
      onMessages: commands.flatMap(({ onMessage }) => onMessage?.data.name ?? []),
      messages: channel.messagesFor(person),
      story: soFar,
    });
    response.on("close", channel.listen(person, tell));
  }

  return {
    url: `http://127.0.0.1:${listeningOn}`,
    refresh: storyteller.tell,
    async stop() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await channel.saved();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const { code } = error;
      if (code !== "EADDRINUSE" && code !== "EACCES") return reject(error);
      reject(
        new PortUnavailableError(
          `Port ${port} is ${code === "EACCES" ? "not allowed" : "in use"}. Choose another one, such as PAPERBOY_PORT=0 for any free port`,
        ),
      );
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function send(response: ServerResponse, answer: PageAnswer): void {
  if (answer) sendJson(response, 200, answer);
  else response.writeHead(204).end();
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: NonNullable<PageAnswer> | ErrorBody,
): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
