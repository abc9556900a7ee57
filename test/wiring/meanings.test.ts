import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OperatorError } from "../../src/exit/operator-error.ts";
import { openStore } from "../../src/store/open.ts";
import { openLibrary } from "../../src/wiring/library.ts";
import { openMeanings } from "../../src/wiring/meanings.ts";
import { recordLog } from "../discord/log.ts";
import { aPage, FURNITURE, METADATA } from "../papers/a-page.ts";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "paperboy-meanings-"));
  file = join(folder, "ours.meanings");
});

afterEach(() => rm(folder, { recursive: true }));

const OURS = "# Our lab\ncryo-EM, electron cryomicroscopy\n";

test.each([
  ["UTF-8", Buffer.from(OURS)],
  ["UTF-8 with a mark", Buffer.from(`\uFEFF${OURS}`)],
  ["UTF-16, as Windows saves", Buffer.from(`\uFEFF${OURS}`, "utf16le")],
])("an operator's file is read in %s", async (_, bytes) => {
  await writeFile(file, bytes);
  const { thesaurus } = await openMeanings(file, recordLog().log);
  expect(thesaurus.sameAs("cryo em")).toEqual(["electron cryomicroscopi"]);
  expect(thesaurus.sameAs("makeup")).toEqual(["cosmet"]);
});

test("a line that can't be read is told, with its file and number, and costs nothing else", async () => {
  await writeFile(file, `gene\n${OURS}scRNA-seq > Drop-seq\n`);
  const { log, lines } = recordLog();
  const { thesaurus } = await openMeanings(file, log);
  expect(thesaurus.sameAs("cryo em")).toHaveLength(1);
  const msg = "Left out a line of PAPERBOY_MEANINGS";
  expect(lines.filter(({ level }) => level > 30)).toMatchObject([
    { file, line: 1, msg, problem: expect.stringContaining("only one expression") },
    { file, line: 4, msg, problem: expect.stringContaining("“field:”") },
  ]);
});

test("a file of another kind doesn't fill the log", async () => {
  await writeFile(file, "gene\n".repeat(500));
  const { log, lines } = recordLog();
  await openMeanings(file, log);
  expect(lines.filter(({ level }) => level > 30)).toHaveLength(21);
  expect(lines).toContainEqual(expect.objectContaining({ file, lines: 480 }));
});

test("a file that can't be read ends the start, and says what to set", async () => {
  await writeFile(file, Buffer.from([0x67, 0xe9, 0x6e, 0x65]));
  for (const [path, why] of [
    [join(folder, "none"), "it is not there"],
    [folder, "it is not a file"],
    [file, "it isn't UTF-8 text; save it as UTF-8 in your editor"],
  ] as const) {
    const error = await openMeanings(path, recordLog().log).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(OperatorError);
    expect(error).toMatchObject({
      message: `Can't read the meanings in “${path}”: ${why}`,
      hint: expect.stringMatching(/PAPERBOY_MEANINGS=\S+$/),
    });
  }
});

test("papers that were indexed before are found by new meanings, whichever engine looks", async () => {
  const title = "Electron Cryomicroscopy of Ribosomes";
  await writeFile(join(folder, "000.txt"), aPage(...FURNITURE, title, "Of ribosomes.", METADATA));
  await writeFile(file, OURS);
  const { log } = recordLog();
  const common = { log, folders: [folder], timeZone: "UTC", now: Temporal.Now.instant };
  const store = await openStore(join(folder, "paperboy.db"));
  const found = async (path: string | null, engine: "minisearch" | "fts5") => {
    const library = await openLibrary({
      ...store,
      ...common,
      engine,
      meanings: await openMeanings(path, log),
    });
    return library.index.search("cryo-EM").hits.map(({ paper }) => paper.title);
  };
  for (const engine of ["minisearch", "fts5"] as const) {
    expect(await found(null, engine)).toEqual([]);
    expect(await found(file, engine)).toEqual([title]);
    expect(await found(null, engine)).toEqual([]);
  }
  await store.close();
});
