import { type Asked, type FarEnd, type Said, startFarEnd } from "../far-end.ts";

/** A version of a preprint, as the stand-in has it. */
export interface APreprint {
  doi: string;
  title: string;
  date: string;
  category?: string;
  version?: number;
  authors?: string;
  abstract?: string;
  type?: string;
  published?: string;
}

export interface PreprintServer extends FarEnd {
  readonly world: {
    preprints: APreprint[];
    publications: { preprint: string; journal: string; title: string; date: string }[];
    /** As many as come at once. */
    pageSize: number;
    /** Of one that it does not know, it shows all papers. */
    unknownCategory: string | null;
  };
}

/** `api.biorxiv.org`, as far as we ask it. */
export async function startPreprintServer(now?: () => Temporal.Instant): Promise<PreprintServer> {
  const world: PreprintServer["world"] = {
    preprints: [],
    publications: [],
    pageSize: 30,
    unknownCategory: null,
  };

  function answer({ path }: Asked): Said {
    const { pathname, searchParams } = new URL(path, "http://server");
    const [, what, , from = "", to = "", cursor = "0"] = pathname.split("/");
    const category = searchParams.get("category");
    const within = ({ date }: { date: string }) => date >= from && date <= to;
    const all =
      what === "pubs"
        ? world.publications.filter(within).map((one) => ({
            biorxiv_doi: one.preprint,
            published_doi: one.journal,
            preprint_title: one.title,
          }))
        : world.preprints
            .filter(within)
            .filter(({ category: its = "cell_biology" }) =>
              [its, world.unknownCategory].includes(category),
            )
            .map(({ version = 1, published = "NA", ...one }) => ({
              authors: "Lovelace, A. K.; Two, B.",
              abstract: "They whistle.",
              type: "new results",
              ...one,
              category: (one.category ?? "cell_biology").replaceAll("_", " "),
              version: String(version),
              published,
            }));
    const some = all.slice(Number(cursor), Number(cursor) + world.pageSize);
    const message = { status: "ok", cursor, count: some.length, total: String(all.length) };
    const messages = [all.length === 0 ? { status: "no posts found" } : message];
    return { body: JSON.stringify({ messages, collection: some }) };
  }

  return Object.assign(await startFarEnd({ answer, ...(now && { now }) }), { world });
}
