import { setTimeout as delay } from "node:timers/promises";
import { customIdIfShort } from "../../../src/messages/layout/custom-id.ts";
import type { FollowedReply, Reply } from "../../../src/messages/layout/reply.ts";
import { identifiedCard, noCard } from "../../../src/messages/papers/identified.ts";
import {
  type Identifier,
  type IdentifiedText,
  readIdentifiers,
} from "../../../src/papers/identifiers.ts";
import type { LookUpOutcome } from "../../../src/papers/paper-look-up.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { paperIdentified } from "../../../src/search/which-paper.ts";
import type { Asker, Services } from "../../command/command.ts";
import { keepView } from "../lists/kept-view.ts";
import { listOf } from "../lists/kinds.ts";
import { showCard } from "./card.ts";

/** How long an answer waits for arXiv or doi.org; what comes later takes its place. */
const LOOK_UP_WITHIN_MS = 2500;

const MENU = "paper.open";

/**
 * The papers that a text names by their ids or links, the first as a card. Where none of them is here,
 * says so, and gets the first from arXiv or doi.org where they may be asked.
 */
export async function showIdentified(
  typed: string,
  { identifiers, rest }: IdentifiedText,
  asker: Asker,
  services: Services,
): Promise<Reply | FollowedReply> {
  const { corpus, index } = services;
  const read = identifiers.map((by) => ({ by, paper: paperIdentified(by, corpus, index) }));
  const known = read.flatMap(({ by, paper }) => (paper ? [{ by, paper }] : []));
  const unknown = read.flatMap(({ by, paper }) => (paper ? [] : [by]));
  const [first] = known;
  const asTyped = first && rest === "" ? null : await asTypedId(typed, asker, services);
  if (!first) return await lookUp(unknown, asTyped, asker, services);
  const others = known.filter(({ paper }) => paper.id !== first.paper.id);
  return identifiedCard(await showCard(first.paper, asker, services), {
    by: first.by,
    others: [...new Map(others.map(({ paper }) => [paper.id, { paper }])).values()],
    unknown,
    asTyped,
    open: MENU,
  });
}

/** What is answered about a paper that was looked up. */
export type AnswerAbout = (
  paper: Paper,
  asker: Asker,
  services: Services,
) => Reply | Promise<Reply>;

/**
 * Gets a paper that is not here from arXiv or doi.org, and answers about it, by default with its card; null
 * where there is nobody to ask.
 */
export function lookUpIdentified(
  typed: string,
  asker: Asker,
  services: Services,
  answer?: AnswerAbout,
): Promise<Reply | FollowedReply> | null {
  const identified = readIdentifiers(typed);
  if (!identified.identifiers.some((by) => services.lookUps.canAsk(by))) return null;
  return answer
    ? lookUp(identified.identifiers, null, asker, services, answer)
    : showIdentified(typed, identified, asker, services);
}

async function lookUp(
  unknown: readonly Identifier[],
  asTyped: string | null,
  asker: Asker,
  services: Services,
  answer?: AnswerAbout,
): Promise<Reply | FollowedReply> {
  const { lookUps } = services;
  const wanted = unknown.find((by) => lookUps.canAsk(by));
  if (!wanted) return noCard(unknown, { why: "unknown", asTyped });
  const asked = lookUps.ask(wanted, asker.userId);
  if (!asked) return noCard([wanted], { why: "asked too often", asTyped });
  const others = unknown.filter((one) => one !== wanted);
  const shown = asked.then((outcome) =>
    lookedUp(wanted, { outcome, others, asTyped, asker, services, answer }),
  );
  const timer = new AbortController();
  const { signal } = timer;
  const late = delay(LOOK_UP_WITHIN_MS, null, { signal }).catch(() => null);
  const inTime = await Promise.race([shown, late]);
  timer.abort();
  // Without the button: what it leads to would be overwritten.
  return inTime ?? { reply: noCard([wanted], { why: "asking", asTyped: null }), later: shown };
}

async function lookedUp(
  by: Identifier,
  {
    outcome,
    others,
    asTyped,
    asker,
    services,
    answer,
  }: {
    outcome: LookUpOutcome;
    others: readonly Identifier[];
    asTyped: string | null;
    asker: Asker;
    services: Services;
    answer: AnswerAbout | undefined;
  },
): Promise<Reply | null> {
  switch (outcome.kind) {
    case "found": {
      if (answer) return await answer(outcome.paper, asker, services);
      const rest = { others: [], unknown: others, asTyped, open: MENU };
      return identifiedCard(await showCard(outcome.paper, asker, services), { by, ...rest });
    }
    case "missing":
      return noCard([by], { why: "missing", asTyped });
    case "stopped":
      return null;
    case "failed":
    default:
      return noCard([by], { why: "failed", reason: outcome.why, asTyped });
  }
}

/** Of a button that searches for the words as they stand; null where it would be too long. */
async function asTypedId(typed: string, asker: Asker, services: Services) {
  const key = await keepView(listOf("search", typed), asker, services);
  return customIdIfShort("paper.page", key, 1, asker.userId);
}
