import type { APIComponentInContainer } from "discord-api-types/v10";
import { reply } from "../layout/budget.ts";
import { type DigestPaper, paperWithWhy } from "./digest-paper.ts";
import { moments } from "../layout/moment.ts";
import { button, container, row, separator, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { openMenu, pageButtons } from "../papers/results.ts";
import { type ShownVotes, withVoteButton } from "../papers/votes.ts";
import { type PageNumber, shownRange, whichPage } from "../layout/wording.ts";
import * as say from "./wording.ts";

export interface DigestPreview {
  place: Place;
  /** When it is due; null while digests are paused. */
  due: Temporal.Instant | null;
  /** New papers that match a topic, but that it doesn't want as they are. */
  filtered?: number;
  /** One message of it, as it would be posted; null where nothing would be. */
  message: Reply | null;
  /** Which message of how many, from 1. */
  number: number;
  count: number;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
  /** Custom id of the button that sends it. */
  send: string;
}

/** What the next digest would be if it came now; it mentions nobody. */
export function digestPreview(preview: DigestPreview): Reply {
  const { place, due, filtered = 0, message, number, count, previous, next, send } = preview;
  const when = due === null ? say.PAUSED_FOR_NOW : say.due(moments(due));
  const part = count > 1 ? ` · ${say.whichMessage(number, count)}` : "";
  const head = text(
    [
      `-# ${say.preview(inPlace(place), when)}${part}`,
      ...(filtered > 0 ? [`-# ${say.filtered(filtered)}`] : []),
    ].join("\n"),
  );
  if (!message) return reply([head, container([text(say.NOTHING_TO_POST)])]);
  const pages = count > 1 ? pageButtons({ previous, next }).components : [];
  const buttons = row([button(say.labels.sendNow, send, { primary: true }), ...pages]);
  return reply([head, ...message.components, buttons]);
}

/** One page of the papers that did not fit into a digest. */
export interface WaitingPage extends PageNumber {
  papers: DigestPaper[];
  /** Default: nobody can vote here. */
  votes?: ShownVotes;
  /** Papers on earlier pages, and on all. */
  before: number;
  total: number;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
  open: string;
}

export function waitingPage(page: WaitingPage): Reply {
  const { papers, votes = null, before, total, previous, next, open } = page;
  if (papers.length === 0) return reply([container([text(say.NOTHING_WAITS)])]);
  const head = `### ${say.waiting(total)}`;
  const range = say.of(shownRange(before, papers.length), total);
  const components: APIComponentInContainer[] = [
    text(head),
    ...papers.flatMap((paper) => [
      separator(),
      withVoteButton(paperWithWhy(paper), paper.paper.id, votes),
    ]),
    separator(),
    text(`-# ${range}${whichPage(page)}`),
    openMenu({ hits: papers, open }),
    ...(previous !== null || next !== null ? [pageButtons({ previous, next })] : []),
  ];
  return reply([container(components)]);
}
