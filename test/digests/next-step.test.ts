import { describe, expect, test } from "vitest";
import { afterLook, afterSend, nextStep } from "../../src/digests/delivery/next-step.ts";
import type { FailedSend, PlainAttempt } from "../../src/digests/delivery/steps.ts";
import { aChannel } from "./a-channel.ts";
import { delivered, facts, message, minutes, refused, unsure } from "./delivery-facts.ts";

const failedWith = (arrived: "no" | "perhaps"): FailedSend => ({
  kind: "failed",
  reason: "500",
  arrived,
});

const asPlanned = (number: number) =>
  ({ do: "send", message: message(number), layout: "planned" }) as const;

describe("the next step", () => {
  test("is the first open message, in order of numbers", () => {
    expect(nextStep(facts([delivered(1), message(2), message(3)]))).toEqual(asPlanned(2));
  });

  test("is a look, where the message may have arrived", () => {
    expect(nextStep(facts([unsure(1), message(2)]))).toEqual({ do: "look", message: unsure(1) });
  });

  test("passes over what failed in this run", () => {
    const failed = new Map([[1, failedWith("perhaps")]]);
    expect(nextStep(facts([unsure(1), message(2)], { failed }))).toEqual(asPlanned(2));
  });

  test("is the end, where all is delivered or refused, though the process stops", () => {
    const done = [delivered(1), refused(2), message(3, ["p3"], { kind: "unconfirmed" })];
    expect(nextStep(facts(done, { isStopping: true }))).toEqual({ do: "finish" });
  });

  test("gives the digest back while the process stops", () => {
    expect(nextStep(facts([message(1)], { isStopping: true }))).toEqual({ do: "give back" });
  });

  test("waits where all that is left has failed, and nothing says whose fault it is", () => {
    const failed = new Map([[1, failedWith("perhaps")]]);
    const one = facts([unsure(1)], { failed, failures: { 1: 1 } });
    expect(nextStep(one)).toEqual({ do: "wait", problem: { reason: "500", answered: true } });
  });

  test("sets aside what was refused while a later message got through", () => {
    const failed = new Map([[1, failedWith("no")]]);
    const messages = [message(1), delivered(2)];
    expect(nextStep(facts(messages, { failed, failures: { 1: 3 } }))).toEqual({
      do: "set aside",
      message: message(1),
      reason: "500",
    });
    // What may have arrived is looked for before.
    const perhaps = new Map([[1, failedWith("perhaps")]]);
    expect(nextStep(facts(messages, { failed: perhaps, failures: { 1: 3 } }))).toMatchObject({
      do: "wait",
    });
  });

  test("tries a plain layout first, where that has helped another message", () => {
    const once = { failures: { 1: 1 }, needsPlain: true };
    expect(nextStep(facts([message(1)], once))).toEqual({
      do: "send",
      message: message(1),
      layout: "plain",
      otherwise: asPlanned(1),
      isLastChance: false,
    });
    expect(nextStep(facts([message(1)], { needsPlain: true }))).toEqual(asPlanned(1));
  });
});

describe("after a look", () => {
  const look = { do: "look", message: unsure(1, ["p1", "p2"]) } as const;
  const unknown = { kind: "cannot look", permission: "Read Message History" } as const;

  test("what is found is recorded", () => {
    const found = { kind: "found", messageId: "m1", postId: "t1" } as const;
    expect(afterLook(found, look, facts([look.message]))).toEqual({
      do: "record",
      message: look.message,
      arrived: { id: "m1", postId: "t1" },
    });
  });

  test("what is absent is sent, or taken apart where it is at fault", () => {
    const absent = { kind: "absent" } as const;
    expect(afterLook(absent, look, facts([look.message]))).toMatchObject({ do: "send" });
    const others = [look.message, delivered(2)];
    expect(afterLook(absent, look, facts(others, { failures: { 1: 2 } }))).toMatchObject({
      do: "set aside",
      reason: "Discord failed on it repeatedly",
    });
  });

  test("a paper alone that is at fault gets another chance in a plain layout", () => {
    const alone = { do: "look", message: unsure(1) } as const;
    const step = afterLook(
      { kind: "absent" },
      alone,
      facts([alone.message, delivered(2)], { failures: { 1: 2 } }),
    );
    expect(step).toMatchObject({
      do: "send",
      layout: "plain",
      otherwise: { do: "set aside" },
      isLastChance: false,
    });
  });

  test("where nobody can look, people are told once Discord has forgotten the nonce", () => {
    const at = (count: number) => facts([look.message], { now: minutes(count) });
    expect(afterLook(unknown, look, at(2))).toMatchObject({ do: "send" });
    expect(afterLook(unknown, look, at(3))).toMatchObject({
      do: "note",
      note: expect.stringContaining("Message 1 may have been posted twice: without Read Message"),
      next: { do: "send", layout: "planned" },
    });
    // A clock that was set back tells nothing.
    expect(afterLook(unknown, look, at(-1))).toMatchObject({ do: "note" });
  });

  test("the opening of a forum post has no nonce, what stands in the post has one", () => {
    const channel = aChannel({ kind: "forum" });
    expect(afterLook(unknown, look, facts([look.message], { channel }))).toMatchObject({
      do: "note",
    });
    const inPost = facts([look.message], { channel, postId: "t1" });
    expect(afterLook(unknown, look, inPost)).toMatchObject({ do: "send" });
  });

  test("where nobody can say anything, all waits", () => {
    const down = { kind: "unavailable", reason: "503" } as const;
    const wait = { do: "wait", problem: { reason: "503", answered: false } };
    expect(afterLook(down, look, facts([look.message]))).toEqual(wait);
    const afterPlain: PlainAttempt = { otherwise: { do: "go on" }, isLastChance: false };
    expect(afterLook(down, { ...look, afterPlain }, facts([look.message]))).toEqual(wait);
    const last = { ...look, afterPlain: { ...afterPlain, isLastChance: true } };
    expect(afterLook(down, last, facts([look.message]))).toMatchObject({
      next: { do: "try later", why: "it's unclear which messages arrived" },
    });
  });

  test("a plain layout that did not arrive either gives way to what was to come", () => {
    const afterPlain: PlainAttempt = { otherwise: { do: "go on" }, isLastChance: false };
    const step = afterLook({ kind: "absent" }, { ...look, afterPlain }, facts([look.message]));
    expect(step).toEqual({ do: "go on" });
  });
});

describe("after an attempt", () => {
  const sent = unsure(1, ["p1", "p2"]);
  const planned = { do: "send", message: sent, layout: "planned" } as const;
  const one = facts([sent]);

  test("what arrived is recorded, also where somebody has deleted it", () => {
    const arrived = { kind: "sent", messageId: "m1", postId: null } as const;
    expect(afterSend(arrived, planned, one)).toMatchObject({ arrived: { id: "m1" } });
    expect(afterSend({ kind: "deleted" }, planned, one)).toMatchObject({
      do: "record",
      arrived: { id: null },
    });
  });

  test("what cannot be valid is set aside", () => {
    expect(afterSend({ kind: "invalid", reason: "too long" }, planned, one)).toEqual({
      do: "set aside",
      message: sent,
      reason: "too long",
    });
  });

  test("a first failure makes all wait, a second lets the others be tried", () => {
    const note = { do: "note failure", message: sent, failure: failedWith("perhaps"), count: 1 };
    expect(afterSend(failedWith("perhaps"), planned, one)).toEqual({ ...note, next: "wait" });
    const again = facts([sent], { failures: { 1: 1 } });
    expect(afterSend(failedWith("perhaps"), planned, again)).toEqual({
      ...note,
      next: "try the others",
    });
  });

  test("a refusal counts as enough failures, since no repeat changes it", () => {
    expect(afterSend(failedWith("no"), planned, one)).toMatchObject({
      count: 3,
      next: "try the others",
    });
  });

  test("a part of a refused message lets the others be tried at once", () => {
    const part = unsure(2, ["p1"]);
    const messages = [refused(1, ["p1", "p2"]), part];
    const step = afterSend(failedWith("perhaps"), { ...planned, message: part }, facts(messages));
    expect(step).toMatchObject({ do: "note failure", next: "try the others" });
  });

  test("leaves a forum post that is closed, in whatever layout", () => {
    const leaving = { do: "leave post", message: sent };
    expect(afterSend({ kind: "closed post" }, planned, one)).toEqual(leaving);
    const plain = { ...planned, layout: "plain", otherwise: planned, isLastChance: true } as const;
    expect(afterSend({ kind: "closed post" }, plain, one)).toEqual(leaving);
  });

  test("a place that takes nothing is asked what is missing; one that is gone ends", () => {
    const blocked = { kind: "blocked", permission: "Send Messages" } as const;
    expect(afterSend(blocked, planned, one)).toEqual({
      do: "find what blocks",
      message: sent,
      refusal: blocked,
    });
    expect(afterSend({ kind: "gone" }, planned, one)).toEqual({
      do: "end",
      because: "The channel was deleted, or Paperboy was removed from the server.",
    });
    expect(afterSend({ kind: "gone", because: "It is full." }, planned, one)).toEqual({
      do: "end",
      because: "It is full.",
    });
  });

  test("without an answer all waits", () => {
    expect(afterSend({ kind: "unavailable", reason: "reset" }, planned, one)).toEqual({
      do: "wait",
      problem: { reason: "reset", answered: false },
    });
  });
});

describe("after a plain attempt", () => {
  const sent = unsure(1, ["p1", "p2"]);
  const plain = (isLastChance: boolean) =>
    ({
      do: "send",
      message: sent,
      layout: "plain",
      otherwise: { do: "go on" },
      isLastChance,
    }) as const;
  const one = facts([sent]);

  test.each([false, true])("what is refused gives way (last chance: %s)", (isLast) => {
    for (const failure of [failedWith("no"), { kind: "invalid", reason: "no" } as const])
      expect(afterSend(failure, plain(isLast), one)).toEqual({ do: "go on" });
  });

  test("what may have arrived is looked for", () => {
    expect(afterSend(failedWith("perhaps"), plain(false), one)).toMatchObject({
      do: "look",
      message: sent,
      afterPlain: { otherwise: { do: "go on" }, isLastChance: false },
    });
  });

  test("at the end of patience a place that is blocked or gone gives way too", () => {
    const blocked = { kind: "blocked", permission: "Send Messages" } as const;
    expect(afterSend(blocked, plain(true), one)).toEqual({ do: "go on" });
    expect(afterSend({ kind: "gone" }, plain(true), one)).toEqual({ do: "go on" });
    expect(afterSend(blocked, plain(false), one)).toMatchObject({ do: "find what blocks" });
    expect(afterSend({ kind: "gone" }, plain(false), one)).toMatchObject({ do: "end" });
  });

  test("without an answer it may have arrived", () => {
    const down = { kind: "unavailable", reason: "reset" } as const;
    expect(afterSend(down, plain(true), one)).toMatchObject({
      do: "note",
      next: { do: "try later", outcome: "failed" },
    });
    expect(afterSend(down, plain(false), one)).toMatchObject({ do: "wait" });
  });
});
