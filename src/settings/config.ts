import { validate as isCronPattern } from "node-cron";
import { z } from "zod";
import { readEnvFile } from "./env-file.ts";
import { isForBot, settingMeant } from "./setting-names.ts";

/** A setting as `.env.example` describes it: empty counts as not set. */
const setting = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

/** Where something is asked: without a slash at the end. */
const address = z
  .url({ protocol: /^https?$/, error: "is not an http or https address" })
  .refine((url) => !/^[^/]*\/\/[^/]*@/.test(url), "can't contain a name and password")
  .transform((url) => url.replace(/\/+$/, ""));

const onOrOff = z.enum(["on", "off"], { error: "is neither on nor off" });

/** A list with commas, each item as `item` wants it. */
const list = <Item extends string>(item: z.ZodType<Item, string>) =>
  z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .pipe(z.array(item));

const schema = z.object({
  DISCORD_TOKEN: setting(
    z
      .string()
      .regex(/^[\x21-\x7e]+$/, "has characters that tokens don't have")
      .optional(),
  ),
  DISCORD_API_BASE: setting(
    address
      .refine((url) => !/\/v\d+$/.test(url), "can't end in a version")
      .default("https://discord.com/api"),
  ),
  PAPERBOY_SEEDS: setting(z.string().default("seeds")),
  PAPERBOY_DATA: setting(z.string().default("data")),
  PAPERBOY_PORT: setting(
    z
      .string()
      .regex(/^\d{1,5}$/, "is not a port number")
      .transform(Number)
      .refine((port) => port <= 65_535, "is over 65535")
      .default(8642),
  ),
  PAPERBOY_TIME_ZONE: setting(
    z.string().refine(isTimeZone, "is not a time zone this machine knows").default("UTC"),
  ),
  PAPERBOY_TICK: setting(
    z.string().refine(isCronPattern, "is not a cron pattern").default("* * * * *"),
  ),
  PAPERBOY_SEARCH: setting(
    z
      .enum(["auto", "minisearch", "fts5"], { error: "is not auto, minisearch or fts5" })
      .default("auto"),
  ),
  PAPERBOY_HF: setting(onOrOff.optional()),
  PAPERBOY_HF_BASE: setting(address.default("https://huggingface.co")),
  PAPERBOY_ARXIV: setting(
    list(
      z
        .string()
        .regex(/^[a-z]{2,9}(-[a-z]{2,4})?(\.[a-z-]{2,20})?$/i, "is not a list of categories"),
    ).default([]),
  ),
  PAPERBOY_ARXIV_KINDS: setting(
    list(
      z.enum(["new", "cross", "replace", "replace-cross"], {
        error: "can only have new, cross, replace and replace-cross",
      }),
    ).default(["new", "cross"]),
  ),
  PAPERBOY_ARXIV_LOOKUP: setting(onOrOff.optional()),
  PAPERBOY_ARXIV_FEEDS: setting(address.default("https://rss.arxiv.org")),
  PAPERBOY_ARXIV_API: setting(address.default("https://export.arxiv.org")),
  PAPERBOY_ARXIV_PAGES: setting(address.default("https://arxiv.org")),
  PAPERBOY_CONTACT: setting(
    z
      .string()
      .regex(/^[\x20-\x7e]{3,200}$/, "must be an email address or a web page, in plain letters")
      .optional(),
  ),
  LOG_LEVEL: setting(
    z
      .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
        error: "is not a log level",
      })
      .optional(),
  ),
});

const settingName = schema.keyof();

/** A value that works, for each setting: what the error line shows. */
const examples: Record<z.infer<typeof settingName>, string> = {
  DISCORD_TOKEN: "the token from the Bot page of your application, without quotes",
  DISCORD_API_BASE: "https://discord.com/api",
  PAPERBOY_SEEDS: "seeds",
  PAPERBOY_DATA: "data",
  PAPERBOY_PORT: "8642",
  PAPERBOY_TIME_ZONE: "Europe/Berlin",
  PAPERBOY_TICK: "* * * * *",
  PAPERBOY_SEARCH: "auto",
  PAPERBOY_HF: "on",
  PAPERBOY_HF_BASE: "https://huggingface.co",
  PAPERBOY_ARXIV: "cs.LG,cs.CL",
  PAPERBOY_ARXIV_KINDS: "new,cross",
  PAPERBOY_ARXIV_LOOKUP: "on",
  PAPERBOY_ARXIV_FEEDS: "https://rss.arxiv.org",
  PAPERBOY_ARXIV_API: "https://export.arxiv.org",
  PAPERBOY_ARXIV_PAGES: "https://arxiv.org",
  PAPERBOY_CONTACT: "papers@example.org",
  LOG_LEVEL: "info",
};

/** Which live sources are read, and where they are. */
export interface LiveSettings {
  /** Null: off. */
  huggingFace: { base: string } | null;
  /** Null: off. */
  arxiv: { categories: string[]; kinds: z.infer<typeof schema>["PAPERBOY_ARXIV_KINDS"] } | null;
  /** Whether papers of the saved pages are looked up at arXiv. */
  lookUp: boolean;
  arxivBases: { feeds: string; api: string; pages: string };
  /** By which those who run a source can reach whoever runs this bot. */
  contact: string | null;
}

/** Who looks words up: MiniSearch in memory, FTS5 in the store, or whoever suits the number of papers. */
export type SearchEngine = z.infer<typeof schema>["PAPERBOY_SEARCH"];

export interface Config {
  /** Null: no Discord, the playground runs instead. */
  token: string | null;
  /** Without version and without a slash at the end. */
  apiBase: string;
  seedsFolder: string;
  dataFolder: string;
  /** Of the playground; 0 lets the system choose. */
  port: number;
  /** IANA name. */
  timeZone: string;
  /** A cron pattern: how often it is asked what is due. */
  tick: string;
  search: SearchEngine;
  live: LiveSettings;
  logLevel: NonNullable<z.infer<typeof schema>["LOG_LEVEL"]>;
}

/** The settings, or one line for each that is wrong: its name, what is wrong, and what works. */
export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

export function parseConfig(environment: Record<string, string | undefined>): ConfigResult {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = settingName.parse(issue.path[0]);
      // The value helps to see the mistake, except where it is a secret.
      const given = environment[name]?.replace(/\/\/[^/]*@/, "//…@");
      const value = name === "DISCORD_TOKEN" ? "" : ` ${JSON.stringify(given)}`;
      return `${name}:${value} ${issue.message}; use something like: ${examples[name]}`;
    });
    return { ok: false, problems };
  }
  const settings = parsed.data;
  return {
    ok: true,
    config: {
      token: settings.DISCORD_TOKEN ?? null,
      apiBase: settings.DISCORD_API_BASE,
      seedsFolder: settings.PAPERBOY_SEEDS,
      dataFolder: settings.PAPERBOY_DATA,
      port: settings.PAPERBOY_PORT,
      timeZone: settings.PAPERBOY_TIME_ZONE,
      tick: settings.PAPERBOY_TICK,
      search: settings.PAPERBOY_SEARCH,
      live: liveSettings(settings),
      // Who looks at the playground's terminal is looking for its address.
      logLevel: settings.LOG_LEVEL ?? (settings.DISCORD_TOKEN ? "info" : "warn"),
    },
  };
}

function liveSettings(settings: z.infer<typeof schema>): LiveSettings {
  // A bot without a source of news would have nothing to deliver; the playground stays at home.
  const huggingFace = settings.PAPERBOY_HF ?? (settings.DISCORD_TOKEN ? "on" : "off");
  const isArxivOn = settings.PAPERBOY_ARXIV.length > 0;
  const { PAPERBOY_ARXIV: categories, PAPERBOY_ARXIV_KINDS: kinds } = settings;
  return {
    huggingFace: huggingFace === "on" ? { base: settings.PAPERBOY_HF_BASE } : null,
    arxiv: isArxivOn ? { categories, kinds } : null,
    lookUp: (settings.PAPERBOY_ARXIV_LOOKUP ?? (isArxivOn ? "on" : "off")) === "on",
    arxivBases: {
      feeds: settings.PAPERBOY_ARXIV_FEEDS,
      api: settings.PAPERBOY_ARXIV_API,
      pages: settings.PAPERBOY_ARXIV_PAGES,
    },
    contact: settings.PAPERBOY_CONTACT ?? null,
  };
}

/**
 * Reads `.env` in the working folder and the environment, which wins. A name in `.env` that is no
 * setting is wrong; in the environment, which others fill too, only one that is nearly a setting's.
 * What is merely odd is a warning.
 */
export function readConfig(
  environment: Record<string, string | undefined> = process.env,
  folder = ".",
): ConfigResult & { warnings: string[] } {
  const names = settingName.options;
  const file = readEnvFile(names, folder);
  const own = withoutServiceAddresses(environment);
  const given = { ...file.values, ...own.environment };
  const odd = oddNames(Object.keys(own.environment), given);
  const warnings = [...own.warnings, ...odd.warnings];
  const problems = [...file.problems, ...wrongNames(Object.keys(file.values)), ...odd.problems];
  const read = parseConfig(given);
  if (problems.length === 0) return { ...read, warnings };
  return { ok: false, problems: [...problems, ...(read.ok ? [] : read.problems)], warnings };
}

/** Of `.env`, which is ours alone. */
function wrongNames(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const meant = settingMeant(name, settingName.options);
    if (meant !== null) return [`.env: ${name} is not a setting; ${meant} is`];
    if (!name.startsWith("PAPERBOY_") || Object.hasOwn(examples, name)) return [];
    return [`.env: ${name} is not a setting; see .env.example for all of them`];
  });
}

function oddNames(
  names: readonly string[],
  given: Record<string, string | undefined>,
): { problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const unknown: string[] = [];
  for (const name of names.filter(isForBot)) {
    if (Object.hasOwn(examples, name)) continue;
    const meant = settingMeant(name, settingName.options);
    // Where the right one is set, the other may be another bot's.
    if (meant !== null && !given[meant]) problems.push(`${name} is not a setting; ${meant} is`);
    else if (name.startsWith("PAPERBOY_")) unknown.push(name);
  }
  if (unknown.length === 0) return { problems, warnings: [] };
  const line = `Paperboy doesn't know these environment variables: ${unknown.join(", ")}`;
  return { problems, warnings: [line] };
}

/**
 * For a service called `paperboy` Kubernetes and Docker set `PAPERBOY_PORT=tcp://10.0.0.1:8642`:
 * none of our settings is such an address.
 */
function withoutServiceAddresses(environment: Record<string, string | undefined>): {
  environment: Record<string, string | undefined>;
  warnings: string[];
} {
  const isAddress = (name: string) =>
    Object.hasOwn(examples, name) && /^(?:tcp|udp|sctp):\/\//.test(environment[name] ?? "");
  const ignored = Object.keys(environment).filter(isAddress);
  return {
    environment: Object.fromEntries(
      Object.entries(environment).filter(([name]) => !ignored.includes(name)),
    ),
    warnings: ignored.map(
      (name) => `${name} is ignored because it looks like a service address set by Kubernetes`,
    ),
  };
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
