import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("filling.ts", import.meta.url));
const LONG_MS = 180_000;

/** A small disk of one's own, which Linux allows without being root in most places. */
const small = (commands: string) => ["-rm", "sh", "-c", `set -e; ${commands}`];
const canMount = spawnSync("unshare", small("mount -t tmpfs -o size=100k tmpfs /mnt")).status === 0;
if (!canMount) console.warn("A disk that fills is not tried: no small disk can be mounted here");

interface Said {
  meanwhile: { search: string; status: string; pause: string; posted: number };
  afterwards: string[];
  posted: string[];
  open: number;
  log: string[];
}

test.runIf(canMount)(
  "while the disk is full people are answered, digests wait, and the log says it once and when it is over",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "paperboy-full-"));
    const run = `mount -t tmpfs -o size=12m tmpfs "$DATA"; "${process.execPath}" "${script}" "$DATA"`;
    const { stdout, stderr } = spawnSync("unshare", small(run), {
      encoding: "utf8",
      env: { ...process.env, DATA: folder },
    });
    rmSync(folder, { recursive: true });
    if (stdout === "") throw new Error(stderr);
    const { meanwhile, afterwards, posted, open, log }: Said = JSON.parse(stdout);

    expect(meanwhile.posted).toBe(0);
    expect(meanwhile.search).toContain("Papers on");
    expect(meanwhile.status).toContain("Digests in");
    expect(meanwhile.pause).toContain("Paperboy couldn’t save this: its disk is full");
    expect(meanwhile.pause).toContain('"private"');
    expect(new Set(afterwards)).toEqual(new Set(["c1", "c2"]));
    expect(new Set(posted).size).toBe(posted.length);
    expect(posted).toHaveLength(2 * afterwards.length);
    expect(open).toBe(0);

    const told = log.filter((line) => /database/i.test(line));
    expect(told).toEqual([
      "The database can't be used: the disk is full. Searching works; what has to be saved waits until this is fixed",
      "The database can be used again",
      "The database can't be used: the disk is full. Searching works; what has to be saved waits until this is fixed",
      "The database can be used again",
    ]);
  },
  LONG_MS,
);
