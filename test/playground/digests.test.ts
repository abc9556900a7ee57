import { expect, test } from "vitest";
import { inBrowser, type Tab } from "./in-browser.ts";

const SKIP = "Skip ahead to the next digest";
const DELIVER = "Deliver a new page";
const BEN = ".people label:nth-of-type(2)";

inBrowser("digests on the page", ({ start, open }) => {
  test("subscribe, and fill the channel at once: the best of the library are there for all", async () => {
    const app = await start();
    const ada = await open(app);
    const ben = await open(app);
    await ben.clickAt(BEN);
    await ada.click("/digest subscribe federated learning");
    await ada.click("Subscribe");
    await ada.click("Send the best five now");
    await ada.sees("The best matches so far are posted.", "discord-message.private");
    for (const tab of [ada, ben])
      await tab.sees("To start with, here are the best matches from the library.");
    expect((await newest(ben)).papers).toHaveLength(5);
  });

  test("subscribe, skip ahead, deliver a new page, skip ahead: what is new arrives once, for all", async () => {
    const app = await start();
    const ada = await open(app);
    const ben = await open(app);
    await ben.clickAt(BEN);
    const both = [ada, ben];
    expect(await ada.count(".story[hidden]")).toBe(1);

    await ada.click("/digest subscribe federated learning");
    await ada.sees("Subscribe to “federated learning”", "discord-message.private");
    await ada.click("Subscribe");
    await ada.sees("Subscribed to", "discord-message.private");
    for (const tab of both) await tab.sees("Next digest in 21 h", ".next");

    await ada.click(SKIP);
    for (const tab of both) {
      await tab.sees("16 Jan 2026 · nothing new on federated learning");
      await tab.sees("Skipped ahead to Friday 16 January", ".news");
      await tab.sees("Next digest in 24 h", ".next");
    }

    await ben.click(DELIVER);
    for (const tab of both) await tab.sees("with 10 new papers", ".news");
    await ada.click(SKIP);
    for (const tab of both) {
      await tab.sees("New papers · 17 Jan 2026");
      expect(await newest(tab)).toEqual({
        papers: [
          "Federated Learning for Sensors That Sleep",
          "When Hospitals Disagree: Federated Optimization under Conflicting Labels",
        ],
        day: "Saturday, 17 January 2026",
        at: expect.stringMatching(/^Today at /),
      });
    }

    // What was sent is not new any more, and the next page has other papers.
    await ben.click(SKIP);
    for (const tab of both) await tab.sees("18 Jan 2026 · nothing new on federated learning");
    await ben.click(DELIVER);
    for (const tab of both) await tab.sees("4 more to go", ".news");
    await ben.click(SKIP);
    for (const tab of both) {
      await tab.sees("New papers · 19 Jan 2026");
      expect((await newest(tab)).papers).toEqual([
        "Drift Diaries: Remembering What Each Client Taught in Federated Learning",
      ]);
      expect(await tab.count("discord-message:not(.private)")).toBe(4);
    }
  });

  test("started over, everything is as on the first day, for all, and the story works again", async () => {
    const app = await start();
    const ada = await open(app);
    const ben = await open(app);
    await ben.clickAt(BEN);
    for (const _ of ["first", "second"]) {
      await subscribe(ada);
      await ada.click(DELIVER);
      await ada.sees("with 10 new papers; 5 more", ".news");
      await ada.click(SKIP);
      await ada.sees("New papers · 16 Jan 2026");

      await ada.click("Start over");
      await ada.page.waitForSelector("dialog[open]");
      await ada.click("Cancel");
      await ada.waitForCount("dialog", 0);
      await ada.waitForFocus("Start over");
      await ada.click("Start over");
      await ada.page.waitForSelector("dialog[open]");
      await ada.key("Tab", "Enter");
      for (const tab of [ada, ben]) {
        await tab.waitForCount("discord-message", 0);
        await tab.page.waitForSelector(".notice[hidden]");
        expect(await tab.count(".story[hidden]")).toBe(1);
      }
      await ada.waitForFocus("Type / for commands");
    }
    // That the connection was lost for a moment.
    for (const tab of [ada, ben]) tab.complaints.length = 0;
  });

  test("the whole story can be told with the keyboard alone", async () => {
    const tab = await open(await start());

    await tab.type("/digest subscribe federated learning");
    await tab.key("Enter");
    await tab.sees("Subscribe to “federated learning”");
    await tab.tabTo("Change topic", { backwards: true });
    await tab.key("Enter");
    await tab.page.waitForSelector("dialog[open]");
    for (const _ of "federated learning") await tab.key("Backspace");
    await tab.type("diffusion models");
    await tab.key("Enter");
    await tab.sees("Subscribe to “diffusion models”");
    await tab.waitForFocus("Change topic");
    await tab.tabTo("Subscribe", { backwards: true });
    await tab.key("Enter");
    await tab.sees("Next digest in 21 h", ".next");
    // What is left to press of the answer.
    await tab.waitForFocus("Send the best five now");

    await tab.tabTo(DELIVER, { backwards: true });
    await tab.key("Enter");
    await tab.sees("with 10 new papers", ".news");
    await tab.waitForFocus(DELIVER);
    await tab.tabTo(SKIP, { backwards: true });
    await tab.key("Space");
    await tab.sees("New papers · 16 Jan 2026");
    expect((await newest(tab)).papers).toContain(
      "Painting by Patience: Diffusion Models with a Budget for Each Image",
    );
    await tab.waitForFocus(SKIP);
  });

  test("who may not manage the server is told so, and a reload keeps the story", async () => {
    const app = await start();
    const ben = await open(app);
    await ben.clickAt(BEN);
    await ben.click("/digest subscribe federated learning");
    await ben.sees("Manage Server", "discord-message.private");
    expect(await ben.count(".story[hidden]")).toBe(1);

    const ada = await open(app);
    await subscribe(ada);
    await ben.sees("Next digest in 21 h", ".next");
    await ada.click(SKIP);
    await ada.sees("Next digest in 24 h", ".next");

    await ada.page.reload();
    await ada.sees("Skipped ahead to Friday 16 January", ".news");
    await ada.sees("nothing new on federated learning");
    expect((await newest(ada)).at).toMatch(/^Today at /);
  });

  test("a link to a message leads to it, and a time that is the reader's own says so", async () => {
    const app = await start();
    const tab = await open(app);
    await tab.page.emulateTimezone("Europe/Berlin");
    await subscribe(tab);
    await tab.click(DELIVER);
    await tab.sees("with 10 new papers", ".news");
    await tab.click(SKIP);
    await tab.sees("New papers · 16 Jan 2026");
    await tab.type("/digest settings ");
    await tab.click("Send");
    await tab.sees("at 09:00, UTC");
    await tab.sees("Saturday, 17 January 2026 at 10:00 your time", "discord-time");
    await tab.type("/digest why paper:Federated Learning for Sensors That Sleep");
    await tab.click("Send");
    await tab.page.waitForSelector(".jump");
    expect(await tab.texts(".jump")).toEqual(["#papers › message"]);
    await tab.waitForEnd();

    await tab.clickAt(".jump");
    await tab.waitForFocus("Paperboy");
    const digest = "discord-message.pointed-out";
    expect(await tab.texts(`${digest} discord-header`)).toContain("New papers · 16 Jan 2026");
    expect(
      await tab.page.$eval(digest, (message) => message.getBoundingClientRect().top),
    ).toBeGreaterThan(0);
    expect(app.url).toBe(new URL(tab.page.url()).origin);
  });

  test("a pause says so in the bar, until it ends", async () => {
    const tab = await open(await start());
    await subscribe(tab);

    await tab.type("/digest pause ");
    await tab.click("Send");
    await tab.sees("Digests are paused here", ".next");
    expect(await tab.count(".skip[aria-disabled=true]")).toBe(1);
    await tab.click(SKIP);

    await tab.type("/digest resume ");
    await tab.click("Send");
    await tab.sees("Next digest in 21 h", ".next");
    expect(await tab.texts(".news")).toEqual([""]);
  });

  test("a window of 380 pixels tells the story without scrolling to the side", async () => {
    const tab = await open(await start(), { width: 380, height: 740 });
    const widths = [];

    await tab.click("/digest subscribe federated learning");
    await tab.sees("Subscribe to");
    widths.push(await tab.overflow());
    const [beyond] = await tab.page.$$eval("v2-container discord-time", (times) =>
      times.map((time) => {
        time.textContent = "Wednesday, 30 September 2026 at 12:00 your time";
        const card = time.closest("v2-container")?.getBoundingClientRect();
        return time.getBoundingClientRect().right - (card?.right ?? 0);
      }),
    );
    expect(beyond, "the longest date").toBeLessThan(0);
    await tab.click("Subscribe");
    await tab.page.waitForSelector(".story:not([hidden])");
    await tab.click(DELIVER);
    await tab.sees("10 new papers", ".news");
    widths.push(await tab.overflow());
    await tab.click(SKIP);
    await tab.sees("New papers");
    widths.push(await tab.overflow());
    await tab.type("/digest settings ");
    for (const option of ["time", "zone", "days", "most", "role"]) await tab.click(`+ ${option}`);
    widths.push(await tab.overflow());

    expect(widths).toEqual([0, 0, 0, 0]);
  });
});

async function subscribe(tab: Tab): Promise<void> {
  await tab.click("/digest subscribe federated learning");
  await tab.click("Subscribe");
  await tab.sees("Next digest in 21 h", ".next");
}

/** Of the last message: the papers on it, the day it is the first of, and its time. */
async function newest(tab: Tab) {
  const message = "discord-message:last-of-type";
  return {
    papers: await tab.texts(`${message} strong discord-link`),
    day: await tab.page.$eval(message, (element) => element.getAttribute("data-begins")),
    at: await tab.page.$eval(message, (element) => element.getAttribute("timestamp")),
  };
}
