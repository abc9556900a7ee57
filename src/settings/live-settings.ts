import { z } from "zod";
import { canonicalCategory, isListedCategory } from "../papers/arxiv-categories.ts";
import { categoriesLike, isPreprintCategory } from "./preprint-categories.ts";
import { address, list, onOrOff, setting, token } from "./values.ts";

const kinds = z.enum(["new", "cross", "replace", "replace-cross"], {
  error: "can only have new, cross, replace and replace-cross",
});

const category = z.string().refine((name) => canonicalCategory(name) !== null, {
  error: ({ input }) => `has ${JSON.stringify(input)}, which is in none of arXiv's archives`,
});

/** With a name and password, where the proxy wants them; `proxy:3128` is as good as with `http://`. */
const proxy = z
  .string()
  .transform((text) => (text.includes("://") ? text : `http://${text}`))
  .pipe(z.url({ protocol: /^https?$/, error: "is not an http or https address" }));

/** `Cell Biology` is `cell_biology` there. */
const preprintCategory = z
  .string()
  .transform((text) => text.toLowerCase().replace(/[\s-]+/g, "_"))
  .pipe(
    z.string().regex(/^[a-z][a-z_]{2,60}$/, "has something that is not the name of a category"),
  );

/** An address may hold commas, and keys. */
const feeds = z
  .string()
  .transform((text) => text.split(/\s+|,\s*(?=https?:)/i).map((one) => one.replace(/,$/, "")))
  .transform((all) => [...new Set(all.filter((one) => one !== ""))])
  .pipe(
    z.array(
      z
        .url({ protocol: /^https?$/, error: "has something that is not an http or https address" })
        .refine((url) => URL.parse(url)?.username === "", "can't contain a name and password"),
    ),
  );

/** The settings of live sources, as the environment has them. */
export const liveShape = {
  PAPERBOY_HF: setting(onOrOff.optional()),
  PAPERBOY_HF_TOKEN: setting(token.optional()),
  PAPERBOY_HF_BASE: setting(address.default("https://huggingface.co")),
  PAPERBOY_ARXIV: setting(list(category).default([])),
  PAPERBOY_ARXIV_KINDS: setting(list(kinds).default(["new", "cross"])),
  PAPERBOY_ARXIV_LOOKUP: setting(onOrOff.optional()),
  PAPERBOY_DOI_LOOKUP: setting(onOrOff.optional()),
  PAPERBOY_DOI_BASE: setting(address.default("https://doi.org")),
  PAPERBOY_ARXIV_FEEDS: setting(address.default("https://rss.arxiv.org")),
  PAPERBOY_ARXIV_API: setting(address.default("https://export.arxiv.org")),
  PAPERBOY_ARXIV_PAGES: setting(address.default("https://arxiv.org")),
  PAPERBOY_BIORXIV: setting(list(preprintCategory).default([])),
  PAPERBOY_MEDRXIV: setting(list(preprintCategory).default([])),
  PAPERBOY_BIORXIV_API: setting(address.default("https://api.biorxiv.org")),
  PAPERBOY_FEEDS: setting(feeds.default([])),
  PAPERBOY_CONTACT: setting(
    z
      .string()
      .regex(/^[\x20-\x7e]{3,200}$/, "must be an email address or a web page, in plain letters")
      .optional(),
  ),
  HTTPS_PROXY: setting(proxy.optional()),
  HTTP_PROXY: setting(proxy.optional()),
  NO_PROXY: setting(
    z
      .string()
      .default("")
      .transform((text) => text.split(/[\s,]+/).filter((entry) => entry !== "")),
  ),
};

/** A value that works, for each. */
export const liveExamples: Record<keyof typeof liveShape, string> = {
  PAPERBOY_HF: "on",
  PAPERBOY_HF_TOKEN: "a token with the role read, without quotes",
  PAPERBOY_HF_BASE: "https://huggingface.co",
  PAPERBOY_ARXIV: "cs.LG,cs.CL",
  PAPERBOY_ARXIV_KINDS: "new,cross",
  PAPERBOY_ARXIV_LOOKUP: "on",
  PAPERBOY_DOI_LOOKUP: "on",
  PAPERBOY_DOI_BASE: "https://doi.org",
  PAPERBOY_ARXIV_FEEDS: "https://rss.arxiv.org",
  PAPERBOY_ARXIV_API: "https://export.arxiv.org",
  PAPERBOY_ARXIV_PAGES: "https://arxiv.org",
  PAPERBOY_BIORXIV: "cell_biology,neuroscience",
  PAPERBOY_MEDRXIV: "epidemiology",
  PAPERBOY_BIORXIV_API: "https://api.biorxiv.org",
  PAPERBOY_FEEDS: "https://www.nature.com/nature.rss,https://blog.example.org/feed.xml",
  PAPERBOY_CONTACT: "papers@example.org",
  HTTPS_PROXY: "http://proxy.example.org:3128",
  HTTP_PROXY: "http://proxy.example.org:3128",
  NO_PROXY: "localhost,.example.org",
};

/** Which live sources are read, and where they are. */
export interface LiveSettings {
  /** Null: off. */
  huggingFace: { base: string; token: string | null } | null;
  /** Null: off. */
  arxiv: { categories: string[]; kinds: z.infer<typeof kinds>[] } | null;
  /** Categories of each server; none: off. */
  preprints: { biorxiv: string[]; medrxiv: string[]; base: string };
  /** Addresses of feeds. They may hold keys. */
  feeds: string[];
  /** Whether papers of the saved pages are looked up at arXiv. */
  lookUp: boolean;
  /** Where papers are looked up that people ask for by a DOI. Null: off. */
  doiBase: string | null;
  arxivBases: { feeds: string; api: string; pages: string };
  /** By which those who run a source can reach whoever runs this bot. */
  contact: string | null;
  /** Through what sources are asked: addresses, and the hosts that are asked directly. */
  proxy: { http: string | null; https: string | null; except: string[] };
}

/** A bot without a source of news would have nothing to deliver; the playground stays at home. */
export function liveSettings(
  settings: z.infer<z.ZodObject<typeof liveShape>>,
  { isBot }: { isBot: boolean },
): LiveSettings {
  const huggingFace = settings.PAPERBOY_HF ?? (isBot ? "on" : "off");
  const isArxivOn = settings.PAPERBOY_ARXIV.length > 0;
  const isLookUpOn = (settings.PAPERBOY_ARXIV_LOOKUP ?? (isArxivOn ? "on" : "off")) === "on";
  return {
    huggingFace:
      huggingFace === "on"
        ? { base: settings.PAPERBOY_HF_BASE, token: settings.PAPERBOY_HF_TOKEN ?? null }
        : null,
    arxiv: isArxivOn
      ? { categories: settings.PAPERBOY_ARXIV, kinds: settings.PAPERBOY_ARXIV_KINDS }
      : null,
    preprints: {
      biorxiv: settings.PAPERBOY_BIORXIV,
      medrxiv: settings.PAPERBOY_MEDRXIV,
      base: settings.PAPERBOY_BIORXIV_API,
    },
    feeds: settings.PAPERBOY_FEEDS,
    lookUp: isLookUpOn,
    doiBase:
      (settings.PAPERBOY_DOI_LOOKUP ?? (isLookUpOn ? "on" : "off")) === "on"
        ? settings.PAPERBOY_DOI_BASE
        : null,
    arxivBases: {
      feeds: settings.PAPERBOY_ARXIV_FEEDS,
      api: settings.PAPERBOY_ARXIV_API,
      pages: settings.PAPERBOY_ARXIV_PAGES,
    },
    contact: settings.PAPERBOY_CONTACT ?? null,
    proxy: {
      http: settings.HTTP_PROXY ?? null,
      https: settings.HTTPS_PROXY ?? null,
      except: settings.NO_PROXY,
    },
  };
}

/** What works, and is perhaps not what was meant: a line each. */
export function liveWarnings({
  huggingFace,
  arxiv,
  preprints,
  feeds: urls,
  lookUp,
  doiBase,
  contact,
}: LiveSettings): string[] {
  const unlisted = (arxiv?.categories ?? []).filter((name) => !isListedCategory(name));
  const isAsking =
    huggingFace !== null ||
    arxiv !== null ||
    urls.length > 0 ||
    preprints.biorxiv.length + preprints.medrxiv.length > 0 ||
    lookUp ||
    doiBase !== null;
  return [
    ...(unlisted.length > 0
      ? [
          `PAPERBOY_ARXIV: Paperboy doesn't know ${unlisted.join(", ")}, but asks arXiv. Check the spelling`,
        ]
      : []),
    ...preprints.biorxiv.flatMap((name) => unknownCategory("biorxiv", name)),
    ...preprints.medrxiv.flatMap((name) => unknownCategory("medrxiv", name)),
    ...(isAsking && contact === null
      ? [
          "PAPERBOY_CONTACT isn't set. Set it to your email address or web page, so the people who run the sources can reach you",
        ]
      : []),
  ];
}

/** A line where the server may not know a category; it may have one that came later. */
function unknownCategory(server: "biorxiv" | "medrxiv", name: string): string[] {
  if (isPreprintCategory(server, name)) return [];
  const like = categoriesLike(server, name);
  const advice = like.length > 0 ? `Did you mean ${like.join(" or ")}?` : "Check the spelling";
  return [
    `PAPERBOY_${server.toUpperCase()}: Paperboy doesn't know ${name}, but asks for it. ${advice}`,
  ];
}
