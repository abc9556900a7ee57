import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { steps } from "../../../src/store/schema/migrations.ts";
import { openStore } from "../../../src/store/open.ts";

/** Starting many processes on a busy machine. */
const LONG_MS = 180_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-migrations-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const opener = fileURLToPath(new URL("open-until.ts", import.meta.url));

/** A process that opens the store, killed after so many statements. */
async function open(path: string, most?: number) {
  const child = spawn(
    process.execPath,
    [opener, path, ...(most === undefined ? [] : [String(most)])],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const [[code, signal], said, error] = await Promise.all([
    once(child, "exit"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: code ?? signal, said, error };
}

const OPEN = { code: 0, said: "open", error: "" };

/**
 * What an older Paperboy left that ran so many statements of its steps up to `last`, or all of them.
 * Returns how many it ran.
 */
async function byOlderPaperboy(path: string, last: string, most = Infinity): Promise<number> {
  const database = new DatabaseSync(path);
  database.exec("pragma journal_mode = wal; pragma synchronous = off");
  let ran = 0;
  const db = new Kysely<unknown>({
    dialect: new SqliteDialect({
      database: {
        close: () => database.close(),
        prepare(query) {
          if (ran === most) throw new Error("Killed");
          ran += 1;
          const statement = database.prepare(query);
          return {
            reader: statement.columns().length > 0,
            all: (bound) => statement.all(...bound.map(String)),
            run: (bound) => statement.run(...bound.map(String)),
            iterate: (bound) => statement.iterate(...bound.map(String)),
          };
        },
      },
    }),
  });
  const provider = { getMigrations: () => Promise.resolve(steps) };
  const { error } = await new Migrator({ db, provider }).migrateTo(last);
  if (error && most === Infinity) throw error;
  await db.destroy();
  return ran;
}

async function schemaOf(path: string): Promise<unknown[]> {
  await (await openStore(path)).close();
  const database = new DatabaseSync(path);
  const schema = database
    .prepare("select type, name, sql from sqlite_master order by type, name")
    .all()
    .map((row) => ({ ...row }));
  const taken = database.prepare("select name from kysely_migration order by name").all();
  const sums = database.prepare("select count(*) as rows from search_sum").get();
  const [sound] = database.prepare("pragma integrity_check").all();
  database.close();
  return [schema, taken.map(({ name }) => name), { ...sums }, { ...sound }];
}

describe("the schema", () => {
  it(
    "survives a kill at any statement of the first start",
    async () => {
      const expected = await schemaOf(join(folder, "whole.db"));
      for (const most of [4, 25, 60]) {
        const path = join(folder, `killed-${most}.db`);
        expect(await open(path, most), `after ${most}`).toMatchObject({ code: "SIGKILL" });
        expect(await schemaOf(path), `after ${most}`).toEqual(expected);
      }
    },
    LONG_MS,
  );

  it(
    "survives a kill at any statement of an upgrade",
    async () => {
      const expected = await schemaOf(join(folder, "whole.db"));
      for (const [i, most] of [9, 27].entries()) {
        const path = join(folder, `killed-${most}.db`);
        await byOlderPaperboy(path, i % 2 === 0 ? "001-identities-views-draws" : "002-digests");
        expect(await open(path, most), `after ${most}`).toMatchObject({ code: "SIGKILL" });
        expect(await schemaOf(path), `after ${most}`).toEqual(expected);
      }
    },
    LONG_MS,
  );

  it(
    "is made once by processes that start together on a fresh folder",
    async () => {
      const path = join(folder, "fresh", "data", "paperboy.db");
      expect(await Promise.all([open(path), open(path), open(path)])).toEqual([OPEN, OPEN, OPEN]);
    },
    LONG_MS,
  );

  it("goes on from whatever an older Paperboy had made when it was killed", async () => {
    const expected = await schemaOf(join(folder, "whole.db"));
    const statements = await byOlderPaperboy(join(folder, "older.db"), "004-search");
    expect(statements).toBeGreaterThan(60);
    for (let most = 1; most < statements; most += 4) {
      const path = join(folder, `half-${most}.db`);
      await byOlderPaperboy(path, "004-search", most);
      expect(await schemaOf(path), `after ${most}`).toEqual(expected);
    }
  });

  it("of a newer Paperboy is left alone", async () => {
    const path = join(folder, "newer.db");
    await (await openStore(path)).close();
    const database = new DatabaseSync(path);
    database.exec(
      "insert into kysely_migration values ('999-flying-cars', '2031-01-01T00:00:00Z')",
    );
    database.close();
    await expect(openStore(path)).rejects.toThrow(
      /newer\.db: .*newer Paperboy \(999-flying-cars\)/,
    );
  });
});
