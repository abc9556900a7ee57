import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inBrowser, type Tab } from "./in-browser.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-downloads-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Clicks the link to a file, and gives what was downloaded. */
async function download({ page }: Tab, name: string): Promise<string> {
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    browserContextId: page.browserContext().id ?? "",
    downloadPath: folder,
  });
  await page.click(`v2-file a[download="${name}"]`);
  const path = join(folder, name);
  await expect
    .poll(() => existsSync(path) && readFileSync(path, "utf8"), { timeout: 60_000 })
    .toBeTruthy();
  return readFileSync(path, "utf8");
}

async function choose({ page }: Tab, path: string): Promise<void> {
  const input = await page.waitForSelector('input[type="file"]');
  await input?.uploadFile(path);
  await page.waitForSelector('.file[aria-busy="false"]');
}

inBrowser("files", ({ start, open }) => {
  test("are downloaded from a message, and chosen for an option", async () => {
    const tab = await open(await start());
    await tab.click("/digest subscribe federated learning");
    await tab.click("Subscribe");
    await tab.sees("Subscribed to");
    await tab.type("/digest export");
    await tab.key("Enter", "Enter");
    await tab.sees("Exported 1 topic");
    const contents = await download(tab, "digests.json");
    expect(JSON.parse(contents).channels).toMatchObject([
      { name: "papers", topics: [{ topic: "federated learning" }] },
    ]);

    await tab.type("/digest unsubscribe federated learning");
    await tab.key("Enter");
    await tab.sees("Unsubscribed from");
    await tab.type("/digest import ");
    await tab.key("Tab");
    await tab.click("Send");
    await tab.sees("file: choose a file.", ".hint");
    await choose(tab, join(folder, "digests.json"));
    await tab.click("Send");
    await tab.sees("Import into 1 channel?");
    await tab.click("Import");
    await tab.sees("Imported into 1 channel");
    await tab.type("/digest list");
    await tab.key("Enter", "Enter");
    await tab.sees("federated learning", "discord-message:last-of-type");
  });

  test("that are too large, or none, are told as in Discord", async () => {
    const tab = await open(await start());
    const large = join(folder, "large.json");
    writeFileSync(large, " ".repeat(300 * 1024));
    await tab.type("/digest import ");
    await choose(tab, large);
    await tab.click("Send");
    await tab.sees("larger than 256 kB");
    const huge = join(folder, "huge.json");
    writeFileSync(huge, " ".repeat(2 * 1024 * 1024));
    await tab.type("/digest import ");
    await choose(tab, huge);
    await tab.click("Send");
    await tab.sees("too large for the playground", ".hint");
    expect(await tab.count("discord-message")).toBe(1);
  });
});
