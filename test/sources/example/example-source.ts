import { z } from "zod";
import type { Entry, Snapshot } from "../../../src/papers/paper.ts";
import type { Client } from "../../../src/sources/client/answer.ts";
import { afterReading, unread } from "../../../src/sources/health.ts";
import { plainText } from "../../../src/sources/plain-text.ts";
import type { ReadingWish, Source } from "../../../src/sources/source.ts";

/**
 * The smallest source there can be, as `docs/adding.md` shows it: one address that lists papers as
 * JSON. In the program it would be `src/sources/example/example.ts`.
 */
export interface ExampleOptions {
  client: Client;
  now: () => Temporal.Instant;
  /** `https://papers.example.org` */
  baseUrl: string;
}

const NAME = "Example";
const READ_EVERY = { minutes: 30 };

/** One schema is the type, the check and the documentation of what comes from outside. */
const listing = z.array(z.object({ title: z.string(), abstract: z.string(), doi: z.string() }));

export function createExample({ client, now, baseUrl }: ExampleOptions): Source {
  let health = unread(NAME);
  let nextAt = now();

  async function* read({ signal, now: atOnce = false }: ReadingWish): AsyncGenerator<Snapshot> {
    if (!atOnce && Temporal.Instant.compare(now(), nextAt) < 0) return;
    nextAt = now().add(READ_EVERY);
    const today = now().toZonedDateTimeISO("UTC").toPlainDate().toString();

    // Never throws: what kept it from an answer is an answer.
    const answer = await client.get(`${baseUrl}/papers.json`, { signal, now: atOnce });
    if (answer.kind === "stopped") return;
    const entries = answer.kind === "ok" ? entriesIn(answer.body) : null;
    if (entries && entries.length > 0) yield asSnapshot(entries, today);

    const why = "why" in answer ? answer.why : `${NAME} send a list of papers`;
    const state = entries === null ? "failing" : entries.length > 0 ? "fresh" : "quiet";
    const found = { state, trouble: entries ? null : why, newest: entries ? today : null } as const;
    health = afterReading(health, found, now());
  }

  return {
    name: NAME,
    get health() {
      return health;
    },
    read,
  };
}

/** Null where it is no list. */
function entriesIn(body: string): Entry[] | null {
  const items = listing.safeParse(readJson(body)).data;
  return (
    items?.map(({ title, abstract, doi }, i) => ({
      line: i + 1,
      title: plainText(title),
      text: plainText(abstract),
      doi: doi.toLowerCase(),
      authorCount: null,
      organisation: null,
      published: null,
      comments: null,
    })) ?? null
  );
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function asSnapshot(entries: Entry[], today: string): Snapshot {
  return {
    // Entries of one listing replace those that it had before.
    file: `${NAME}, ${today}`,
    // A new source has a name of its own in `Origin`.
    origin: "huggingface",
    savedOn: { date: today, precision: "day", inferred: false },
    textKind: "abstract",
    entries,
    problems: [],
  };
}
