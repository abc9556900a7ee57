import { validate as isCronPattern } from "node-cron";
import { z } from "zod";
import {
  embeddingExamples,
  embeddingProblems,
  type EmbeddingSettings,
  embeddingSettings,
  embeddingShape,
  embeddingWarnings,
} from "./embedding-settings.ts";
import { readEnvFile } from "./env-file.ts";
import {
  liveExamples,
  type LiveSettings,
  liveSettings,
  liveShape,
  liveWarnings,
} from "./live-settings.ts";
import {
  mailExamples,
  mailProblems,
  type MailSettings,
  mailSettings,
  mailShape,
  mailWarnings,
} from "./mail-settings.ts";
import {
  metricsExamples,
  type MetricsSettings,
  metricsSettings,
  metricsShape,
  metricsWarnings,
} from "./metrics-settings.ts";
import { isForBot, settingMeant } from "./setting-names.ts";
import { shardProblems, shardSpan, type ShardSpan } from "./shards-setting.ts";
import { address, database, list, port, setting, token } from "./values.ts";
import {
  webExamples,
  type WebSettings,
  webSettings,
  webShape,
  webWarnings,
} from "./web-settings.ts";

const userId = z.string().regex(/^\d{15,21}$/, "has something that is not a Discord user ID");

const schema = z.object({
  DISCORD_TOKEN: setting(token.optional()),
  DISCORD_API_BASE: setting(
    address
      .refine((url) => !/\/v\d+$/.test(url), "can't end in a version")
      .default("https://discord.com/api"),
  ),
  PAPERBOY_SHARDS: setting(shardSpan.default(null)),
  PAPERBOY_SEEDS: setting(z.string().default("seeds")),
  PAPERBOY_DATA: setting(z.string().default("data")),
  PAPERBOY_DATABASE: setting(database.optional()),
  PAPERBOY_PORT: setting(port.default(8642)),
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
  PAPERBOY_MEANINGS: setting(z.string().optional()),
  ...embeddingShape,
  ...liveShape,
  ...webShape,
  ...mailShape,
  ...metricsShape,
  PAPERBOY_OPERATORS: setting(list(userId).default([])),
  LOG_LEVEL: setting(
    z
      .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
        error: "is not a log level",
      })
      .optional(),
  ),
});

const settingName = schema.keyof();

/** Never shown, not even where they are wrong. */
const SECRETS: ReadonlySet<z.infer<typeof settingName>> = new Set([
  "DISCORD_TOKEN",
  "PAPERBOY_DATABASE",
  "PAPERBOY_HF_TOKEN",
  "PAPERBOY_FEEDS",
  "PAPERBOY_EMBEDDINGS_KEY",
  "PAPERBOY_SMTP_URL",
  "PAPERBOY_METRICS_TOKEN",
]);

/** A value that works, for each setting: what the error line shows. */
const examples: Record<z.infer<typeof settingName>, string> = {
  DISCORD_TOKEN: "the token from the Bot page of your application, without quotes",
  DISCORD_API_BASE: "https://discord.com/api",
  PAPERBOY_SHARDS: "auto",
  PAPERBOY_SEEDS: "seeds",
  PAPERBOY_DATA: "data",
  PAPERBOY_DATABASE: "postgres://paperboy:password@localhost:5432/paperboy",
  PAPERBOY_PORT: "8642",
  PAPERBOY_TIME_ZONE: "Europe/Berlin",
  PAPERBOY_TICK: "* * * * *",
  PAPERBOY_SEARCH: "auto",
  PAPERBOY_MEANINGS: "meanings.txt",
  ...embeddingExamples,
  ...liveExamples,
  ...webExamples,
  ...mailExamples,
  ...metricsExamples,
  PAPERBOY_OPERATORS: "200000000000000001",
  LOG_LEVEL: "info",
};

/** Who looks words up: MiniSearch in memory, FTS5 in the store, or whoever suits the number of papers. */
export type SearchEngine = z.infer<typeof schema>["PAPERBOY_SEARCH"];

export interface Config {
  /** Null: no Discord, the playground runs instead. */
  token: string | null;
  /** Without version and without a slash at the end. */
  apiBase: string;
  /** Null: all that Discord recommends. */
  shards: ShardSpan | null;
  seedsFolder: string;
  dataFolder: string;
  /** The address of a PostgreSQL, with its password. Null: everything stands in a file, as that of the playground always does. */
  database: string | null;
  /** Of the playground; 0 lets the system choose. */
  port: number;
  /** IANA name. */
  timeZone: string;
  /** A cron pattern: how often it is asked what is due. */
  tick: string;
  search: SearchEngine;
  /** A file of the operator that says what words mean, beside those that ship. */
  meaningsFile: string | null;
  /** Null: searches go by words alone. */
  embeddings: EmbeddingSettings | null;
  live: LiveSettings;
  web: WebSettings;
  /** Null: nobody gets mail. */
  mail: MailSettings | null;
  metrics: MetricsSettings;
  /** Ids of those in Discord who may change what is read. */
  operators: string[];
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
      const value = SECRETS.has(name) ? "" : ` ${JSON.stringify(given)}`;
      return `${name}:${value} ${issue.message}; use something like: ${examples[name]}`;
    });
    return { ok: false, problems };
  }
  const settings = parsed.data;
  const problems = [
    ...shardProblems(settings, environment["PAPERBOY_SHARDS"]),
    ...embeddingProblems(settings),
    ...mailProblems(settings),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      token: settings.DISCORD_TOKEN ?? null,
      apiBase: settings.DISCORD_API_BASE,
      shards: settings.PAPERBOY_SHARDS,
      database: settings.DISCORD_TOKEN === undefined ? null : (settings.PAPERBOY_DATABASE ?? null),
      seedsFolder: settings.PAPERBOY_SEEDS,
      dataFolder: settings.PAPERBOY_DATA,
      port: settings.PAPERBOY_PORT,
      timeZone: settings.PAPERBOY_TIME_ZONE,
      tick: settings.PAPERBOY_TICK,
      search: settings.PAPERBOY_SEARCH,
      meaningsFile: settings.PAPERBOY_MEANINGS ?? null,
      operators: settings.PAPERBOY_OPERATORS,
      embeddings: embeddingSettings(settings),
      live: liveSettings(settings, { isBot: settings.DISCORD_TOKEN !== undefined }),
      web: webSettings(settings),
      mail: mailSettings(settings),
      metrics: metricsSettings(settings),
      // Who looks at the playground's terminal is looking for its address.
      logLevel: settings.LOG_LEVEL ?? (settings.DISCORD_TOKEN ? "info" : "warn"),
    },
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
  const given = { ...file.values, ...withProxies(own.environment) };
  const odd = oddNames(Object.keys(own.environment), given);
  const warnings = [...own.warnings, ...odd.warnings];
  const problems = [...file.problems, ...wrongNames(Object.keys(file.values)), ...odd.problems];
  const read = parseConfig(given);
  if (read.ok)
    warnings.push(
      ...liveWarnings(read.config.live),
      ...embeddingWarnings(read.config.embeddings),
      ...webWarnings(read.config.web),
      ...mailWarnings(read.config.mail),
      ...metricsWarnings(read.config.metrics, read.config.web.port),
    );
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

/** Other programs read them in small letters, too. */
function withProxies(
  environment: Record<string, string | undefined>,
): Record<string, string | undefined> {
  const proxies = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"].flatMap((name) => {
    const value = environment[name] || environment[name.toLowerCase()];
    return value ? [[name, value] as const] : [];
  });
  return { ...environment, ...Object.fromEntries(proxies) };
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
