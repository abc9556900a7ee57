import { describe, expect, test } from "vitest";
import { parseConfig, readConfig } from "../../src/settings/config.ts";

const URL_AND_MODEL = {
  PAPERBOY_EMBEDDINGS_URL: "http://localhost:11434/v1/embeddings",
  PAPERBOY_EMBEDDINGS_MODEL: "small",
};

function embeddingsOf(settings: Record<string, string>) {
  const read = parseConfig({ ...URL_AND_MODEL, ...settings });
  if (!read.ok) throw new Error(read.problems.join("\n"));
  return read.config.embeddings;
}

describe("the settings of an embedding model", () => {
  test("need an address and a model, and take a key and prefixes with blanks", () => {
    expect(embeddingsOf({})).toEqual({
      url: "http://localhost:11434/v1/embeddings",
      model: "small",
      key: null,
      prefixes: { query: "", paper: "" },
    });
    const more = {
      PAPERBOY_EMBEDDINGS_KEY: "sk-1",
      PAPERBOY_EMBEDDINGS_QUERY_PREFIX: "query: ",
      PAPERBOY_EMBEDDINGS_PAPER_PREFIX: "passage: ",
    };
    expect(embeddingsOf(more)).toMatchObject({
      key: "sk-1",
      prefixes: { query: "query: ", paper: "passage: " },
    });
  });

  test.each(Object.keys(URL_AND_MODEL))("name what is missing beside %s", (name) => {
    const [missing = ""] = Object.keys(URL_AND_MODEL).filter((other) => other !== name);
    const read = parseConfig({ ...URL_AND_MODEL, [missing]: "" });
    expect(read).toEqual({
      ok: false,
      problems: [expect.stringContaining(`${missing}: is missing`)],
    });
  });

  test.each([
    ["http://localhost:11434", "http://localhost:11434/v1/embeddings"],
    ["http://localhost:11434/", "http://localhost:11434/v1/embeddings"],
    ["https://api.example.com/v1", "https://api.example.com/v1/embeddings"],
    ["https://api.example.com/v1/embeddings/", "https://api.example.com/v1/embeddings"],
    ["https://x.example.com/m/embeddings?v=1", "https://x.example.com/m/embeddings?v=1"],
  ])("take %s for %s", (given, url) => {
    expect(embeddingsOf({ PAPERBOY_EMBEDDINGS_URL: given })?.url).toBe(url);
  });

  test.each(["localhost:11434", "ftp://localhost", "http://me:secret@localhost/v1"])(
    "refuse the address %s, and tell no password",
    (url) => {
      const read = parseConfig({ ...URL_AND_MODEL, PAPERBOY_EMBEDDINGS_URL: url });
      expect(read.ok).toBe(false);
      expect(JSON.stringify(read)).not.toContain("secret");
    },
  );

  test("never tell the key", () => {
    const read = parseConfig({ ...URL_AND_MODEL, PAPERBOY_EMBEDDINGS_KEY: "sk secret" });
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).not.toContain("sk secret");
  });

  test.each([
    ["http://models.example.com", "sk-1", 1],
    ["https://models.example.com", "sk-1", 0],
    ["http://127.0.0.1:8080", "sk-1", 0],
    ["http://models.example.com", "", 0],
  ])("warn where a key goes to %s in the open", (url, key, count) => {
    const given = { PAPERBOY_EMBEDDINGS_URL: url, PAPERBOY_EMBEDDINGS_KEY: key };
    const { warnings } = readConfig({ ...URL_AND_MODEL, ...given }, "/nowhere");
    expect(warnings.filter((line) => line.includes("EMBEDDINGS"))).toHaveLength(count);
  });
});
