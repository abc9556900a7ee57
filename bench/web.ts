import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { z } from "zod";
import { commands } from "../commands/index.ts";
import { openStore } from "../src/store/open.ts";
import { createWebApp } from "../src/web/app.ts";
import { startWebServer } from "../src/web/server.ts";
import { openHouse } from "../src/wiring/house.ts";
import { openLibrary } from "../src/wiring/library.ts";
import { createCourier } from "../test/commands/courier.ts";
import { createRecorder } from "../test/recorder.ts";
import { aFront } from "../test/a-front.ts";
import { anOpenChannel, aPostedDigest } from "../test/web/public-digests.ts";
import type { Asking } from "./askers.ts";
import { SEEDS } from "./seeds.ts";
import { printTable, twoDigits } from "./table.ts";
import type { Visit } from "./visitors.ts";

const VISITORS = 8;
const ROUNDS = 3;
const ROUND_MS = 3000;
const ASKING: Asking = { times: 400, everyMs: 20 };
const PAPERS = 10;

/** A page of a digest, as fast as bare `node:http` answers the same bytes; and commands meanwhile. */
export async function benchWeb(): Promise<void> {
  const store = await openStore(":memory:");
  const log = pino({ level: "error" }, pino.destination({ dest: 2, sync: true }));
  const { paperStore, memory, words } = store;
  const now = Temporal.Now.instant;
  const common = { paperStore, words, memory, now, timeZone: "UTC", log };
  const library = await openLibrary({ ...common, folders: [SEEDS] });
  const house = await openHouse({ commands, store, library, timeZone: "UTC", log, now });
  house.open(aFront(createCourier({})));
  await anOpenChannel(store);
  const shown = [...library.corpus.ids()].slice(0, PAPERS);
  await aPostedDigest(store, shown);
  const app = createWebApp({
    channels: store.publicChannels,
    history: store.book.history,
    corpus: library.corpus,
    index: library.index,
    citationKeys: store.citationKeys,
    mails: null,
    now: () => Temporal.Instant.from("2026-12-24T00:00:00Z"),
    publicUrl: null,
    proxies: [],
    log,
  });
  const host = "127.0.0.1";
  const ours = await startWebServer({ port: 0, host, app, setting: "PAPERBOY_WEB_PORT" });
  const path = "/c/c1/d1";
  const bare = await sameBytes(await fetch(ours.url + path));
  const [visitors, asker] = [await helper("visitors.ts"), await helper("askers.ts")];
  try {
    const portOf = { ours: Number(new URL(ours.url).port), bare: bare.port };
    const rates = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const who of ["bare", "ours"] as const) {
        const rate = await visit(visitors, portOf[who], path);
        // The first of anything is slow.
        if (round > 0) rates[who].push(rate);
      }
    asker.on("message", (message) => {
      if (message === "Ask.") void answer().then(() => asker.send("Answered."));
    });
    const ask = async (): Promise<number[]> => {
      asker.send(ASKING);
      return await timesFrom(asker);
    };
    await ask();
    const alone = await ask();
    const underLoad = visit(visitors, portOf.ours, path, ASKING.times * ASKING.everyMs + 4000);
    await delay(500);
    const meanwhile = await ask();
    const rate = await underLoad;
    printTable(`A digest's page for ${VISITORS} visitors`, "node:http", [
      { what: "each takes", ours: 1000 / middle(rates.ours), baseline: 1000 / middle(rates.bare) },
    ]);
    console.log(
      `  ${Math.round(middle(rates.ours))} pages a second, ${twoDigits(middle(rates.ours) / middle(rates.bare))}× of bare node:http\n`,
    );
    printTable(`A search meanwhile, at ${Math.round(rate)} pages a second`, "no visitors", [
      {
        what: "half are answered in",
        ours: quantile(meanwhile, 0.5),
        baseline: quantile(alone, 0.5),
      },
      { what: "99 of 100 in", ours: quantile(meanwhile, 0.99), baseline: quantile(alone, 0.99) },
    ]);
  } finally {
    for (const one of [visitors, asker]) one.kill();
    await Promise.all([ours.stop(), new Promise((resolve) => bare.server.close(resolve))]);
    await house.close(1000);
    await store.close();
  }

  async function answer(): Promise<void> {
    const who = {
      userId: "u1",
      channelId: "c1",
      guildId: "g1",
      mayManage: false,
      hasDigests: true,
      mayView: () => true,
    };
    const request = {
      kind: "command",
      command: "paper",
      subcommand: "search",
      options: { query: "attention", hide: true },
      asker: who,
    } as const;
    await house.dispatcher.handle(request, createRecorder());
  }
}

/** The same headers and the same body, without anything in between. */
async function sameBytes(answer: Response): Promise<{ server: Server; port: number }> {
  const {
    date: _date,
    connection: _connection,
    "keep-alive": _alive,
    ...headers
  } = Object.fromEntries(answer.headers);
  const body = await answer.text();
  const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0 };
}

async function helper(file: string): Promise<ChildProcess> {
  const child = fork(new URL(file, import.meta.url));
  await once(child, "message");
  return child;
}

async function visit(visitors: ChildProcess, port: number, path: string, ms = ROUND_MS) {
  visitors.send({ port, path, visitors: VISITORS, ms } satisfies Visit);
  const [perSecond] = await once(visitors, "message");
  return z.number().parse(perSecond);
}

/** Of all that it says. */
function timesFrom(asker: ChildProcess): Promise<number[]> {
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      const times = z.array(z.number()).safeParse(message);
      if (!times.success) return;
      asker.off("message", listen);
      resolve(times.data);
    };
    asker.on("message", listen);
  });
}

function middle(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
