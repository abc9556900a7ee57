import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { createSharedEdits } from "../../src/dispatch/shared-edits.ts";

const EVERY_MS = 30;

function aMessage(everyMs = EVERY_MS) {
  const log: string[] = [];
  const failures: unknown[] = [];
  const edits = createSharedEdits({ everyMs, onFailure: (error) => failures.push(error) });
  let total = 0;
  const press = (fails = false) => {
    total += 1;
    return edits.show("m1", {
      acknowledge: async () => void log.push("acknowledged"),
      edit: async () => {
        await delay(1);
        if (fails) throw new Error("Discord is away");
        log.push(`shows ${total}`);
      },
    });
  };
  return { edits, press, log, failures };
}

test("one press edits at once; of many more each is acknowledged, and the last one's edit shows all", async () => {
  const { press, log } = aMessage();
  const presses = Array.from({ length: 50 }, () => press());
  await Promise.all(presses.flatMap(({ answered, done }) => [answered, done]));
  expect(log.filter((one) => one === "acknowledged")).toHaveLength(49);
  expect(log.filter((one) => one.startsWith("shows"))).toHaveLength(2);
  expect(log.at(-1)).toBe("shows 50");
});

test("after a pause an edit comes at once again", async () => {
  const { press, log } = aMessage(1);
  await press().done;
  await press().done;
  expect(log).toEqual(["shows 1", "shows 2"]);
});

test("an edit that fails keeps no later one from being shown", async () => {
  const { press, log, failures } = aMessage();
  const first = press();
  press(true);
  await delay(EVERY_MS * 1.5);
  const last = press();
  await Promise.all([first.done, last.done]);
  expect(failures).toHaveLength(1);
  expect(log.at(-1)).toBe("shows 3");
});

test("what waits for a message that is another by now is dropped", async () => {
  const { edits, press, log } = aMessage();
  const first = press();
  press();
  edits.forget("m1");
  edits.forget("unknown");
  await first.done;
  expect(log).toEqual(["acknowledged", "shows 2"]);
});

test("in a hurry nothing waits for its time", async () => {
  const { edits, press, log } = aMessage(600_000);
  const first = press();
  press();
  edits.hurry();
  await first.done;
  expect(log.at(-1)).toBe("shows 2");
});
