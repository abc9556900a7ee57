import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfig, readConfig } from "../../src/settings/config.ts";

const problemsOf = (environment: Record<string, string>): string[] => {
  const result = parseConfig(environment);
  return result.ok ? [] : result.problems;
};

describe("settings", () => {
  it("has a default for everything, and no token", () => {
    expect(parseConfig({})).toEqual({
      ok: true,
      config: {
        token: null,
        apiBase: "https://discord.com/api",
        shards: null,
        seedsFolder: "seeds",
        dataFolder: "data",
        database: null,
        port: 8642,
        timeZone: "UTC",
        tick: "* * * * *",
        search: "auto",
        mail: null,
        meaningsFile: null,
        embeddings: null,
        live: {
          huggingFace: null,
          arxiv: null,
          preprints: { biorxiv: [], medrxiv: [], base: "https://api.biorxiv.org" },
          feeds: [],
          lookUp: false,
          doiBase: null,
          arxivBases: {
            feeds: "https://rss.arxiv.org",
            api: "https://export.arxiv.org",
            pages: "https://arxiv.org",
          },
          contact: null,
          proxy: { http: null, https: null, except: [] },
        },
        web: { port: null, host: "127.0.0.1", publicUrl: null, proxies: [], webhookOrigins: [] },
        metrics: { token: null, port: null },
        operators: [],
        logLevel: "warn",
      },
    });
  });

  it("takes proxies as addresses and networks, and nothing else", () => {
    const proxies = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"];
    expect(parseConfig({ PAPERBOY_WEB_PROXIES: proxies.join(", ") })).toMatchObject({
      config: { web: { proxies } },
    });
    for (const wrong of [
      "proxy.example.org",
      "10.0.0.0/33",
      "10.0.0.0/8/8",
      "10.0.0.0/",
      "fd00::/129",
    ])
      expect(problemsOf({ PAPERBOY_WEB_PROXIES: wrong })).toHaveLength(1);
  });

  it.each([
    "mysql://paperboy:s3cret@db.example/paperboy",
    "postgres://paperboy:s3cret@db.example",
    "postgres://paperboy:s3cret%@db.example/paperboy",
    "paperboy:s3cret",
  ])("refuses %s as a database, and repeats no part of it", (PAPERBOY_DATABASE) => {
    const result = parseConfig({ PAPERBOY_DATABASE });
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).toContain("PAPERBOY_DATABASE");
    expect(JSON.stringify(result)).not.toContain("s3cret");
  });

  it("looks DOIs up where arXiv ids are, unless told otherwise", () => {
    const doiBase = "https://doi.org";
    expect(parseConfig({ PAPERBOY_ARXIV: "cs.LG" })).toMatchObject({
      config: { live: { doiBase } },
    });
    expect(parseConfig({ PAPERBOY_DOI_LOOKUP: "on" })).toMatchObject({
      config: { live: { doiBase, lookUp: false } },
    });
    expect(parseConfig({ PAPERBOY_ARXIV_LOOKUP: "on", PAPERBOY_DOI_LOOKUP: "off" })).toMatchObject({
      config: { live: { doiBase: null, lookUp: true } },
    });
  });

  it("reads the categories of bioRxiv and medRxiv that it names, as people write them", () => {
    const given = {
      PAPERBOY_BIORXIV: "Cell Biology, neuroscience",
      PAPERBOY_MEDRXIV: "epidemiology",
    };
    expect(parseConfig(given)).toMatchObject({
      config: {
        live: {
          preprints: { biorxiv: ["cell_biology", "neuroscience"], medrxiv: ["epidemiology"] },
        },
      },
    });
    expect(parseConfig({ PAPERBOY_BIORXIV: "a&b=c" })).toMatchObject({ ok: false });
  });

  it("takes feeds apart at commas and blanks, but not within an address", () => {
    const PAPERBOY_FEEDS =
      "https://a.example/x?b=1,2, http://b.example/\n https://a.example/x?b=1,2,";
    expect(parseConfig({ PAPERBOY_FEEDS })).toMatchObject({
      config: { live: { feeds: ["https://a.example/x?b=1,2", "http://b.example/"] } },
    });
  });

  it.each(["ftp://a.example/feed?key=s3cret", "https://s3cret@a.example/", "s3cret"])(
    "refuses %s as a feed, and repeats no part of it",
    (PAPERBOY_FEEDS) => {
      const result = parseConfig({ PAPERBOY_FEEDS });
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).toContain("PAPERBOY_FEEDS");
      expect(JSON.stringify(result)).not.toContain("s3cret");
    },
  );

  it("takes the ids of those who may change sources", () => {
    const PAPERBOY_OPERATORS = "200000000000000001, 200000000000000002";
    const operators = ["200000000000000001", "200000000000000002"];
    expect(parseConfig({ PAPERBOY_OPERATORS })).toMatchObject({ config: { operators } });
    expect(parseConfig({ PAPERBOY_OPERATORS: "ada" })).toMatchObject({ ok: false });
  });

  it("logs less in the playground, where people look for the address", () => {
    const result = parseConfig({ DISCORD_TOKEN: "token" });
    expect(result).toMatchObject({ config: { logLevel: "info" } });
    expect(parseConfig({ LOG_LEVEL: "debug" })).toMatchObject({ config: { logLevel: "debug" } });
  });

  it("takes an empty value for one that is not set", () => {
    expect(parseConfig({ DISCORD_TOKEN: "", PAPERBOY_PORT: "" })).toEqual(parseConfig({}));
  });

  it("reads Hugging Face where there is a token, unless told otherwise", () => {
    const huggingFace = { base: "https://huggingface.co", token: null };
    const on = { config: { live: { huggingFace, arxiv: null, lookUp: false } } };
    const off = { config: { live: { huggingFace: null } } };
    expect(parseConfig({ DISCORD_TOKEN: "token" })).toMatchObject(on);
    expect(parseConfig({ PAPERBOY_HF: "on" })).toMatchObject(on);
    expect(parseConfig({ DISCORD_TOKEN: "token", PAPERBOY_HF: "off" })).toMatchObject(off);
  });

  it("reads the categories of arXiv that it names, and looks papers up there then", () => {
    expect(parseConfig({ PAPERBOY_ARXIV: "cs.LG, stat.ML,hep-th" })).toMatchObject({
      config: {
        live: {
          arxiv: { categories: ["cs.LG", "stat.ML", "hep-th"], kinds: ["new", "cross"] },
          lookUp: true,
        },
      },
    });
    expect(problemsOf({ PAPERBOY_ARXIV: "cs.LG,machine learning" })).toEqual([
      `PAPERBOY_ARXIV: "cs.LG,machine learning" has "machine learning", which is in none of arXiv's archives; use something like: cs.LG,cs.CL`,
    ]);
    expect(problemsOf({ PAPERBOY_ARXIV: "q-bio.NC,q-fin,q-fin.cp,alg-geom" })).toEqual([]);
    expect(problemsOf({ PAPERBOY_ARXIV_KINDS: "new,old" })).toHaveLength(1);
  });

  it("takes no address with a password in it", () => {
    const [line] = problemsOf({ PAPERBOY_HF_BASE: "https://me:secret@huggingface.co" });
    expect(line).toContain("can't contain a name and password");
    expect(line).not.toContain("secret");
  });

  it("names each wrong setting, what is wrong with it, and what works", () => {
    const problems = problemsOf({
      PAPERBOY_PORT: "eighty",
      PAPERBOY_TIME_ZONE: "Mars/Olympus",
      PAPERBOY_TICK: "often",
      LOG_LEVEL: "loud",
      DISCORD_API_BASE: "https://discord.com/api/v10",
    });
    expect(problems).toHaveLength(5);
    expect(problems).toContain(
      'PAPERBOY_PORT: "eighty" is not a port number; use something like: 8642',
    );
    expect(problems.find((line) => line.startsWith("DISCORD_API_BASE"))).toContain("version");
  });

  it.each(["99999", "-1", "8642.5", " 8642"])("refuses the port %j", (port) => {
    expect(problemsOf({ PAPERBOY_PORT: port })).toHaveLength(1);
  });

  it.each(["UTC", "Europe/Kyiv", "Asia/Kolkata", "America/New_York"])(
    "takes the time zone %s",
    (zone) => {
      expect(problemsOf({ PAPERBOY_TIME_ZONE: zone })).toEqual([]);
    },
  );

  it.each(["DISCORD_TOKEN", "PAPERBOY_HF_TOKEN"])("never repeats a wrong %s", (name) => {
    const [line] = problemsOf({ [name]: "my secret token" });
    expect(line).toMatch(new RegExp(`^${name}: has characters`));
    expect(line).not.toContain("secret");
  });

  it("takes metrics on a port of their own, or for whoever has a token, which is never repeated", () => {
    const PAPERBOY_METRICS_TOKEN = "0123456789abcdef";
    expect(parseConfig({ PAPERBOY_METRICS_PORT: "9464", PAPERBOY_METRICS_TOKEN })).toMatchObject({
      config: { metrics: { port: 9464, token: PAPERBOY_METRICS_TOKEN } },
    });
    for (const wrong of ["s3cret", "s3cret with blanks in it"]) {
      const [line] = problemsOf({ PAPERBOY_METRICS_TOKEN: wrong });
      expect(line).toMatch(/^PAPERBOY_METRICS_TOKEN: (?:is shorter|has characters)/);
      expect(line).not.toContain("s3cret");
    }
    const { warnings } = readConfig({ PAPERBOY_METRICS_TOKEN }, "/nowhere");
    expect(warnings).toEqual([expect.stringMatching(/^PAPERBOY_METRICS_TOKEN has no port/)]);
  });

  it("takes proxies as other programs do", () => {
    const proxies = {
      HTTPS_PROXY: "proxy.example.org:3128",
      HTTP_PROXY: "http://ada:secret@proxy.example.org",
      NO_PROXY: "localhost, .example.org",
    };
    expect(parseConfig(proxies)).toMatchObject({
      config: {
        live: {
          proxy: {
            https: "http://proxy.example.org:3128",
            http: "http://ada:secret@proxy.example.org",
            except: ["localhost", ".example.org"],
          },
        },
      },
    });
    const [line] = problemsOf({ HTTPS_PROXY: "socks5://ada:secret@proxy.example.org" });
    expect(line).toContain("is not an http or https address");
    expect(line).not.toContain("secret");
  });

  it("is described in .env.example, setting by setting", () => {
    const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
    const described = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)];
    const values = Object.fromEntries(described.map(([, name, value]) => [name, value]));
    expect(parseConfig(values)).toEqual(parseConfig({}));
    expect(new Set(Object.keys(values))).toEqual(new Set(settingNames()));
  });

  it("stands in the README's table, with the default that it has", () => {
    const text = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const [, section = ""] = text.split("\n## Settings\n");
    const rows = [...section.matchAll(/^\| (`[A-Z].*?) \| (.*?) ?\| /gm)];
    const told = rows.flatMap(([, names = "", value = ""]) => {
      const [first = "", ...others] = [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
      // `PAPERBOY_ARXIV_FEEDS`, `_API`
      const all = others.reduce<string[]>(
        (so, name) => [
          ...so,
          name.startsWith("_") ? (so.at(-1) ?? "").replace(/_[A-Z]+$/, name) : name,
        ],
        [first],
      );
      return all.map((name) => ({ name, value: /^`([^`]+)`$/.exec(value)?.[1] ?? "" }));
    });
    expect(told.map(({ name }) => name).toSorted()).toEqual(settingNames().toSorted());
    const defaults = Object.fromEntries(told.map(({ name, value }) => [name, value]));
    expect(parseConfig(defaults)).toEqual(parseConfig({}));
  });
});

/** All there are, as the files say that declare them. */
function settingNames(): string[] {
  const folder = new URL("../../src/settings/", import.meta.url);
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  return [...sources.join("\n").matchAll(/^ {2}([A-Z_]+): setting\(/gm)].map(
    ([, name = ""]) => name,
  );
}
