import { z } from "zod";
import type { CitedName } from "./authors.ts";

/** What of CSL-JSON we fill in. */
export interface CslItem {
  id: string;
  type: "article" | "article-journal" | "document";
  title: string;
  author?: CitedName[];
  issued?: { "date-parts": [number[]] };
  abstract?: string;
  DOI?: string;
  URL?: string;
  "container-title"?: string;
  number?: string;
  publisher?: string;
}

const bibtexEntries = z.array(z.object({ properties: z.record(z.string(), z.string()) }));
const risRecords = z.array(
  z.record(
    z.string(),
    z.union([z.string(), z.array(z.string())]).transform((values) => [values].flat()),
  ),
);

/**
 * Citation.js with the formats that we write. It is loaded when it is first wanted: that takes a tenth of a
 * second. We hand it items, never texts to read, for which it might ask the network.
 */
export async function citationLibrary() {
  loaded ??= load();
  return await loaded;
}

let loaded: ReturnType<typeof load> | null = null;

async function load() {
  const { plugins } = await import("@citation-js/core");
  await import("@citation-js/plugin-bibtex");
  await import("@citation-js/plugin-ris");
  await import("@citation-js/plugin-csl");
  // Else it drops what it cannot write in ASCII, such as all Chinese names. We escape for TeX ourselves.
  plugins.config.get("@bibtex").format.asciiOnly = false;
  const format = (name: string, items: CslItem[], options: object): unknown =>
    Reflect.apply(plugins.output.format, null, [name, items, options]);
  return {
    /** The fields of each entry; values are TeX where the items' are. */
    bibtex: (items: CslItem[]) =>
      bibtexEntries
        .parse(format("bibtex", items, { format: "object" }))
        .map(({ properties }) => properties),
    /** The values of each record by their tags. */
    ris: (items: CslItem[]) => risRecords.parse(format("ris", items, { format: "object" })),
    /** One line in the style that is called Harvard: APA takes a second to be read. */
    plain: (item: CslItem): string =>
      z
        .string()
        .parse(
          format("bibliography", [item], { template: "harvard1", lang: "en-US", format: "text" }),
        )
        .trim(),
  };
}
