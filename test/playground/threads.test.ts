import { expect, test } from "vitest";
import { inBrowser } from "./in-browser.ts";

const BEN = ".people label:nth-of-type(2)";
const LINE = "details.thread[open] input";

inBrowser("threads on the page", ({ start, open }) => {
  test("Discuss opens a thread, two people talk in it, and the card counts", async () => {
    const app = await start();
    const ada = await open(app);
    const ben = await open(app);
    await ben.clickAt(BEN);
    await ada.click("/paper random");
    await ada.click("Discuss");
    await ada.sees("Opened # ", "discord-message.private");
    for (const tab of [ada, ben]) await tab.sees("0 messages", ".thread summary");
    await ada.click("Open thread");
    await ada.clickAt(LINE);
    await ada.type("What about <b>long</b> inputs?");
    await ada.key("Enter");
    await ada.sees("Ada What about <b>long</b> inputs?", ".thread li");
    expect(await ada.count(`${LINE}:focus`)).toBe(1);

    await ben.clickAt(".thread summary");
    await ben.sees("Ada What about", ".thread li");
    await ben.clickAt(LINE);
    await ben.type("They work");
    await ben.key("Enter");
    for (const tab of [ada, ben]) await tab.sees("2 messages", ".thread summary");

    await ada.page.reload();
    await ada.sees("2 messages", ".thread summary");
    await ada.click("Discuss");
    await ada.sees("This paper is discussed in # ", "discord-message.private");
    expect(await ada.count("details.thread")).toBe(1);
    await ada.click("Show abstract");
    await ada.sees("· 2 messages", "discord-message.private");
    expect(await ada.overflow()).toBe(0);
  });
});
