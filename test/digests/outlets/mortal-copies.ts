import { pino } from "pino";
import type { OutletKind } from "../../../src/digests/outlet.ts";
import type { OutletCourier } from "../../../src/digests/outlets/outlet-courier.ts";
import { createOutletRounds } from "../../../src/digests/outlets/rounds.ts";
import { planDue } from "../../../src/digests/planning/due.ts";
import { createMailCourier } from "../../../src/mail/courier.ts";
import { createSmtp } from "../../../src/mail/smtp.ts";
import type { Store } from "../../../src/store/open.ts";
import { createWebhookCourier } from "../../../src/webhooks/courier.ts";
import { inSteps } from "../../in-steps.ts";
import { settingsOf } from "../../mail/mail-server.ts";
import { aCorpus } from "../a-corpus.ts";
import { longPapers } from "../long-papers.ts";
import { openAt } from "../../store/open-at.ts";

export interface Life {
  database: string;
  /** Of the far end, on loopback. */
  port: number;
  kind: OutletKind;
  now: string;
  owner: string;
  papers: number;
  /** Each call of the store and of the far end has a beginning and an end. Null: it lives. */
  diesAt: number | null;
}

type Step = () => Promise<void>;

/** Lives until all that is due is sent; how many steps that took. At the step of its death it calls `die`. */
export async function live(life: Life, die: () => Promise<never>): Promise<number> {
  let steps = 0;
  const step = async () => {
    steps += 1;
    if (life.diesAt !== null && steps >= life.diesAt) await die();
  };

  const store = await openAt(life.database);
  const outlets = inSteps(store.outlets, step);
  const book = { ...store.book, deliveries: inSteps(store.book.deliveries, step) };
  const corpus = aCorpus(longPapers(life.papers));
  const now = Temporal.Instant.from(life.now);
  const rounds = createOutletRounds({
    outlets,
    book,
    corpus: () => corpus,
    couriers: [COURIERS[life.kind](life, store, step)],
    now: () => now,
    owner: life.owner,
    log: pino({ level: "silent" }),
  });
  for (const channel of await book.subscriptions.due(now))
    await planDue(channel, { book, corpus, now, newId: () => `d${channel.id.replace(/\W/g, "")}` });
  await rounds.run();
  await store.close();
  return steps;
}

const COURIERS: Record<OutletKind, (life: Life, store: Store, step: Step) => OutletCourier> = {
  mail: (life, store, step) =>
    createMailCourier({
      smtp: inSteps(createSmtp(settingsOf(life), { rejectUnauthorized: false }), step),
      keep: store.mails,
      maySee: () => Promise.resolve(true),
      channelName: () => Promise.resolve("papers"),
      stopUrl: null,
    }),

  webhook: ({ port, now }, store, step) =>
    inSteps(
      createWebhookCourier({
        webhooks: store.webhooks,
        ground: {
          origins: [new URL(`http://127.0.0.1:${port}`)],
          proxy: { http: null, https: null, except: [] },
        },
        now: () => Temporal.Instant.from(now),
        surroundings: () => Promise.resolve({ names: null, url: null }),
      }),
      step,
    ),
};
