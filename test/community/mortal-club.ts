import { REST } from "discord.js";
import { pino } from "pino";
import type { HomeKind } from "../../src/community/discussions/discussion.ts";
import { createClubRounds } from "../../src/community/clubs/run-rounds.ts";
import { createDiscuss } from "../../src/community/discussions/discuss.ts";
import { createEvents } from "../../src/discord/community/events.ts";
import { createThreads } from "../../src/discord/community/threads.ts";
import { createCourier } from "../../src/discord/delivery/courier.ts";
import type { StandIn } from "../discord/stand-in.ts";
import { world } from "../discord/world.ts";
import { aPaper } from "../papers/a-paper.ts";
import { openAt } from "../store/open-at.ts";
import { mortality } from "./mortal.ts";

/** One tick of a process that runs a club. */
export interface ClubLife {
  database: string;
  standIn: Pick<StandIn, "apiBase" | "token">;
  now: Temporal.Instant;
  owner: string;
  kind: HomeKind;
  diesAt: number | null;
  /** Ends the process at that step; default: it only stops. */
  kill?: () => void;
}

const CLUB_PAPERS = ["p1", "p2", "p3"].map((id) => aPaper({ id, title: `Paper ${id}` }));

/** The steps it took; null where it stopped dead. */
export async function liveForClub({
  database,
  standIn,
  now,
  owner,
  kind,
  diesAt,
  kill,
}: ClubLife): Promise<number | null> {
  const death = mortality(diesAt, kill);
  const { mortal } = death;
  const log = pino({ level: "silent" });
  const store = await openAt(database);
  const restWith = (retries: number) =>
    new REST({ api: standIn.apiBase, retries }).setToken(standIn.token);
  const look = () =>
    Promise.resolve({
      kind: "here" as const,
      guildId: world.guildId,
      channel: kind,
      missing: [],
      ...(kind === "forum" && { forum: { isRequired: false, tags: [] } }),
    });
  const courier = createCourier({
    rest: restWith(3),
    onceRest: restWith(0),
    userId: world.botId,
    look,
    toClickable: (payload) => payload,
    log,
  });
  const common = {
    postings: mortal(store.postings),
    leases: mortal(store.workLeases),
    poster: mortal(courier),
    newId: () => `${Math.random().toString(36).slice(2)}00000000`.slice(0, 16),
    now: () => now,
    owner,
    log,
  };
  const discuss = createDiscuss({
    ...common,
    discussions: mortal(store.discussions),
    threads: mortal(createThreads(restWith(3))),
    probe: look,
    tagOf: () => Promise.resolve(null),
  });
  const rounds = createClubRounds({
    ...common,
    clubs: mortal(store.clubs),
    probe: look,
    discuss: async (...asked) => await discuss.discuss(...asked),
    events: mortal(
      createEvents({
        rest: restWith(3),
        onceRest: restWith(0),
        userId: world.botId,
        mayCreate: () => true,
      }),
    ),
    mostVoted: () => Promise.resolve([]),
    paper: (id) => CLUB_PAPERS.find((one) => one.id === id) ?? null,
    tell: () => Promise.resolve(true),
  });
  const living = async () => {
    await discuss.resume();
    await rounds.run();
    return death.steps;
  };
  const end = await Promise.race([living(), death.dead]);
  if (end !== null) await store.close();
  return end;
}
