import { expect, test } from "vitest";
import { breakPosts, ids, minutes, office, usePostOffice } from "./at-post-office.ts";
import { longPapers } from "./long-papers.ts";
import { POST_MESSAGE } from "./post-office.ts";

usePostOffice();

/** Longer than a lease. */
const STOPPED_FOR = 5;

const posts = () => office.standIn.requests.filter(({ name }) => POST_MESSAGE.test(name));

/** A process that is stopped does nothing while the clock goes on, and finds what it waited for, or its end, when it is woken. */
test.each(["whose answer is there by then", "whose connection has ended by then"])(
  "woken after five minutes with a message on its way, %s: each paper once",
  async (found) => {
    const channel = await office.channel();
    await office.papersCome(longPapers(7));
    const woken = Promise.withResolvers<void>();
    breakPosts(
      found.includes("answer")
        ? { takesEffect: true, with: { heldUntil: woken.promise } }
        : { takesEffect: true, with: { reset: true }, times: 1 },
    );
    const posting = office.tick(minutes(1));
    await expect.poll(() => posts().length, { timeout: 60_000 }).toBeGreaterThan(0);
    office.now = minutes(1 + STOPPED_FOR);
    woken.resolve();
    // As when the timer runs before the answer is read.
    await Promise.all([posting, office.tick()]);
    for (let minute = 1; minute < 4; minute += 1) await office.tick(minutes(6 + minute));
    expect(office.papersIn(channel)).toEqual(ids(7));
    expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
  },
);
