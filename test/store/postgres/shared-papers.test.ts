import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { takeInFiles } from "../../../src/papers/corpus/take-in.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { recordLog } from "../../discord/log.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { anEntry, aSnapshot } from "../../papers/a-page.ts";
import { newAddress, run } from "../test-store.ts";
import { startLine } from "./line.ts";

let folder: string;
let address: string;
let open: Store[];

beforeEach(async () => {
  folder = folderInMemory("paperboy-shared-");
  address = await newAddress();
  open = [];
});

afterEach(async () => {
  for (const store of open) await store.close();
});

/** A process, known by its file. */
async function start(name: string, postgres = address, log = recordLog().log): Promise<Store> {
  const store = await openStore(join(folder, `${name}.db`), { postgres, log });
  open.push(store);
  return store;
}

async function stop(store: Store): Promise<void> {
  open = open.filter((one) => one !== store);
  await store.close();
}

function page(...titles: string[]) {
  return aSnapshot({ entries: titles.map((title, i) => anEntry({ title, line: i + 1 })) });
}

const titlesIn = (store: Store) => [...store.paperStore.corpus().all()].map(({ title }) => title);

test("what one process takes in another finds, with its words, and knows as the same papers", async () => {
  const [one, other] = [await start("one"), await start("other")];
  await takeInFiles([page("Sparse attention", "Dense retrieval")], one.paperStore);
  const before = await other.paperStore.version();
  expect(titlesIn(other)).toEqual(["Sparse attention", "Dense retrieval"]);
  expect([...other.paperStore.corpus().ids()]).toEqual([...one.paperStore.corpus().ids()]);
  expect(other.words.titles.withWords(["sparse"], "atten", 5)).toEqual(
    one.words.titles.withWords(["sparse"], "atten", 5),
  );
  expect(await other.paperStore.version()).toBe(before);
  await takeInFiles([page("Dense retrieval")], other.paperStore);
  expect(await one.paperStore.version()).not.toBe("0");
  expect(titlesIn(one)).toEqual(["Dense retrieval"]);
});

test("a process hears at once of what another took in", async () => {
  const [one, other] = [await start("one"), await start("other")];
  await other.paperStore.version();
  const changed = vi.fn<() => Promise<void>>(async () => void (await other.paperStore.version()));
  const end = other.onPapers(changed);
  await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 60_000 });
  await takeInFiles([page("Sparse attention")], one.paperStore);
  await vi.waitFor(() => expect(titlesIn(other)).toEqual(["Sparse attention"]), {
    timeout: 60_000,
    interval: 50,
  });
  await end();
});

test("whatever two processes take in, each has what a copy that is made anew has", async () => {
  const titles = ["Alpha beta", "Alpha beta gamma", "Delta", "Epsilon zeta", "Eta theta"];
  const step = fc.record({
    who: fc.constantFrom(0, 1),
    titles: fc.subarray(titles),
    looks: fc.boolean(),
  });
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      address = await newAddress();
      const name = `run${(runs += 1)}`;
      const two = [await start(`${name}a`), await start(`${name}b`)];
      for (const { who, titles: some, looks } of steps) {
        await takeInFiles([page(...some)], two[who]!.paperStore);
        if (looks) await two[1 - who]!.paperStore.version();
      }
      const anew = await start(`${name}c`);
      for (const store of [...two, anew]) await store.paperStore.version();
      const [a, b, c] = ["a", "b", "c"].map((end) => contentOf(join(folder, `${name}${end}.db`)));
      expect(a).toEqual(c);
      expect(b).toEqual(c);
      for (const store of open) await stop(store);
    }),
    { numRuns: 8 },
  );
});

/** What a copy holds, and what is derived from it. */
function contentOf(file: string): Record<string, unknown[]> {
  using database = new DatabaseSync(file, { readOnly: true });
  const rows = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  return {
    ...Object.fromEntries(
      ["page", "entry", "identity", "paper", "paper_fact", "title_begin"].map((table) => [
        table,
        rows(`select * from ${table} order by 1`),
      ]),
    ),
    names: rows("select * from known_name where papers > 0 order by kind, begin, name"),
    terms: rows("select term, papers, title, text, said from term where papers > 0 order by term"),
    sums: rows("select papers, title, text, organisation from search_sum"),
  };
}

test("a copy that is damaged, or another database's, is made anew", async () => {
  let store = await start("one");
  await takeInFiles([page("Sparse attention")], store.paperStore);
  await stop(store);
  writeFileSync(join(folder, "one.db"), "this was a database once".repeat(1000));
  store = await start("one");
  await store.paperStore.version();
  expect(titlesIn(store)).toEqual(["Sparse attention"]);
  await stop(store);
  address = await newAddress();
  await run(address, "update paper_origin set id = gen_random_uuid()");
  store = await start("one");
  await store.paperStore.version();
  expect(titlesIn(store)).toEqual([]);
  expect(store.words.titles.withWords(["sparse"], "atten", 5)).toEqual([]);
});

test("while the database is away, a process starts and answers from its copy; then it goes on", async () => {
  const line = await startLine(address);
  let store = await start("one", line.address);
  await takeInFiles([page("Sparse attention")], store.paperStore);
  await stop(store);
  await line.cut();

  const recorded = recordLog();
  store = await start("one", line.address, recorded.log);
  expect(await store.paperStore.version()).not.toBe("0");
  expect(titlesIn(store)).toEqual(["Sparse attention"]);
  expect(store.words.titles.withWords(["sparse"], "atten", 5)).toHaveLength(1);
  await expect(store.draws.drawn("c1")).rejects.toThrow(/ECONNREFUSED|terminated/);
  await expect(takeInFiles([page("Dense retrieval")], store.paperStore)).rejects.toThrow(
    /ECONNREFUSED|terminated/,
  );
  const told = () => recorded.lines.filter(({ msg }) => /PAPERBOY_DATABASE/.test(msg));
  expect(told()).toHaveLength(1);

  await line.mend();
  expect(await store.draws.drawn("c1")).toEqual(new Set());
  await takeInFiles([page("Sparse attention", "Dense retrieval")], store.paperStore);
  expect(titlesIn(store)).toEqual(["Sparse attention", "Dense retrieval"]);
  expect(told()).toHaveLength(1);
  expect(recorded.lines.some(({ msg }) => msg === "The database is back")).toBe(true);
  await stop(store);
  await line.cut();
});

test("without a copy it doesn't start, and says why without the password", async () => {
  const wrong = new URL(address);
  wrong.password = "s3cret";
  wrong.pathname = "/nowhere";
  const refused = await start("one", wrong.href).catch((error: unknown) => error);
  expect(String(refused)).toMatch(/PAPERBOY_DATABASE: it has no database of that name/);
  wrong.port = "1";
  const away = await start("two", wrong.href).catch((error: unknown) => error);
  expect(String(away)).toMatch(/PAPERBOY_DATABASE: it can't be reached/);
  for (const error of [refused, away]) {
    const all = inspect(error, { depth: 10, showHidden: true });
    expect(all).not.toContain("s3cret");
  }
});
