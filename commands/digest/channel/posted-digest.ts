import { z } from "zod";
import { waiting } from "../../../src/digests/planning/waiting.ts";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import { waitingPage } from "../../../src/messages/digests/digest-preview.ts";
import { component, UserError } from "../../command/command.ts";
import { showCard } from "../../paper/card/card.ts";
import { pickedPaper } from "../../paper/card/about-paper.ts";
import { pageOf } from "../../command/pages.ts";
import * as say from "../wording.ts";
import { votesShown } from "../../command/votes.ts";

const PAGE_SIZE = 3;

/** The menu and the button of a digest in a channel: for anybody who sees it. */
export const postedDigest = {
  /** `digest.open:<digest id>:<message>`: opens a paper. */
  "digest.open": component({
    state: z.tuple([z.string(), z.string()]),
    answer: () => "private",
    run: async (_state, { asker, values }, services) =>
      await showCard(pickedPaper(values, services), asker, services, { readers: "asker" }),
  }),

  /**
   * What did not fit into the digest: `digest.more:<digest id>`, and on the private pages that this opens
   * `digest.more:<digest id>:<page>`.
   */
  "digest.more": component({
    state: z.tuple([z.string(), z.coerce.number().int().min(1).optional()]),
    answer: ([, page]) => (page === undefined ? "private" : "update"),
    run: async ([digestId, number = 1], { asker }, services) => {
      const { digests, corpus, now } = services;
      const digest = await digests.book.history.digest(digestId);
      const kept = digest && (await digests.book.subscriptions.channel(digest.channelId));
      // The id may be forged: from elsewhere a digest that there is looks like one that there is not.
      const isSeen = kept?.guildId === asker.guildId && (await asker.mayView(kept.id));
      if (!digest || !kept || !isSeen) throw new UserError(say.DIGEST_IS_GONE);
      const all = await waiting(kept, { book: digests.book, corpus, now: now() });
      const { items, ...where } = pageOf(all, {
        number,
        size: PAGE_SIZE,
        turnTo: (page) => customId("digest.more", digestId, page),
      });
      const shown = items.map(({ paperId }) => paperId);
      const votes = await votesShown(shown, asker, services);
      return waitingPage({ papers: items, votes, ...where, open: "paper.open" });
    },
  }),
};
