import { setTimeout as delay } from "node:timers/promises";
import { ApplicationCommandType, Routes } from "discord-api-types/v10";
import { REST } from "discord.js";
import type { Logger } from "pino";
import { z } from "zod";
import { asking, RequestFailure } from "../api/failure.ts";

/**
 * Commands that a program which used the same application before left in single servers. Ours are
 * global: people see both, and nobody answers the old ones.
 */
export interface Leftovers {
  /** Names as people see them, `/old`. */
  commandsIn(guildId: string): Promise<string[]>;
  /** Ours are not among them. */
  removeFrom(guildId: string): Promise<void>;
}

interface Server {
  id: string;
  name: string;
}

/** What became known of a server. */
export type ServerReport = Server & ({ commands: string[] } | { failure: RequestFailure });

/** Where it is kept which servers have been looked at. */
export interface ServerMemory {
  load(key: string): Promise<unknown>;
  save(key: string, value: unknown): Promise<void>;
}

type Wait = (ms: number, signal?: AbortSignal) => Promise<unknown>;

/** Nothing here is urgent: what people and digests ask for comes first. */
const BETWEEN_REQUESTS_MS = 1000;

/** As many as Discord gives at once. */
const SERVERS_PER_PAGE = 200;

/** Discord has kinds that we do not know. */
const CHAT_INPUT: number = ApplicationCommandType.ChatInput;

const named = z.array(z.object({ name: z.string(), type: z.number().default(CHAT_INPUT) }));
const servers = z.array(z.object({ id: z.string(), name: z.string() }));

const waiting: Wait = (ms, signal) => delay(ms, undefined, { ...(signal && { signal }) });

export function leftoversOf(applicationId: string, rest: Pick<REST, "get" | "put">): Leftovers {
  const route = (guildId: string) => Routes.applicationGuildCommands(applicationId, guildId);
  return {
    async commandsIn(guildId) {
      const read = await asking("a look at a server's commands", () => rest.get(route(guildId)));
      return named.parse(read).map(({ name, type }) => (type === CHAT_INPUT ? `/${name}` : name));
    },
    async removeFrom(guildId) {
      await asking("removing a server's commands", () => rest.put(route(guildId), { body: [] }));
    },
  };
}

export interface Finding {
  applicationId: string;
  guildIds: readonly string[];
  leftovers: Pick<Leftovers, "commandsIn">;
  memory: ServerMemory;
  log: Logger;
  signal: AbortSignal;
  wait?: Wait;
}

/**
 * Looks once at each server, and logs what an earlier program left there. Fails with what `signal` is
 * aborted with.
 */
export async function findLeftovers({
  applicationId,
  guildIds,
  leftovers,
  memory,
  log,
  signal,
  wait = waiting,
}: Finding): Promise<void> {
  let isFirst = true;
  for (const guildId of guildIds) {
    const key = `commands of ${applicationId} in ${guildId}`;
    if ((await memory.load(key)) !== null) continue;
    if (!isFirst) await wait(BETWEEN_REQUESTS_MS, signal);
    isFirst = false;
    signal.throwIfAborted();
    try {
      const commands = await leftovers.commandsIn(guildId);
      if (commands.length > 0) log.warn({ guildId, commands }, LEFT);
      await memory.save(key, commands);
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      log.debug({ guildId, reason: error.message }, "Could not read a server's commands");
      // What is refused once is refused the next time; else the next start asks again.
      if (!error.passing) await memory.save(key, error.message);
    }
  }
}

const LEFT =
  "An earlier program left commands in this server that no one answers. " +
  "Run npm run commands -- --clean to remove them";

export interface Sweep {
  token: string;
  /** Of the REST API, without version. */
  apiBase: string;
  /** Whether what is found is removed. */
  clean: boolean;
  wait?: Wait;
}

/**
 * Looks at every server that the bot is in, one request a second, and tells of those with commands, and
 * those that could not be looked at. Fails with `RequestFailure` where Discord does not even say which
 * servers there are.
 */
export async function* sweep({
  token,
  apiBase,
  clean,
  wait = waiting,
}: Sweep): AsyncGenerator<ServerReport> {
  const rest = new REST({ api: apiBase }).setToken(token);
  const application = z
    .object({ id: z.string() })
    .parse(await asking("reading the application", () => rest.get(Routes.currentApplication())));
  const leftovers = leftoversOf(application.id, rest);
  let isFirst = true;
  for await (const server of allServers(rest)) {
    if (!isFirst) await wait(BETWEEN_REQUESTS_MS);
    isFirst = false;
    try {
      const commands = await leftovers.commandsIn(server.id);
      if (commands.length === 0) continue;
      if (clean) {
        await wait(BETWEEN_REQUESTS_MS);
        await leftovers.removeFrom(server.id);
      }
      yield { ...server, commands };
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      yield { ...server, failure: error };
    }
  }
}

async function* allServers(rest: Pick<REST, "get">): AsyncGenerator<Server> {
  for (let after = "0"; ;) {
    const query = new URLSearchParams({ after, limit: String(SERVERS_PER_PAGE) });
    const page = servers.parse(
      await asking("reading the list of servers", () => rest.get(Routes.userGuilds(), { query })),
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < SERVERS_PER_PAGE) return;
    after = last.id;
  }
}
