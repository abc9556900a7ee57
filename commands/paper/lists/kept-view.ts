import { z } from "zod";
import type { View } from "../../../src/search/view.ts";
import type { Asker, Services } from "../../command/command.ts";
import { listKinds } from "./kinds.ts";

/**
 * What a button's custom id says of a view: the key under which it is stored or, where it cannot be stored
 * now, the view itself. Such an id may be too long: see `customIdIfShort`.
 */
export async function keepView(
  view: View,
  { readsAlone = false, mayNotShow = false }: Asker,
  { views }: Services,
): Promise<string> {
  return (await views.save(view, !readsAlone && !mayNotShow)) ?? packed(view);
}

/** The view that `keepView` kept; null where it is not known any more. */
export async function keptView(key: string, { views }: Services): Promise<View | null> {
  return key.startsWith(PACKED) ? unpacked(key) : await views.load(key);
}

/** No stored key begins with it. */
const PACKED = "=";

/** Names of lists by their letters; a random paper, and what somebody saved, are kept as lists too. */
const names = new Map([
  ...Object.entries(listKinds).map(([name, { letter }]) => [letter, name] as const),
  ["r", "random"],
  ["v", "saved"],
]);

const packedView = z
  .object({
    list: z.string(),
    code: z.string(),
    since: z.iso.date().nullable(),
    query: z.string(),
  })
  .transform(({ list, code, since, query }): View => ({
    list,
    query,
    since,
    codeOnly: code !== "",
  }));

/** `=`, a letter for the list, `c` for code only, the day of `since`, a comma, and the query. */
function packed({ list, query, since, codeOnly }: View): string {
  const [letter] = [...names].find(([, name]) => name === list) ?? ["s"];
  // A colon ends a part of a custom id.
  const safe = query.replaceAll("%", "%25").replaceAll(":", "%3A");
  return `${PACKED}${letter}${codeOnly ? "c" : ""}${since ?? ""},${safe}`;
}

function unpacked(text: string): View | null {
  const match = /^=(?<letter>[a-z])(?<code>c?)(?<since>[\d-]*),(?<query>.*)$/su.exec(text);
  const { letter = "", code, since, query = "" } = match?.groups ?? {};
  return (
    packedView.safeParse({
      list: names.get(letter),
      code,
      since: since === "" ? null : since,
      query: query.replaceAll("%3A", ":").replaceAll("%25", "%"),
    }).data ?? null
  );
}
