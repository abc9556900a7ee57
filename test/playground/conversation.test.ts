import { expect, test } from "vitest";
import { inBrowser } from "./in-browser.ts";

const SKIP = "Skip ahead to the next digest";
const LOOK_UP = "Look up papers";
const LINE = "details.thread[open] input";

/** With an identifier, by which it can be looked up. */
const NAMED = "Federated marmots that sleep";
const OPEN_REVIEW = "https://openreview.net/forum?id=Marmot2026";

const PAGE = `Daily Papers

Summaries by Paperboy

Jan 14

${NAMED}

Federated learning among marmots that wake seldom, with each of them keeping what it has learned to itself until spring. Reviews: ${OPEN_REVIEW}

  • 3 authors
·
Jan 12, 2026

Learning to sit still

Agents that learn to do nothing save most of what they would have spent on doing something, and federated agents save more of it.

  • 2 authors
·
Jan 11, 2026
`;

inBrowser("papers that people talk about, on the page", ({ start, open }) => {
  test.each([1200, 390])(
    "%i pixels wide: vote, save, cite, discuss, look up, catch up",
    async (width) => {
      const tab = await open(await start({ page: PAGE }), { width, height: 800 });
      const command = async (line: string) => {
        await tab.type(line);
        await tab.key("Enter");
      };
      await command("/digest subscribe learning");
      await tab.sees("Subscribe to");
      await tab.click("Subscribe");
      await tab.sees("Subscribed to", "discord-message.private");
      await tab.click("Deliver a new page");
      await tab.sees("new papers", ".news");
      await tab.click(SKIP);
      await tab.sees("New papers");

      // A vote, and the way back.
      await tab.click("▲ 0");
      await tab.sees("▲ 1", "discord-button");
      await tab.click("▲ 1");
      await tab.sees("You voted for this", "discord-message.private");

      // A card, kept, annotated and taken along.
      await command(`/paper show ${NAMED}`);
      await tab.sees(NAMED, "discord-message:last-of-type discord-header");
      await tab.click("Save");
      await tab.sees("Saved", "discord-message.private");
      await command("/saved list ");
      await tab.sees("1 saved paper", "discord-message:last-of-type");
      await command("/saved export format:BibTeX");
      await tab.key("Enter");
      await tab.sees(".bib", "discord-message:last-of-type v2-file");
      await command(`/paper cite ${NAMED}`);
      await tab.sees("@", "discord-message:last-of-type discord-code");

      // A thread, in which somebody names a paper.
      await tab.click("Discuss");
      await tab.sees("Opened # ", "discord-message.private");
      await tab.click("Open thread");
      await tab.clickAt(LINE);
      await tab.type(`Have you read ${OPEN_REVIEW} yet?`);
      await tab.key("Enter");
      await tab.sees("Ada Have you read", ".thread li");
      await tab.page.hover(".thread li");
      await tab.click(LOOK_UP, ".thread li button");
      await tab.sees(NAMED, "discord-message.private:last-of-type discord-header");
      await tab.click("Show in this channel");
      await tab.sees(NAMED, "discord-message:not(.private):last-of-type discord-header");

      // What the channel was sent.
      await tab.click(SKIP);
      await tab.sees("Skipped ahead to Saturday", ".news");
      await command("/paper catch-up ");
      await tab.sees("Federated Learning for Sensors", "discord-message.private");
      expect(await tab.overflow()).toBe(0);
    },
  );
});
