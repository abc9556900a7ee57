import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROGRAM_ENV } from "./program-env.ts";

const script = fileURLToPath(new URL("../src/report.ts", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paperboy-report-"));
  await mkdir(join(folder, "seeds"));
  await writeFile(
    join(folder, "seeds", "page.txt"),
    "Apr 17\n\nA title\n\nA text.\n\n  • 3 authors\n·\nNov 17, 2024 2\n\nLonely",
  );
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs what `npm run corpus` runs, in a folder of its own. */
async function report(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: { ...PROGRAM_ENV, ...environment },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

describe("npm run corpus", () => {
  test("tells a person what was read from the seeds, and what was made of it", async () => {
    const { code, out, err } = await report([]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.trimEnd().split("\n")).toEqual([
      "page.txt",
      "  2 entries, 1 dated (0 inferred); saved 2025-04-17",
      "  2025 for the dates without a year: the newest year printed is 2024",
      "  line 11: “Lonely” has no text. Kept the paper without one.",
      "",
      "1 file: 2 entries, 2 papers",
      "Of the papers: 1 dated (0 inferred), 1 with an author count, 0 organisations, 1 with comments",
      "1 with an abstract, 0 with a summary, 0 with a page of their own",
      "1 problem",
    ]);
  });

  test.each(["", ":/etc/localtime", "UTC0", "Nowhere/Land"])(
    "names days whatever zone the machine claims to be in: TZ=%j",
    async (TZ) => {
      await mkdir(join(folder, "zones"), { recursive: true });
      const page = ["Nov 17, 2024", "May 2"].map(
        (date) => `Of ${date}\n\nText.\n\n  • 3 authors\n·\n${date} 2`,
      );
      await writeFile(join(folder, "zones", "page.txt"), ["Apr 17", ...page].join("\n\n"));
      const { code, out, err } = await report(["zones"], { TZ });
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain("May 2 without a year is later than the page's own day, Apr 17");
    },
  );

  test("reads the folder of the settings, or those that are named", async () => {
    const named = await report([join(folder, "seeds")]);
    const set = await report([], { PAPERBOY_SEEDS: join(folder, "seeds") });
    expect(set.out).toBe(named.out);
    expect(named.out).toContain("2 papers");
  });

  test("prints one document with exactly these keys", async () => {
    const { code, out, err } = await report(["--json", "seeds"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual({
      snapshots: [
        {
          file: "page.txt",
          savedOn: { date: "2025-04-17", precision: "day", inferred: true },
          entries: [
            {
              line: 3,
              title: "A title",
              text: "A text.",
              authorCount: 3,
              organisation: null,
              published: { date: "2024-11-17", precision: "day", inferred: false },
              comments: 2,
            },
            {
              line: 11,
              title: "Lonely",
              text: null,
              authorCount: null,
              organisation: null,
              published: null,
              comments: null,
            },
          ],
          problems: [
            { line: 11, what: "“Lonely” has no text", done: "Kept the paper without one" },
          ],
        },
      ],
      papers: [
        {
          id: expect.stringMatching(/^[a-z2-7]{10}$/),
          title: "A title",
          displayTitle: "A title",
          abstract: "A text.",
          summary: null,
          published: { date: "2024-11-17", precision: "day", inferred: false },
          authorCount: 3,
          organisation: null,
          comments: 2,
          links: [{ kind: "search", url: "https://huggingface.co/papers?q=A%20title" }],
          seenIn: [{ file: "page.txt", line: 3 }],
        },
        expect.objectContaining({ title: "Lonely", abstract: null }),
      ],
    });
  });

  test("puts two pages of one file under that file", async () => {
    await mkdir(join(folder, "double"), { recursive: true });
    const furniture = "Daily Papers\n\nbyAK and the research community\n\n";
    const first = `${furniture}Apr 17\n\nFirst\n\nA text.\n\n`;
    const second = `${furniture}May 2\n\nSecond\n\nA text.`;
    await writeFile(join(folder, "double", "two.txt"), first + second);
    const { out } = await report(["--json", "double"]);
    expect(JSON.parse(out)).toMatchObject({
      snapshots: [
        {
          file: "two.txt",
          savedOn: { date: "--04-17" },
          entries: [{ title: "First" }, { title: "Second" }],
        },
      ],
    });
  });

  test("prints a large document to the end, into a pipe too", async () => {
    await mkdir(join(folder, "many"), { recursive: true });
    const entries = Array.from({ length: 20_000 }, (_, at) => `Title ${at}\n\nA text about ${at}.`);
    await writeFile(join(folder, "many", "many.txt"), entries.join("\n\n"));
    const { out } = await report(["--json", "many"]);
    expect(JSON.parse(out)).toHaveProperty("papers.19999.title", "Title 19999");
  });

  test.each([
    [["--yaml"], 64, /^Unknown option '--yaml'/],
    [["nowhere"], 66, /^Can't read the folder “nowhere”: it is not there$/],
  ])("%j ends with one line and an exit code", async (args, exitCode, line) => {
    const { code, out, err } = await report(args);
    expect({ code, out }).toEqual({ code: exitCode, out: "" });
    expect(err.trimEnd()).toMatch(line);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });
});
