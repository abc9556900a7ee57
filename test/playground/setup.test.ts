import { expect, test } from "vitest";
import { inBrowser } from "./in-browser.ts";

inBrowser("a first digest", ({ start, open }) => {
  test("is set up in three presses, with other topics and another time", async () => {
    const tab = await open(await start());
    await tab.type("/digest setup");
    await tab.key("Enter", "Enter");
    await tab.sees("These are common in Paperboy's library");
    const label = 'discord-string-select-menu[aria-label^="Choose topics"]';
    await tab.page.waitForSelector(`${label}[placeholder^="federated learning, time series"]`);

    // The menu stays open for several, and Paperboy hears of them once it is closed.
    await tab.clickAt(label);
    await tab.key("Enter", "ArrowDown", "Enter");
    expect(await tab.count(`${label}[open]`)).toBe(1);
    await tab.key("Escape");
    // It is called so once Paperboy has answered.
    await tab.page.waitForSelector(`${label}[aria-label="Choose topics: state space models"]`);
    await tab.click("Choose a time");
    await tab.page.waitForSelector('discord-string-select-menu[placeholder="09:00"]');
    await tab.clickAt("discord-string-select-menu");
    await tab.key("ArrowDown", "Enter");
    await tab.page.waitForSelector('discord-string-select-menu[placeholder="10:00"]');
    await tab.click("Choose a channel");
    await tab.page.waitForSelector('discord-string-select-menu[placeholder="#papers"]');
    await tab.click("Start digests");
    await tab.sees("New papers on state space models will be posted here.");
    await tab.sees("Digests are set up in #papers.");
    expect(await tab.count("discord-message")).toBe(2);
  });
});
