import { type AxeResults, source } from "axe-core";
import { expect, test } from "vitest";
import { inBrowser, type Tab } from "./in-browser.ts";

/** In the page, once `source` has run there. */
declare const axe: { run(options: object): Promise<AxeResults> };

inBrowser("what axe finds on the page", ({ start, open }) => {
  test.each([1280, 380])("%i pixels wide, nothing is serious", async (width) => {
    const tab = await open(await start(), { width, height: 800 });
    const found: string[] = [];
    const look = async (at: string) => {
      for (const line of await seriousIn(tab)) found.push(`${at}: ${line}`);
    };
    await look("welcome");

    await tab.click("/digest subscribe federated learning");
    await tab.sees("Subscribe to");
    await tab.click("Change topic");
    await tab.page.waitForSelector("dialog[open]");
    await look("form");
    await tab.click("Cancel");
    await tab.click("Subscribe");
    await tab.page.waitForSelector(".story:not([hidden])");
    await tab.click("Deliver a new page");
    await tab.sees("new papers", ".news");
    await tab.click("Skip ahead to the next digest");
    await tab.sees("New papers");
    await tab.type("/paper search learning");
    await tab.key("Enter");
    await tab.sees("1–5 of");
    await tab.type("/paper show federated learning for sensors that sleep");
    await tab.key("Enter");
    await tab.sees("Federated Learning for Sensors", "discord-message:last-of-type discord-header");
    await tab.type("/paper");
    await tab.page.waitForSelector("#choices [role=option]");
    await look("digest, list, card and completions");

    await tab.key("Escape", "Escape");
    await tab.clickAt("discord-string-select-menu");
    await tab.page.waitForSelector("discord-string-select-menu[open]");
    await look("menu");
    await tab.type("/paper serach");
    await tab.sees("No such command", ".hint");
    await tab.key("Enter", "Enter");
    await tab.sees("query is required", ".hint");
    await look("fields");

    expect(found).toEqual([]);
  });
});

/** What is wrong at least seriously, and where: one line for each place. */
async function seriousIn(tab: Tab): Promise<string[]> {
  await tab.page.evaluate(source);
  const { violations } = await tab.page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary = "" }) => `${id} at ${String(target)}: ${failureSummary}`,
      ),
    );
}
