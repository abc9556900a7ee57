import { REST } from "discord.js";
import { pino } from "pino";
import { createDiscuss, type Discussed } from "../../src/community/discussions/discuss.ts";
import { createThreads } from "../../src/discord/community/threads.ts";
import { createCourier } from "../../src/discord/delivery/courier.ts";
import type { PlaceKind } from "../../src/digests/digest.ts";
import { openStore } from "../../src/store/open.ts";
import type { StandIn } from "../discord/stand-in.ts";
import { world } from "../discord/world.ts";
import { mortality } from "./mortal.ts";
import { aPaper } from "../papers/a-paper.ts";

/** One life of a process in which somebody wants to discuss a paper. */
export interface DiscussLife {
  database: string;
  standIn: Pick<StandIn, "apiBase" | "token">;
  now: Temporal.Instant;
  owner: string;
  channelId: string;
  kind: PlaceKind;
  /** The step at which it stops dead: each call of the store or of Discord has a beginning and an end. */
  diesAt: number | null;
  /** Resumes what is unopened, as a tick does, and presses nothing. */
  onlyResumes?: boolean;
}

export const DISCUSSED_PAPER = aPaper({ id: "p1", title: "Attention for graphs" });

/** What became of the press, and the steps it took; null where it stopped dead. */
export async function liveToDiscuss(
  life: DiscussLife,
): Promise<{ came: Discussed | null; steps: number } | null> {
  const { database, standIn, now, owner, channelId, kind, diesAt, onlyResumes = false } = life;
  const death = mortality(diesAt);
  const { mortal } = death;

  const log = pino({ level: "silent" });
  const store = await openStore(database);
  const restWith = (retries: number) =>
    new REST({ api: standIn.apiBase, retries }).setToken(standIn.token);
  const forum = { isRequired: false, tags: [] };
  const look = () =>
    Promise.resolve({
      kind: "here" as const,
      guildId: world.guildId,
      channel: kind,
      missing: [],
      ...(kind === "forum" && { forum }),
    });
  const courier = createCourier({
    rest: restWith(3),
    onceRest: restWith(0),
    userId: world.botId,
    look,
    toClickable: (payload) => payload,
    log,
  });
  const discuss = createDiscuss({
    discussions: mortal(store.discussions),
    postings: mortal(store.postings),
    leases: mortal(store.workLeases),
    poster: mortal(courier),
    threads: mortal(createThreads(restWith(3))),
    probe: look,
    tagOf: () => Promise.resolve(null),
    newId: () => Math.random().toString(36).slice(2, 12),
    now: () => now,
    owner,
    log,
  });
  const where = { guildId: world.guildId, channelId, sees: () => true, userId: null };
  const living = async () => {
    const came = onlyResumes ? null : await discuss.discuss(DISCUSSED_PAPER, where);
    if (onlyResumes) await discuss.resume();
    return { came, steps: death.steps };
  };
  const end = await Promise.race([living(), death.dead]);
  if (end) await store.close();
  return end;
}
