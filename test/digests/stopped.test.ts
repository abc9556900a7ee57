import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { breakPosts, ids, minutes, office, usePostOffice } from "./at-post-office.ts";
import { POST_MESSAGE } from "./post-office.ts";
import { longPapers } from "./long-papers.ts";

usePostOffice();

/** Longer than a lease. */
const STOPPED_FOR = 5;

/**
 * A process that is stopped does nothing while the clock goes on, and finds what it waited for, or its end, when it
 * is woken: a digest of two messages, of which one is on its way then.
 */
test.each([
  ["first", 0, "its answer is there"],
  ["first", 0, "nobody waits for it any more"],
  ["second", 1, "its answer is there"],
  ["second", 1, "nobody waits for it any more"],
])(
  "woken after five minutes with the %s message on its way: each paper once (%s, %s)",
  async (_which, after, found) => {
    const channel = await office.channel();
    await office.papersCome(longPapers(7));
    const woken = Promise.withResolvers<void>();
    breakPosts(
      found === "its answer is there"
        ? { after, takesEffect: true, with: { heldUntil: woken.promise } }
        : { after, takesEffect: true, with: { reset: true }, times: 1 },
    );
    const posting = office.tick(minutes(1));
    const posts = () => office.standIn.requests.filter(({ name }) => POST_MESSAGE.test(name));
    await expect.poll(() => posts().length, { timeout: 10_000 }).toBeGreaterThan(after);
    office.now = minutes(1 + STOPPED_FOR);
    woken.resolve();
    // As the timer does that runs first, before the answer is read.
    const waking = office.tick();
    await Promise.all([posting, waking]);
    for (let minute = 1; minute < 4; minute += 1) {
      await office.tick(minutes(1 + STOPPED_FOR + minute));
      await delay(0);
    }
    expect(office.papersIn(channel)).toEqual(ids(7));
    expect(await office.run(channel)).toMatchObject({ outcome: "sent" });
  },
);
