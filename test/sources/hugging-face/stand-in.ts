import { createHash } from "node:crypto";
import { type Asked, type FarEnd, type Said, startFarEnd } from "../far-end.ts";

export interface HuggingFace extends FarEnd {
  /** Puts papers on the list of a day, behind those that are there. */
  list(day: string, ...papers: unknown[]): void;
  clear(day: string): void;
}

/** Answers as Hugging Face documents it: `GET /api/daily_papers?date=…&limit=…&p=…`. */
export async function startHuggingFace(now: () => Temporal.Instant): Promise<HuggingFace> {
  const lists = new Map<string, unknown[]>();

  function answer({ path, headers }: Asked): Said {
    const { pathname, searchParams } = new URL(path, "http://stand.in");
    if (pathname !== "/api/daily_papers") return { status: 404, body: "Not Found" };
    const date = searchParams.get("date") ?? "";
    const limit = Number(searchParams.get("limit") ?? 50);
    const page = Number(searchParams.get("p") ?? 0);
    const today = now().toZonedDateTimeISO("UTC").toPlainDate().toString();
    const isAsked = isDay(date) && date <= today && limit >= 1 && limit <= 100 && page >= 0;
    if (!isAsked) return { status: 400, body: JSON.stringify({ error: "Invalid query" }) };
    const body = JSON.stringify((lists.get(date) ?? []).slice(page * limit, (page + 1) * limit));
    const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
    if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
    return { headers: { etag, "content-type": "application/json" }, body };
  }

  const farEnd = await startFarEnd({ answer, now });
  return Object.assign(farEnd, {
    list: (day: string, ...papers: unknown[]) =>
      void lists.set(day, [...(lists.get(day) ?? []), ...papers]),
    clear: (day: string) => void lists.delete(day),
  });
}

/** A paper as a daily list shows it, with everything that may be there. */
export function aListedPaper(id: string, changes: Record<string, unknown> = {}) {
  const title = `On the matter of ${id}`;
  const summary = `What ${id} is about.`;
  const submitter = { _id: "5f0", avatarUrl: "/avatars/ada.svg", fullname: "Ada", name: "ada" };
  return {
    paper: {
      id,
      authors: [
        { _id: "1", name: "Ada Lovelace", hidden: false },
        { _id: "2", name: "Someone Hidden", hidden: true },
        { _id: "3", name: "Charles Babbage", hidden: false, status: "claimed_verified" },
      ],
      publishedAt: "2026-11-17T23:59:59.000Z",
      submittedOnDailyAt: "2026-11-20T01:02:03.456Z",
      submittedOnDailyBy: submitter,
      title,
      summary,
      upvotes: 12,
      discussionId: "6f1",
      ai_summary: "A model says what it is about.",
      ai_keywords: ["engines", "notes"],
      githubRepo: "https://github.com/ada/engine",
      githubStars: 3,
      projectPage: "https://engine.example.org/",
      ...changes,
    },
    publishedAt: "2026-11-20T01:02:03.456Z",
    title,
    summary,
    thumbnail: `https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/${id}.png`,
    numComments: 2,
    submittedBy: submitter,
    isAuthorParticipating: false,
    organization: { _id: "7", name: "engine-lab", fullname: "Engine Lab", avatarUrl: "/e.png" },
  };
}

function isDay(date: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return false;
  try {
    return Temporal.PlainDate.from(date).toString() === date;
  } catch {
    return false;
  }
}
