import { REST } from "discord.js";
import { pino } from "pino";
import type { Courier } from "../../src/digests/courier.ts";
import { createOpinions } from "../../src/community/opinions.ts";
import { createVoting } from "../../src/community/votes.ts";
import { createDelivery } from "../../src/digests/delivery/deliver.ts";
import { planDue } from "../../src/digests/planning/due.ts";
import { planRoundUp } from "../../src/digests/planning/round-up.ts";
import { createCourier } from "../../src/discord/delivery/courier.ts";
import { aCorpus } from "./a-corpus.ts";
import { longPapers } from "./long-papers.ts";
import { inSteps } from "../in-steps.ts";
import { openAt } from "../store/open-at.ts";

/** A life of a process that plans and delivers what is due: digests and round-ups. */
export interface Life {
  database: string;
  apiBase: string;
  token: string;
  userId: string;
  guildId: string;
  /** ISO 8601. */
  now: string;
  owner: string;
  papers: number;
  /** The step at which it dies: each call of the store or of Discord has a beginning and an end. */
  diesAt: number | null;
}

const newId = () => Math.random().toString(36).slice(2, 12);

/**
 * Lives until all that is due is delivered; resolves with the number of steps that it took. At the
 * step of its death it calls `die`, which must not return in this life.
 */
export async function live(life: Life, die: () => Promise<never>): Promise<number> {
  let steps = 0;
  const step = async () => {
    steps += 1;
    if (life.diesAt !== null && steps >= life.diesAt) await die();
  };

  const mortal = <T extends object>(whole: T): T => inSteps(whole, step);

  const log = pino({ level: "silent" });
  const { close, book: kept, votes } = await openAt(life.database);
  const corpus = aCorpus(longPapers(life.papers));
  const voting = createVoting(votes, () => Promise.resolve(true));
  const opinions = createOpinions(voting, () => Promise.resolve(null), {
    sent: (...asked) => kept.history.sent(...asked),
    paper: (id) => corpus.byId(id),
    openedOf: () => Promise.resolve(new Set()),
  });
  const book = {
    ...kept,
    opinions: mortal(opinions),
    subscriptions: mortal(kept.subscriptions),
    deliveries: mortal(kept.deliveries),
    leases: mortal(kept.leases),
    history: mortal(kept.history),
  };
  const kinds = new Map(
    (await kept.subscriptions.channels()).flatMap(({ id, kind }) =>
      kind === "mail" ? [] : [[id, kind] as const],
    ),
  );
  const restWith = (retries: number) =>
    new REST({ api: life.apiBase, retries }).setToken(life.token);
  const courier: Courier = createCourier({
    rest: restWith(3),
    onceRest: restWith(0),
    userId: life.userId,
    // Without the gateway nothing is known of channels, and in this story nothing is missing.
    look: (channelId) =>
      Promise.resolve({
        kind: "here",
        guildId: life.guildId,
        channel: kinds.get(channelId) ?? "text",
        missing: [],
      }),
    toClickable: (payload) => payload,
    log,
  });
  let now = Temporal.Instant.from(life.now);
  const clock = () => now;
  const { owner } = life;
  const delivery = createDelivery({
    book,
    corpus: () => corpus,
    courier: mortal(courier),
    now: clock,
    owner,
    log,
  });
  for (let isDone = false; !isDone; now = now.add({ minutes: 1 })) {
    for (const channel of await book.subscriptions.due(now))
      await planDue(channel, { book, corpus, now, newId });
    for (const { channel, since } of await book.subscriptions.dueRoundUps(now))
      await planRoundUp(channel, since, { book, corpus, now, newId });
    await delivery.deliver();
    const open = await Promise.all([...kinds.keys()].map((id) => kept.deliveries.open(id)));
    const roundUps = await kept.subscriptions.dueRoundUps(now);
    isDone = open.every((digest) => digest === null) && roundUps.length === 0;
  }
  await close();
  return steps;
}
