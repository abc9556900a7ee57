import type { APIComponentInContainer } from "discord-api-types/v10";
import { reply } from "../layout/budget.ts";
import { moment } from "../layout/moment.ts";
import { container, separator, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { type PageNumber, shownRange, whichPage } from "../layout/wording.ts";
import { openMenu, pageButtons } from "../papers/results.ts";
import { type ShownVotes, withVoteButton } from "../papers/votes.ts";
import { type DigestPaper, paperWithWhy } from "./digest-paper.ts";
import * as say from "./wording.ts";

/** One page of the papers whose wait for a place ended without one. */
export interface MissedPage extends PageNumber {
  place: Place;
  papers: (DigestPaper & { missedAt: Temporal.Instant })[];
  /** Default: nobody can vote here. */
  votes?: ShownVotes;
  /** Papers on earlier pages, and on all. */
  before: number;
  total: number;
  /** So far back they are looked for. */
  days: number;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
  open: string;
}

export function missedPage(page: MissedPage): Reply {
  const { place, papers, votes = null, before, total, days, previous, next, open } = page;
  if (papers.length === 0)
    return reply([container([text(say.nothingMissed(inPlace(place), days))])]);
  const head = [`### ${say.missed(total, days)}`, `-# ${say.whyMissed(inPlace(place))}`].join("\n");
  const range = `-# ${say.of(shownRange(before, papers.length), total)}${whichPage(page)}`;
  const components: APIComponentInContainer[] = [
    text(head),
    ...papers.flatMap(({ missedAt, ...paper }) => [
      separator(),
      withVoteButton(
        `${paperWithWhy(paper)} · ${say.missedAt(moment(missedAt, "f"))}`,
        paper.paper.id,
        votes,
      ),
    ]),
    separator(),
    text(range),
    openMenu({ hits: papers, open }),
    ...(previous !== null || next !== null ? [pageButtons({ previous, next })] : []),
  ];
  return reply([container(components)]);
}
