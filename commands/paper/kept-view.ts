import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { View } from "../../src/search/view.ts";
import type { Services } from "../command.ts";

/** An answer that could be written down without waiting longer is not held up by what was not. */
const SOON_MS = 250;

/**
 * What a button's custom id says of a view: the key under which it is stored or, where it cannot be stored
 * now, the view itself. Such an id may be too long: see `customIdIfShort`.
 */
export async function keepView(view: View, services: Services): Promise<string> {
  return (await soon(services.views.save(view), services)) ?? packed(view);
}

/** The view that `keepView` kept; null where it is not known any more. */
export async function keptView(key: string, { views }: Services): Promise<View | null> {
  return key.startsWith(PACKED) ? unpacked(key) : await views.load(key);
}

/** Waits for something to be stored; null, and a line in the log, where that fails or takes too long. */
export async function soon<T>(storing: Promise<T>, { log }: Services): Promise<T | null> {
  const timer = new AbortController();
  const late = delay(SOON_MS, null, { signal: timer.signal }).then(() => {
    throw new Error(`It takes longer than ${SOON_MS} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([storing, late]);
  } catch (error) {
    log.warn({ reason: String(error) }, "What an answer wanted to remember could not be stored");
    return null;
  } finally {
    timer.abort();
  }
}

/** No stored key begins with it. */
const PACKED = "=";

const letters = { s: "search", l: "latest", m: "similar", r: "random" } as const;

const packedView = z
  .object({
    letter: z.enum(["s", "l", "m", "r"]),
    code: z.string(),
    since: z.iso.date().nullable(),
    query: z.string(),
  })
  .transform(({ letter, code, since, query }): View => ({
    list: letters[letter],
    query,
    since,
    codeOnly: code !== "",
  }));

/** `=`, a letter for the list, `c` for code only, the day of `since`, a comma, and the query. */
function packed({ list, query, since, codeOnly }: View): string {
  const letter = Object.entries(letters).find(([, name]) => name === list)?.[0] ?? "s";
  // A colon ends a part of a custom id.
  const safe = query.replaceAll("%", "%25").replaceAll(":", "%3A");
  return `${PACKED}${letter}${codeOnly ? "c" : ""}${since ?? ""},${safe}`;
}

function unpacked(text: string): View | null {
  const match = /^=(?<letter>[a-z])(?<code>c?)(?<since>[\d-]*),(?<query>.*)$/su.exec(text);
  const { letter, code, since, query = "" } = match?.groups ?? {};
  return (
    packedView.safeParse({
      letter,
      code,
      since: since === "" ? null : since,
      query: query.replaceAll("%3A", ":").replaceAll("%25", "%"),
    }).data ?? null
  );
}
