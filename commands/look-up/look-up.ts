import { setTimeout as delay } from "node:timers/promises";
import { ApplicationCommandType } from "discord-api-types/v10";
import { z } from "zod";
import {
  type Missing,
  namedPapers,
  nothingNamed,
  sharableCard,
  SHORT_CARDS,
  showAction,
} from "../../src/messages/community/look-up.ts";
import { voteAction } from "../../src/messages/papers/votes.ts";
import { customId } from "../../src/messages/layout/custom-id.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { type Identifier, readIdentifiers } from "../../src/papers/identifiers.ts";
import type { Paper } from "../../src/papers/paper.ts";
import type { LookUpOutcome } from "../../src/papers/paper-look-up.ts";
import { paperIdentified } from "../../src/search/which-paper.ts";
import { EVERYWHERE } from "../command/everywhere.ts";
import {
  type Asker,
  component,
  type MessageCommand,
  type Services,
  UserError,
} from "../command/command.ts";
import { votesShown } from "../command/votes.ts";
import { pickedPaper } from "../paper/card/about-paper.ts";
import { keepButton, showCard } from "../paper/card/card.ts";
import { NAME, NOT_HERE, PAPER_IS_GONE } from "./wording.ts";

/** A menu has no room for more. */
const MOST_NAMED = 25;
/** How long the answer waits for arXiv and doi.org; what comes later takes its place. */
const LOOK_UP_WITHIN_MS = 2500;

const OPEN = "look-up.open";

/** What stands for one identifier: a paper, or why there is none. */
type Found = { by: Identifier; paper: Paper } | { by: Identifier; why: Missing };

/** What comes of asking for it; null where the program ends before. */
type Asked = Promise<Found | null>;

export const lookUp: MessageCommand = {
  data: {
    type: ApplicationCommandType.Message,
    name: NAME,
    ...EVERYWHERE,
  },

  async run(text, asker, services) {
    const named = readIdentifiers(text).identifiers.slice(0, MOST_NAMED);
    if (named.length === 0) return nothingNamed();
    const asked = named.map((by) => findOne(by, asker, services));
    const known = asked.map(({ now }) => now);
    if (known.every((one) => !("why" in one) || one.why !== "asking"))
      return await show(known, asker, services);
    const all = Promise.all(asked.map(({ later }) => later)).then(async (found) =>
      found.includes(null)
        ? null
        : await show(
            found.flatMap((one) => one ?? []),
            asker,
            services,
          ),
    );
    const timer = new AbortController();
    const late = delay(LOOK_UP_WITHIN_MS, null, { signal: timer.signal }).catch(() => null);
    const inTime = await Promise.race([all, late]);
    timer.abort();
    if (inTime) return inTime;
    const about = named.map(writtenAs).join(" ");
    return { reply: await show(known, asker, services), later: all, about };
  },
};

export const lookUpButtons = {
  /** A menu of the papers that a message names. */
  [OPEN]: component({
    state: z.tuple([]),
    answer: () => "private",
    run: async (_state, { asker, values }, services) =>
      await ownCard(pickedPaper(values, services), asker, services),
  }),

  /** Under a card that one person sees: `look-up.show:<paper id>`, for all in the channel. */
  "look-up.show": component({
    state: z.tuple([z.string()]),
    answer: (_state, asker) => (asker.mayNotShow ? "private" : "public"),
    run: async ([id], { asker }, services) => {
      if (asker.mayNotShow) throw new UserError(NOT_HERE);
      const paper = services.corpus.byId(id);
      if (!paper) throw new UserError(PAPER_IS_GONE);
      return await showCard(paper, asker, services);
    },
  }),
};

/** As `readIdentifiers` reads it. */
function writtenAs({ kind, id }: Identifier): string {
  return kind === "openreview" ? `https://openreview.net/forum?id=${id}` : `${kind}:${id}`;
}

/** What is known of one paper at once, and what will be. */
function findOne(
  by: Identifier,
  { userId }: Asker,
  { corpus, index, lookUps }: Services,
): { now: Found; later: Asked } {
  const settled = (found: Found) => ({ now: found, later: Promise.resolve(found) });
  const paper = paperIdentified(by, corpus, index);
  if (paper) return settled({ by, paper });
  if (!lookUps.canAsk(by)) return settled({ by, why: "unknown" });
  const outcome = lookUps.ask(by, userId);
  if (!outcome) return settled({ by, why: "asked too often" });
  return { now: { by, why: "asking" }, later: outcome.then((came) => afterAsking(by, came)) };
}

function afterAsking(by: Identifier, outcome: LookUpOutcome): Found | null {
  if (outcome.kind === "stopped") return null;
  if (outcome.kind === "found") return { by, paper: outcome.paper };
  return { by, why: outcome.kind === "missing" ? "nowhere" : "failed" };
}

async function show(found: readonly Found[], asker: Asker, services: Services): Promise<Reply> {
  const known = found.flatMap((one) =>
    "paper" in one ? [[one.paper.id, one.paper] as const] : [],
  );
  const papers = [...new Map(known).values()];
  const missing = found.flatMap((one) => ("why" in one ? [one] : []));
  const [only] = papers;
  if (only && papers.length === 1 && missing.length === 0)
    return await ownCard(only, asker, services);
  const shown = papers.slice(0, SHORT_CARDS);
  const votes = await votesShown(
    shown.map(({ id }) => id),
    asker,
    services,
  );
  const actionsOf = (paper: Paper) => [
    ...voteAction(paper.id, votes),
    keepButton(paper),
    ...(asker.mayNotShow ? [] : [showAction(customId("look-up.show", paper.id))]),
  ];
  return namedPapers({ papers, actionsOf, missing, open: OPEN });
}

async function ownCard(paper: Paper, asker: Asker, services: Services): Promise<Reply> {
  const card = await showCard(paper, asker, services, { readers: "asker" });
  return sharableCard(card, asker.mayNotShow ? null : customId("look-up.show", paper.id));
}
