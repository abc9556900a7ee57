import type { APIComponentInContainer } from "discord-api-types/v10";
import type { Paper } from "../../papers/paper.ts";
import { reply } from "../layout/budget.ts";
import { moment } from "../layout/moment.ts";
import { container, separator, text } from "../layout/parts.ts";
import { inPlace, messageUrl, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { counted, type PageNumber, shownRange, whichPage } from "../layout/wording.ts";
import { paperLine } from "../papers/card.ts";
import { openMenu, pageButtons } from "../papers/results.ts";
import { caughtUpHeading, nothingSince, postedAt, shownOf } from "./wording.ts";

/** One page of what came to a channel. */
export interface CatchUpPage extends PageNumber {
  place: Place;
  since: Temporal.Instant;
  items: {
    paper: Paper;
    votes: number;
    at: Temporal.Instant;
    /** The channel, thread or post in which it stands, and the message there. */
    channelId: string;
    messageId: string;
  }[];
  /** Papers on earlier pages, and on all. */
  before: number;
  total: number;
  /** Custom ids; null where there is no such page. */
  previous: string | null;
  next: string | null;
  open: string;
}

export function catchUpPage(page: CatchUpPage): Reply {
  const { place, since, items, before, total, previous, next, open } = page;
  if (items.length === 0)
    return reply([container([text(nothingSince(inPlace(place), moment(since, "f")))])]);
  const range = shownOf(shownRange(before, items.length), total);
  const components: APIComponentInContainer[] = [
    text(`### ${caughtUpHeading(total)}\n-# ${postedAt(inPlace(place), moment(since, "f"))}`),
    ...items.flatMap(({ paper, votes, at, channelId, messageId }) => {
      const url = messageUrl(place.guildId, channelId, messageId);
      const facts = [...(votes > 0 ? [counted(votes, "vote")] : []), moment(at, "R"), url];
      return [separator(), text(`${paperLine(paper, [])}\n-# ${facts.join(" · ")}`)];
    }),
    separator(),
    text(`-# ${range}${whichPage(page)}`),
    openMenu({ hits: items, open }),
    ...(previous !== null || next !== null ? [pageButtons({ previous, next })] : []),
  ];
  return reply([container(components)]);
}
