import { z } from "zod";
import { customId } from "../../../src/messages/layout/custom-id.ts";
import { type Followable, followMenu } from "../../../src/messages/topics/follow-menu.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { namedQuery } from "../../../src/search/query/named-query.ts";
import { namesOf } from "../../../src/search/words/names.ts";
import { component, UserError } from "../../command/command.ts";
import { placeMeant } from "../../command/place.ts";
import { pickedPaper } from "../../paper/card/about-paper.ts";
import { showDraft } from "../subscribe.ts";
import * as say from "../wording.ts";

const paperId = z.tuple([z.string()]);

/** What the button on a paper's card leads to: subscribing to the papers of an author or an organisation. */
export const follow = {
  /** `digest.follow:<paper id>` */
  "digest.follow": component({
    state: paperId,
    answer: () => "private",
    run: async (state, { asker }, services) =>
      followMenu(
        await placeMeant(undefined, asker, services),
        followables(pickedPaper(state, services)),
        customId("digest.follow-pick", ...state),
      ),
  }),

  /** The menu that this opens: `digest.follow-pick:<paper id>`. */
  "digest.follow-pick": component({
    state: paperId,
    run: async (state, { asker, values: [picked] }, services) => {
      const names = followables(pickedPaper(state, services));
      const chosen = names.find(({ topic }) => topic === picked);
      // A paper may have lost the name since; and what comes back may be forged.
      if (!chosen) throw new UserError(say.NAME_IS_GONE);
      const { topic, name } = chosen;
      const place = await placeMeant(undefined, asker, services);
      return await showDraft({ ...place, topic, name, userId: asker.userId }, services);
    },
  }),
};

function followables(paper: Paper): Followable[] {
  const all = namesOf(paper).map((one) => ({ ...one, topic: namedQuery(one.kind, one.name) }));
  // Two names may differ in quotation marks alone.
  return [...new Map(all.map((one) => [one.topic, one])).values()];
}
