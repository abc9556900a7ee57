import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** The Node that runs npm: on most machines an older one than ours. */
const systemNode = process.env["npm_node_execpath"];
const systemVersion =
  systemNode === undefined ? "" : spawnSync(systemNode, ["--version"]).stdout.toString().trim();
const isOld = /^v(?:\d|1\d|2[0-5])\./.test(systemVersion);
if (!isOld) console.warn("Tests of an old Node are skipped: npm runs on a new one, or not at all");

/** A copy of the program's entrance, with a program that only says that it started. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-runtime-"));
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  for (const name of ["src", "node_modules/.bin"])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(folder, "src/start.ts"),
    "console.log(`started ${process.version as string}`)",
  );
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** As on Alpine: the file is there, and what it needs to run is not. */
function installNodeThatCannotRun(): void {
  const file = join(folder, "node_modules/.bin/node");
  writeFileSync(file, "#!/nowhere/ld-linux.so\n");
  chmodSync(file, 0o755);
}

function run(npmNode: string | undefined): SpawnSyncReturns<string> {
  const path = `${join(folder, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`;
  const env = { PATH: path, ...(npmNode !== undefined && { npm_node_execpath: npmNode }) };
  return spawnSync(join(folder, "bin/run"), { env, encoding: "utf8" });
}

const isUnix = process.platform !== "win32";

test.runIf(isUnix)(
  "where the packaged Node cannot run, the system's does if it is new enough",
  () => {
    installNodeThatCannotRun();
    expect(run(process.execPath)).toMatchObject({
      status: 0,
      stdout: `started ${process.version}\n`,
      stderr: "",
    });
  },
);

test.runIf(isUnix)("where there is no Node that can run, one line says so", () => {
  installNodeThatCannotRun();
  const result = spawnSync("/bin/sh", [join(folder, "bin/run")], {
    env: { PATH: join(folder, "node_modules/.bin") },
    encoding: "utf8",
  });
  expect(result).toMatchObject({ status: 78, stdout: "" });
  expect(result.stderr.trim().split("\n").at(-1)).toMatch(
    /^No Node .* Install Node 26 or newer\.$/,
  );
});

test.runIf(isOld)("where the system's is too old, one line says what is missing", () => {
  installNodeThatCannotRun();
  const result = run(systemNode);
  expect(result).toMatchObject({ status: 78, stdout: "" });
  expect(result.stderr).toMatch(
    /^Paperboy needs Node 26 .* cannot run here .* install Node 26\.\n$/,
  );
});

test.runIf(isOld)("a Node that is too old says so in one line, whatever it is asked to run", () => {
  for (const program of [["src/main.ts"], ["bin/paperboy.cjs"], ["bin/paperboy.cjs", "report"]]) {
    const result = spawnSync(systemNode ?? "", program, { cwd: root, encoding: "utf8" });
    expect(result).toMatchObject({ status: 78, stdout: "" });
    expect(result.stderr).toMatch(/^Paperboy needs Node 26 or newer; this is v\S+ \(.*\)\. .*\n$/);
  }
});

test("src/main.ts starts the program, whether it is a link or a copy of what it leads to", () => {
  const copy = join(folder, "src/main.ts");
  cpSync(join(root, "bin/paperboy.cjs"), copy);
  const result = spawnSync(process.execPath, [copy], { encoding: "utf8" });
  expect(result).toMatchObject({ status: 0, stdout: `started ${process.version}\n`, stderr: "" });
  expect(readlinkSync(join(root, "src/main.ts"))).toBe("../bin/paperboy.cjs");
});
