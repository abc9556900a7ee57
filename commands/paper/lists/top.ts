import { orderedBy, type Period } from "../../../src/messages/papers/top.ts";
import type { Paper } from "../../../src/papers/paper.ts";
import { readingPlace } from "../../command/votes.ts";
import { asHit, type FindPage, NOTHING, PAGE_SIZE, readingOf } from "./find.ts";
import { requestIn } from "./request.ts";

/** Further down votes are as good as none. */
const MOST = 100;

const DAYS: Record<Period, number | null> = { week: 7, month: 30, year: 365, ever: null };

/** The papers with most votes here in a period, and behind them those with most upvotes at their source. */
export const topOf =
  (period: Period): FindPage =>
  async ({ query }, offset, services, asker) => {
    const { corpus, index, voting, now } = services;
    const request = requestIn(query, services);
    const days = DAYS[period];
    const since = days === null ? null : now().subtract({ hours: 24 * days });
    const place = readingPlace(asker);
    const votes = place ? await voting.countsSince(place, since) : new Map<string, number>();
    const among = request.about === "" ? null : new Set(index.idsOf(request.search, request.today));

    const voted = [...votes.keys()].flatMap((id) => corpus.byId(id) ?? []);
    const day = since && since.toZonedDateTimeISO("UTC").toPlainDate().toString();
    const upvoted = corpus.mostUpvoted({ since: day, among, limit: MOST });
    const all = new Map([...voted, ...upvoted].map((paper) => [paper.id, paper]));
    const votesFor = ({ id }: Paper) => votes.get(id) ?? 0;
    const top = [...all.values()]
      .filter(({ id, gone }) => !gone && (among?.has(id) ?? true))
      .toSorted((a, b) => votesFor(b) - votesFor(a) || (b.upvotes ?? 0) - (a.upvotes ?? 0))
      .slice(0, MOST);
    const hasVotes = top.some((paper) => votesFor(paper) > 0);
    return {
      ...NOTHING,
      ...readingOf(request, services),
      hits: top.slice(offset, offset + PAGE_SIZE).map(asHit),
      total: top.length,
      undated: 0,
      note: orderedBy(place === null ? "nobody votes" : hasVotes ? "votes" : "no votes yet"),
      withoutLimits: () => 0,
      tooNarrow: () => null,
    };
  };
