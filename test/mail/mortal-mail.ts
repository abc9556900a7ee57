import { pino } from "pino";
import { createOutletRounds } from "../../src/digests/outlets/rounds.ts";
import { planDue } from "../../src/digests/planning/due.ts";
import { createMailCourier } from "../../src/mail/courier.ts";
import { createSmtp } from "../../src/mail/smtp.ts";
import { openStore } from "../../src/store/open.ts";
import { aCorpus } from "../digests/a-corpus.ts";
import { longPapers } from "../digests/long-papers.ts";
import { inSteps } from "../in-steps.ts";
import { settingsOf } from "./mail-server.ts";

export interface Life {
  database: string;
  port: number;
  now: string;
  owner: string;
  papers: number;
  /** Each call of the store and of the mail server has a beginning and an end. Null: it lives. */
  diesAt: number | null;
}

/** Lives until all that is due is sent; how many steps that took. At the step of its death it calls `die`. */
export async function live(life: Life, die: () => Promise<never>): Promise<number> {
  let steps = 0;
  const step = async () => {
    steps += 1;
    if (life.diesAt !== null && steps >= life.diesAt) await die();
  };

  const store = await openStore(life.database);
  const outlets = inSteps(store.outlets, step);
  const book = { ...store.book, deliveries: inSteps(store.book.deliveries, step) };
  const corpus = aCorpus(longPapers(life.papers));
  const now = Temporal.Instant.from(life.now);
  const rounds = createOutletRounds({
    outlets,
    book,
    corpus: () => corpus,
    couriers: [
      createMailCourier({
        smtp: inSteps(createSmtp(settingsOf(life), { rejectUnauthorized: false }), step),
        keep: store.mails,
        maySee: () => Promise.resolve(true),
        channelName: () => Promise.resolve("papers"),
        stopUrl: null,
      }),
    ],
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
