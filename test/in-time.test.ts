import { expect, test } from "vitest";
import { inTime } from "./in-time.ts";

test("what happens in time is what comes of it", async () => {
  expect(await inTime(Promise.resolve("done"), () => "never told")).toBe("done");
  await expect(inTime(Promise.reject(new Error("no")), () => "never told")).rejects.toThrow("no");
});

test("a wait for what never happens says what that was, and how it stood then", async () => {
  let stood = "before";
  const wait = inTime(new Promise(() => undefined), () => `a knock; ${stood}`, 5);
  stood = "nobody came";
  await expect(wait).rejects.toThrow("Did not happen in 0.005 s: a knock; nobody came");
});
