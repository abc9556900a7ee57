import { config as readDotenv } from "dotenv";
import { validate as isCronPattern } from "node-cron";
import { z } from "zod";

/** Exit code for settings that are wrong (EX_CONFIG of sysexits.h): restarting does not help. */
export const EXIT_CONFIG = 78;

/** A setting as `.env.example` describes it: empty counts as not set. */
const setting = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

const schema = z.object({
  DISCORD_TOKEN: setting(
    z
      .string()
      .regex(/^[\x21-\x7e]+$/, "has blanks or characters that no token has")
      .optional(),
  ),
  DISCORD_API_BASE: setting(
    z
      .url({ protocol: /^https?$/, error: "is not an http or https address" })
      .refine((url) => !/\/v\d+\/?$/.test(url), "must not end in a version")
      .transform((url) => url.replace(/\/+$/, ""))
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
    z.string().refine(isTimeZone, "is not a time zone that this machine knows").default("UTC"),
  ),
  PAPERBOY_TICK: setting(
    z.string().refine(isCronPattern, "is not a cron pattern").default("* * * * *"),
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
  LOG_LEVEL: "info",
};

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
      const value = name === "DISCORD_TOKEN" ? "" : ` ${JSON.stringify(environment[name])}`;
      return `${name}:${value} ${issue.message}; what works, for example: ${examples[name]}`;
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
      // Who looks at the playground's terminal is looking for its address.
      logLevel: settings.LOG_LEVEL ?? (settings.DISCORD_TOKEN ? "info" : "warn"),
    },
  };
}

/** Reads `.env` in the working folder and the environment, which wins. */
export function readConfig(): ConfigResult {
  const fromFile: Record<string, string> = {};
  readDotenv({ quiet: true, processEnv: fromFile });
  return parseConfig({ ...fromFile, ...process.env });
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
