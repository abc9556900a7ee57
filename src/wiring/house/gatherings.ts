import type { Logger } from "pino";
import { createClubRounds } from "../../community/clubs/run-rounds.ts";
import { createDiscuss, type Discuss } from "../../community/discussions/discuss.ts";
import { createOpenings, type Openings } from "../../community/openings.ts";
import { createOpinions, type MessagesAbout } from "../../community/opinions.ts";
import { freeLeases } from "../../community/posting/leases.ts";
import { createVoting, type Voting } from "../../community/votes.ts";
import type { Opinions } from "../../digests/book.ts";
import { promptly, within } from "../../digests/delivery/promptly.ts";
import { hasEnded, processName } from "../../process/process-name.ts";
import type { Store } from "../../store/open.ts";
import type { Library } from "../library.ts";
import type { FrontToCome } from "./front.ts";

/** A card does not wait longer to say how many messages a thread has. */
const COUNT_WITHIN_MS = 700;

interface Tools {
  store: Store;
  library: Library;
  front: FrontToCome;
  /** How long Discord may take to say where something can be posted. */
  probeWithinMs: number;
  now: () => Temporal.Instant;
  newId: () => string;
  log: Logger;
}

/** What people do with papers: votes, threads, journal clubs. */
export interface Gatherings {
  voting: Voting;
  openings: Openings;
  /** What digests are told of it. */
  opinions: Opinions;
  discuss: Discuss["discuss"];
  /** Null where it can't be said soon. */
  known: Discuss["known"];
  /** Goes on with threads and clubs. Never fails. */
  resume(): Promise<void>;
}

export function createGatherings({ store, library, front, ...given }: Tools): Gatherings {
  const { probeWithinMs, now, newId, log } = given;
  const { isOpenToAll, courier, isOurs } = front;
  const voting = createVoting(store.votes, isOpenToAll);
  const openings = createOpenings(store.openings, { isOpenToAll, now });
  const worker = { leases: store.workLeases, owner: processName, isOurs, now };
  const { probe } = promptly(courier, probeWithinMs);
  const posting = { ...worker, postings: store.postings, poster: courier, probe, newId, log };
  const discuss = createDiscuss({
    ...posting,
    discussions: store.discussions,
    threads: front.threads,
    tagOf: async (channelId) =>
      (await store.book.subscriptions.channel(channelId))?.settings.tag?.id ?? null,
  });
  const clubRounds = createClubRounds({
    ...posting,
    clubs: store.clubs,
    discuss: async (...asked) => await discuss.discuss(...asked),
    events: front.events,
    mostVoted: async ({ guildId, channelId }, since, most) => {
      const place = { guildId, channelId, audienceId: channelId };
      const counts = [...(await voting.countsSince(place, since))];
      return counts
        .map(([paperId, votes]) => ({ paperId, votes }))
        .toSorted((one, other) => other.votes - one.votes)
        .slice(0, most);
    },
    paper: (id) => library.corpus.byId(id) ?? null,
    tell: async (...asked) => await courier.tell(...asked),
  });

  async function known(...asked: Parameters<Discuss["known"]>): ReturnType<Discuss["known"]> {
    const its = await within(discuss.known(...asked), COUNT_WITHIN_MS);
    return its === "late" ? null : its;
  }

  /** In discussions that all readers of a channel see. */
  const messagesAbout: MessagesAbout = async (paperId, { guildId, channelId }) => {
    const isOpen = await front.whichAreOpen();
    const sees = (id: string) => id === channelId || isOpen(guildId, id);
    return (await known(paperId, { guildId, sees }))?.messages ?? null;
  };

  return {
    voting,
    openings,
    opinions: createOpinions(voting, messagesAbout, {
      sent: (...asked) => store.book.history.sent(...asked),
      paper: (id) => library.corpus.byId(id),
      openedOf: (...asked) => openings.openedOf(...asked),
    }),
    discuss: async (...asked) => await discuss.discuss(...asked),
    known,
    async resume() {
      try {
        await freeLeases(worker, hasEnded);
        await discuss.resume();
        await clubRounds.run();
      } catch (error) {
        log.error({ err: error }, "Could not go on with threads and clubs");
      }
    },
  };
}
