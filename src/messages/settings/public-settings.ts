import type { APIButtonComponentWithURL } from "discord-api-types/v10";
import { moment } from "../layout/moment.ts";
import { linkButton } from "../layout/parts.ts";
import type { Place } from "../layout/place.ts";
import * as say from "./wording.ts";

/** Whether, and where, anybody may read a channel's digests outside of Discord. */
export interface PublicSettings {
  /** Digests from then on are shown; null while it is closed. */
  since: Temporal.Instant | null;
  /** Whether those of before are shown too. */
  showsPast: boolean;
  /** Where all pages are, without a slash at the end; null where nobody said. */
  url: string | null;
  /** Whether Discord shows the channel to everybody in its server. */
  isOpenToAll: boolean;
}

/** None in a direct message. */
export function publicLines({
  pages,
  place,
}: {
  pages: PublicSettings | null;
  place: Place;
}): string[] {
  if (pages === null) return [];
  const { since, showsPast, isOpenToAll } = pages;
  if (since === null) return [say.NOT_PUBLIC];
  return [
    say.publicSince(showsPast ? null : moment(since, "f")),
    ...(linkTo(pages, place.channelId) === null ? [`-# ${say.ASK_FOR_THE_ADDRESS}`] : []),
    ...(isOpenToAll ? [] : [`-# ${say.PAGES_ARE_WIDER}`]),
  ];
}

/** Leads to a channel's page, if somebody said where that is. */
export function pagesButton(
  pages: PublicSettings,
  { channelId }: Place,
): APIButtonComponentWithURL[] {
  const link = linkTo(pages, channelId);
  return link === null ? [] : [linkButton(say.labels.openPages, link)];
}

/** A channel's page; null where it has none, or nobody said where it is. */
function linkTo({ since, url }: PublicSettings, channelId: string): string | null {
  return since === null || url === null ? null : `${url}/c/${channelId}`;
}

export function publicChoice({ since, showsPast }: PublicSettings): keyof typeof say.PUBLIC {
  if (since === null) return "off";
  return showsPast ? "past" : "on";
}
