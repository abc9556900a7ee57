import { expect, test } from "vitest";
import { inBrowser } from "./in-browser.ts";

inBrowser("settings and commands that can be clicked", ({ start, open }) => {
  test("a channel is set up by clicks alone, and the focus stays where it was", async () => {
    const tab = await open(await start(), { width: 390, height: 844 });
    await tab.type("/digest subscribe diffusion");
    await tab.key("Enter", "Enter");
    await tab.click("Subscribe");
    await tab.sees("Subscribed to diffusion");

    await tab.click("digest settings", "discord-mention");
    await tab.sees("See or change when digests come", ".hint");
    await tab.key("Enter");
    await tab.sees("every day at 09:00");
    await tab.click("Change schedule");
    await tab.waitForFocus("Every day");
    await tab.key("Enter", "ArrowDown", "Enter");
    await tab.sees("Saved.");
    await tab.sees("Monday to Friday at 09:00");
    await tab.waitForFocus("Monday to Friday");

    await tab.click("Go back");
    await tab.click("Change mentions");
    await tab.tabTo("Choose a role", { backwards: true });
    await tab.key("Enter", "Enter");
    await tab.waitForFocus("@readers");
    await tab.sees("Stop mentioning it");
    await tab.click("Go back");
    await tab.sees("Mentions @readers");
    expect(await tab.overflow()).toBeLessThanOrEqual(0);
  });
});
