import { expect, test } from "vitest";
import { SEEDS } from "../a-library.ts";
import { inBrowser } from "./in-browser.ts";

const SKIP = "Skip ahead to the next digest";
/** One that can be typed as it is. */
const TITLE =
  SEEDS.flatMap(({ entries }) => entries).find(({ title }) => /^[A-Za-z ]{20,60}$/.test(title))
    ?.title ?? "";

inBrowser("a journal club on the page", ({ start, open }) => {
  test("start, nominate, vote, and the agenda comes with a thread", async () => {
    const app = await start();
    const ada = await open(app);
    await ada.click("/digest subscribe federated learning");
    await ada.click("Subscribe");
    await ada.sees("Subscribed to", "discord-message.private");

    // It is Thursday: the ballot is due on Friday at nine, as the digest is, and the vote ends on Sunday.
    await ada.type("/club start day:Monday time:09:00 reading-days:1");
    await ada.key("Enter");
    await ada.sees("Started a journal club in #papers. It meets every Monday at 09:00");
    await ada.type(`/club nominate paper:${TITLE}`);
    await ada.key("Enter");
    await ada.sees(`Nominated ${TITLE}`);

    await ada.click(SKIP);
    await ada.sees("vote for the next papers");
    await ada.sees(`${TITLE} · 0 votes`);
    await ada.clickAt("discord-string-select-menu");
    await ada.clickAt("discord-string-select-menu-option");
    await ada.sees(`${TITLE} · 1 vote`);

    await ada.click(SKIP);
    await ada.sees("Skipped ahead to Saturday", ".news");
    await ada.click(SKIP);
    await ada.sees("Journal club · 19 Jan 2026");
    await ada.sees("1 vote · Discussion: #");
    expect(await ada.texts(".thread-name")).toEqual([TITLE]);
    expect(await ada.overflow()).toBe(0);
  });
});
