import { expect, test } from "vitest";
import { inBrowser, type Tab } from "./in-browser.ts";

const BEN = "310000000000000002";

inBrowser("many tabs of one browser", ({ start, open }) => {
  test("all show what one of them asks, and go on when the first ones are closed", async () => {
    const app = await start();
    const first = await open(app);
    const tabs: Tab[] = [first];
    while (tabs.length < 7) tabs.push(await open(app, { beside: first.page }));

    const last = tabs.at(-1) ?? first;
    await last.page.bringToFront();
    await last.type("/paper search federated learning");
    await last.key("Enter");
    for (const tab of tabs) await tab.sees("Papers on “federated learning”");

    // The connection was that of the first.
    for (const tab of tabs.slice(0, 3)) await tab.page.close();
    await last.type("/paper search diffusion");
    await last.key("Enter");
    for (const tab of tabs.slice(3)) await tab.sees("Papers on “diffusion”");
    expect(await last.count("discord-message")).toBe(2);

    // A newcomer learns what was there before, and is somebody else without being told too much.
    const late = await open(app, { beside: last.page });
    await late.waitForCount("discord-message", 2);
    await late.clickAt(`input[value="${BEN}"]`);
    await late.type("/help ");
    await late.key("Enter");
    await late.sees("Find research papers");
    expect(await last.count("discord-message")).toBe(2);
  }, 180_000);
});
