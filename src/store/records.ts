import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Book } from "../digests/book.ts";
import { createCatchUps } from "./community/catch-ups.ts";
import { createCitationKeys } from "./community/citation-keys.ts";
import { createClubs } from "./community/clubs.ts";
import { createDiscussions } from "./community/discussions.ts";
import { communityJoins } from "./community/join-community.ts";
import { createMails } from "./community/mail.ts";
import { createMarks } from "./community/marks.ts";
import { createOpeningBook } from "./community/openings.ts";
import { createPostings } from "./community/postings.ts";
import { createPrivacy } from "./community/privacy.ts";
import { createShelves } from "./community/shelves.ts";
import { createVotes } from "./community/votes.ts";
import { createWorkLeases } from "./community/work-leases.ts";
import { createArrivals } from "./digests/arrivals.ts";
import { createCandidates } from "./digests/candidates.ts";
import { createChangeLog } from "./digests/change-log.ts";
import { createDeliveries } from "./digests/deliveries.ts";
import { createHistory } from "./digests/history.ts";
import { createLeases } from "./digests/leases.ts";
import { createOutlets } from "./digests/outlets.ts";
import { createPublicChannels } from "./digests/public-channels.ts";
import { createRewordings } from "./digests/rewordings.ts";
import { createSubscriptions } from "./digests/subscriptions.ts";
import { createWebhooks } from "./digests/webhooks.ts";
import { createDraws } from "./draws.ts";
import { createMemory } from "./memory.ts";
import { createPruning } from "./pruning/pruning.ts";
import { createPromisedAnswers } from "./promised-answers.ts";
import { createRequestTurns } from "./request-turns.ts";
import type { LeaseClock } from "./schema/lease-clock.ts";
import type { Schema } from "./schema/schema.ts";
import { viewSecretOf } from "./view-secret.ts";
import { createDrafts, createImportDrafts, createSetupDrafts, createViews } from "./views.ts";

/** Everything that cannot be made again from what sources show, in whichever database it stands. */
export function recordsIn(db: Kysely<Schema>, log: Pick<Logger, "error">, clock: LeaseClock) {
  const marks = createMarks(viewSecretOf(db, log));
  const publicChanges = { count: 0 };
  const book: Book = {
    subscriptions: createSubscriptions(db, log, publicChanges),
    arrivals: createArrivals(db, communityJoins(marks)),
    rewordings: createRewordings(db),
    candidates: createCandidates(db),
    deliveries: createDeliveries(db),
    leases: createLeases(db, clock),
    history: createHistory(db),
    changes: createChangeLog(db),
  };
  return {
    book,
    outlets: createOutlets(db, clock),
    mails: createMails(db, log),
    webhooks: createWebhooks(db),
    memory: createMemory(db, log),
    requestTurns: createRequestTurns(db, clock),
    views: createViews(db, log),
    promisedAnswers: createPromisedAnswers(db),
    draws: createDraws(db),
    votes: createVotes(db, marks),
    shelves: createShelves(db),
    catchUps: createCatchUps(db),
    openings: createOpeningBook(db),
    privacy: createPrivacy(db, marks),
    citationKeys: createCitationKeys(db),
    drafts: createDrafts(db, log),
    imports: createImportDrafts(db, log),
    setups: createSetupDrafts(db, log),
    postings: createPostings(db),
    discussions: createDiscussions(db),
    workLeases: createWorkLeases(db, clock),
    clubs: createClubs(db, marks),
    pruning: createPruning(db),
    publicChannels: createPublicChannels(db, publicChanges),
  };
}
