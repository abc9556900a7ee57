import { html } from "hono/html";
import type { PublicChannel, ShownDay } from "../../digests/public-channels.ts";
import { channelPath, digestPath, feedPath } from "../addresses.ts";
import { longDay, monthInWords, monthOf } from "./days.ts";
import { monthPath, sectionsOf, type ShownEdition } from "./digest.ts";
import { feedLinks } from "./feed-links.ts";
import { type Html, layOut, type Site } from "./layout.ts";
import { channelName, namesOf, placeOf } from "./names.ts";
import * as common from "../wording.ts";
import * as say from "./wording.ts";

/** How many of the days before the newest are named. */
const MOST_DAYS = 14;

/** Five years. */
const MOST_MONTHS = 60;

/** A channel: its newest digest, the days before, and all months. */
export function channelPage(
  {
    channel,
    days,
    latest,
  }: { channel: PublicChannel; days: readonly ShownDay[]; latest: ShownEdition | null },
  site: Site,
): Html {
  const main = html`<h1 dir="auto">${channelName(channel)}</h1>
    <p class="lead" dir="auto">${common.server(namesOf(channel)[1])}</p>
    <p class="feeds">
      ${say.FEEDS}: <a href="${site.base}${feedPath(channel.id, "atom", null)}">${say.ATOM}</a>
      <a href="${site.base}${feedPath(channel.id, "json", null)}">${say.JSON_FEED}</a>
    </p>
    ${latest === null ? html`<p>${say.NOTHING_YET}</p>` : latestDigest(channel, latest, site)}
    ${earlierDays(channel, days.slice(1, 1 + MOST_DAYS), site)} ${months(channel, days, site)}`;
  const head = feedLinks(channel, site);
  const description = say.aboutChannel(...namesOf(channel));
  const path = channelPath(channel.id);
  return layOut({ title: placeOf(channel), description, path, head, main }, site);
}

function latestDigest(channel: PublicChannel, latest: ShownEdition, site: Site): Html {
  const address = site.base + digestPath(channel.id, latest.digestId);
  return html`<section>
    <h2>
      ${say.LATEST}:
      <a href="${address}"><time datetime="${latest.date}">${longDay(latest.date)}</time></a>
    </h2>
    ${sectionsOf(latest, site, 3)}
  </section>`;
}

function earlierDays(channel: PublicChannel, days: readonly ShownDay[], { base }: Site): Html | "" {
  if (days.length === 0) return "";
  return html`<section>
    <h2>${say.EARLIER}</h2>
    <ul class="days">
      ${days.map(
        ({ digestId, date, papers }) =>
          html` <li>
            <a href="${base}${digestPath(channel.id, digestId)}"
              ><time datetime="${date}">${longDay(date)}</time></a
            >
            <span>${say.papers(papers)}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}

function months(channel: PublicChannel, days: readonly ShownDay[], { base }: Site): Html | "" {
  const byMonth = [...Map.groupBy(days, ({ date }) => monthOf(date))].slice(0, MOST_MONTHS);
  if (byMonth.length === 0) return "";
  return html`<section>
    <h2>${say.ALL_MONTHS}</h2>
    <ul class="months">
      ${byMonth.map(
        ([month, its]) =>
          html` <li>
            <a href="${base}${monthPath(channel.id, month, 1)}">${monthInWords(month)}</a>
            <span>${say.digests(its.length)}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
