import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { z } from "zod";
import { beginningOf, isCaughtUp, mostVotedFirst } from "../../src/community/catch-up.ts";
import { catchUpPage } from "../../src/messages/community/catch-up.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Place } from "../../src/messages/layout/place.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { parseSince } from "../../src/search/query/since.ts";
import {
  type Asker,
  component,
  type Services,
  subcommand,
  type SubcommandPart,
  UserError,
} from "../command/command.ts";
import { pageOf } from "../command/pages.ts";
import { votesShown } from "../command/votes.ts";
import { placeMeant, placeSeen } from "../command/place.ts";
import { CATCH_UP } from "./wording.ts";

const PAGE_SIZE = 4;

/** Of four digits in the year. */
const instantSeconds = z.coerce.number().int().min(-62e9).max(253e9);

/** Always private: what is new to one is not to another. */
export const catchUp = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "catch-up",
    description: CATCH_UP.description,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "since",
        description: CATCH_UP.since,
        max_length: 40,
      },
    ],
  },

  handler: subcommand({
    options: z.object({ since: z.string().optional() }),
    run: async (options, asker, services) => {
      const { catchUps } = services;
      const place = await placeMeant(undefined, asker, services);
      // Buttons count in seconds; what comes within this one is for the next time.
      const now = ofSeconds(secondsOf(services.now()));
      const last = await catchUps.last(asker.userId, place.channelId);
      const since =
        options.since === undefined ? beginningOf(last, now) : typedBeginning(options.since, now);
      const reply = await showCatchUp(
        place,
        { since: ofSeconds(secondsOf(since)), until: now },
        1,
        asker,
        services,
      );
      if (isCaughtUp(since, last)) await catchUps.note(asker.userId, place.channelId, now);
      return reply;
    },
  }),

  components: {
    /** `paper.catch-up:<channel id>:<since>:<until>:<page>`, in seconds: the list does not change as it is read. */
    "paper.catch-up": component({
      state: z.tuple([z.string(), instantSeconds, instantSeconds, z.coerce.number().int().min(1)]),
      run: async ([channelId, since, until, page], { asker }, services) => {
        const place = await placeSeen(channelId, asker);
        const span = { since: ofSeconds(since), until: ofSeconds(until) };
        return await showCatchUp(place, span, page, asker, services);
      },
    }),
  },
} satisfies SubcommandPart;

function typedBeginning(typed: string, now: Temporal.Instant): Temporal.Instant {
  const day = parseSince(typed, now.toZonedDateTimeISO("UTC").toPlainDate());
  if (day === null) throw new UserError(CATCH_UP.unreadable);
  return Temporal.Instant.from(`${day}T00:00:00Z`);
}

interface Span {
  since: Temporal.Instant;
  until: Temporal.Instant;
}

async function showCatchUp(
  place: Place,
  { since, until }: Span,
  number: number,
  asker: Asker,
  services: Services,
): Promise<Reply> {
  const { channelId } = place;
  const sent = await services.digests.book.history.sent(place, since, until);
  const ids = sent.map(({ paperId }) => paperId);
  const votes = (await votesShown(ids, asker, services)) ?? new Map<string, number>();
  const page = pageOf(mostVotedFirst(sent, votes, services.corpus), {
    number,
    size: PAGE_SIZE,
    turnTo: (other) =>
      customId("paper.catch-up", channelId, secondsOf(since), secondsOf(until), other),
  });
  return catchUpPage({ place, since, ...page, open: "paper.open" });
}

function secondsOf(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000);
}

function ofSeconds(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
}
