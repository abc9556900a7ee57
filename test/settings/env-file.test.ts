import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../src/settings/config.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-env-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const TOKEN = "a-token";

/** What comes of a `.env` with this content, and of an environment. */
function read(content: string | Uint8Array | null, environment: Record<string, string> = {}) {
  if (content !== null) writeFileSync(join(folder, ".env"), content);
  return readConfig(environment, folder);
}

const utf16 = (text: string) => Buffer.from(text, "utf16le");

describe(".env", () => {
  const text = `# für Paperboy\r\nDISCORD_TOKEN=${TOKEN}\r\n`;

  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-8 with a mark before a setting", Buffer.from(`\uFEFFDISCORD_TOKEN=${TOKEN}\n`)],
    ["UTF-16, little end first", utf16(`\uFEFF${text}`)],
    ["UTF-16, big end first", utf16(`\uFEFF${text}`).swap16()],
    ["UTF-16 without a mark", utf16(`DISCORD_TOKEN=${TOKEN}\n`)],
    ["UTF-16 without a mark, big end first", utf16(`DISCORD_TOKEN=${TOKEN}\n`).swap16()],
  ])("is read as an editor saved it: %s", (_name, bytes) => {
    expect(read(bytes)).toMatchObject({ ok: true, config: { token: TOKEN } });
  });

  test("is refused where it is no text in a known encoding", () => {
    const latin1 = Buffer.from(`# für Paperboy\nDISCORD_TOKEN=${TOKEN}\n`, "latin1");
    expect(read(latin1)).toMatchObject({
      ok: false,
      problems: [expect.stringMatching(/^\.env can.t be read: .* save it as UTF-8/)],
    });
  });

  test.each([
    ["discord_token", "DISCORD_TOKEN"],
    ["Discord_Token", "DISCORD_TOKEN"],
    ["TOKEN", "DISCORD_TOKEN"],
    ["BOT_TOKEN", "DISCORD_TOKEN"],
    ["DISCORD_BOT_TOKEN", "DISCORD_TOKEN"],
    ["PAPERBOY_TOKEN", "DISCORD_TOKEN"],
    ["DISCROD_TOKEN", "DISCORD_TOKEN"],
    ["DISCORD_TOKN", "DISCORD_TOKEN"],
    ["DISCORD-TOKEN", "DISCORD_TOKEN"],
    ["PAPERBOY_TIMEZONE", "PAPERBOY_TIME_ZONE"],
    ["TIMEZONE", "PAPERBOY_TIME_ZONE"],
    ["PAPERBOI_SEEDS", "PAPERBOY_SEEDS"],
    ["PAPERBOY_SEED", "PAPERBOY_SEEDS"],
    ["PAPERBOY_LOG_LEVEL", "LOG_LEVEL"],
    ["LOGLEVEL", "LOG_LEVEL"],
  ])("%s ends the start with the name that was meant, %s", (name, meant) => {
    const result = read(`${name}=secret\n`);
    expect(result).toMatchObject({
      ok: false,
      problems: [`.env: ${name} is not a setting; ${meant} is`],
    });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  test("an unknown PAPERBOY_ name ends the start, and others are left to others", () => {
    expect(read("PAPERBOY_COLOUR=blue\n")).toMatchObject({
      ok: false,
      problems: [".env: PAPERBOY_COLOUR is not a setting; see .env.example for all of them"],
    });
    const others = "TZ=UTC\nNODE_ENV=production\nHTTPS_PROXY=http://proxy:3128\nGITHUB_TOKEN=x\n";
    expect(read(others)).toMatchObject({ ok: true, warnings: [] });
  });

  test.each(["DISCORD_TOKEN secret\n", "PAPERBOY_HF=on\n\nexport DISCORD_TOKEN\n"])(
    "a setting without = is named with its line: %j",
    (content) => {
      const line = content.split("\n").findIndex((one) => one.includes("TOKEN")) + 1;
      const problem = `.env, line ${line}: DISCORD_TOKEN is not followed by = and a value`;
      expect(read(content)).toMatchObject({ ok: false, problems: [problem] });
    },
  );

  test("a file with another name is pointed at, where it holds settings", () => {
    writeFileSync(join(folder, ".env.txt"), `DISCORD_TOKEN=${TOKEN}\n`);
    writeFileSync(join(folder, "env"), "something else\n");
    expect(read(null)).toMatchObject({
      ok: false,
      problems: [".env.txt is not read; rename it to .env"],
    });
  });

  test("the environment wins", () => {
    const result = read("LOG_LEVEL=debug\nDISCORD_TOKEN=old\n", { DISCORD_TOKEN: TOKEN });
    expect(result).toMatchObject({ config: { token: TOKEN, logLevel: "debug" } });
  });
});

describe("the environment", () => {
  test.each([
    ["discord_token", "DISCORD_TOKEN"],
    ["DISCORD_TOKN", "DISCORD_TOKEN"],
    ["DISCORD_BOT_TOKEN", "DISCORD_TOKEN"],
    ["PAPERBOY_TIMEZONE", "PAPERBOY_TIME_ZONE"],
    ["PAPER_BOY_PORT", "PAPERBOY_PORT"],
  ])("%s ends the start with the name that was meant, %s", (name, meant) => {
    expect(read(null, { [name]: "secret" })).toMatchObject({
      ok: false,
      problems: [`${name} is not a setting; ${meant} is`],
    });
  });

  test("names of other programs are theirs", () => {
    const others = { TOKEN: "x", BOT_TOKEN: "x", LOGLEVEL: "x", PORT: "80", SEEDS: "x", DATA: "x" };
    expect(read(null, { ...others, DISCORD_WEBHOOK: "x" })).toMatchObject({
      ok: true,
      warnings: [],
    });
    const both = {
      DISCORD_TOKEN: TOKEN,
      DISCORD_TOKEN_2: "another bot's",
      PAPERBOY_CONTACT: "ada@example.org",
    };
    expect(read(null, both)).toMatchObject({ ok: true, warnings: [] });
  });

  test("other PAPERBOY_ names are one warning", () => {
    const result = read(null, {
      PAPERBOY_SERVICE_HOST: "10.0.0.1",
      PAPERBOY_SERVICE_PORT: "8642",
      PAPERBOY_PORT_8642_TCP_ADDR: "10.0.0.1",
    });
    expect(result).toMatchObject({
      ok: true,
      warnings: [
        "Paperboy doesn't know these environment variables: " +
          "PAPERBOY_SERVICE_HOST, PAPERBOY_SERVICE_PORT, PAPERBOY_PORT_8642_TCP_ADDR",
      ],
    });
  });

  test("the address of a service called paperboy is no port", () => {
    expect(read(null, { PAPERBOY_PORT: "tcp://10.0.0.1:8642" })).toMatchObject({
      ok: true,
      config: { port: 8642 },
      warnings: [expect.stringMatching(/^PAPERBOY_PORT is ignored /)],
    });
  });

  test("a category that Paperboy doesn't know is asked for all the same, with a warning", () => {
    expect(
      read(null, { PAPERBOY_ARXIV: "cs.LG,cs.QQ,q-bio.NC", PAPERBOY_CONTACT: "a@b.org" }),
    ).toMatchObject({
      ok: true,
      warnings: ["PAPERBOY_ARXIV: Paperboy doesn't know cs.QQ, but asks arXiv. Check the spelling"],
    });
  });

  test("a category of bioRxiv or medRxiv that Paperboy doesn't know is told with those like it", () => {
    const typed = {
      PAPERBOY_BIORXIV: "Cell Biology,neurosience",
      PAPERBOY_MEDRXIV: "oncology,quark",
    };
    expect(read(null, { ...typed, PAPERBOY_CONTACT: "a@b.org" })).toMatchObject({
      ok: true,
      config: { live: { preprints: { biorxiv: ["cell_biology", "neurosience"] } } },
      warnings: [
        "PAPERBOY_BIORXIV: Paperboy doesn't know neurosience, but asks for it. Did you mean neuroscience?",
        "PAPERBOY_MEDRXIV: Paperboy doesn't know quark, but asks for it. Check the spelling",
      ],
    });
  });

  test("a proxy in small letters is one, too", () => {
    expect(read(null, { https_proxy: "http://proxy:3128", no_proxy: "localhost" })).toMatchObject({
      config: { live: { proxy: { https: "http://proxy:3128", except: ["localhost"] } } },
    });
  });

  test("asking sources without saying who asks is a warning", () => {
    const warning = expect.stringMatching(/^PAPERBOY_CONTACT isn't set\. /);
    expect(read(null, { PAPERBOY_HF: "on" }).warnings).toEqual([warning]);
    expect(read(null, { PAPERBOY_ARXIV: "cs.LG" }).warnings).toEqual([warning]);
    expect(read(null, { PAPERBOY_HF: "on", PAPERBOY_CONTACT: "ada@example.org" }).warnings).toEqual(
      [],
    );
    expect(read(null, {}).warnings).toEqual([]);
  });
});
