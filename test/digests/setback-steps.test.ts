import { describe, expect, test } from "vitest";
import {
  afterLastLook,
  afterMistake,
  afterProblem,
  stayUnsure,
  whenBlocked,
} from "../../src/digests/delivery/setbacks.ts";
import { aChannel } from "./a-channel.ts";
import { delivered, duration, facts, message, minutes, PLANNED, unsure } from "./delivery-facts.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

describe("a problem", () => {
  const problem = { reason: "503", answered: true };

  test("is waited out as long as there is patience", () => {
    expect(afterProblem(problem, duration(5), facts([message(1)]))).toEqual({
      do: "try later",
      after: duration(5),
      outcome: "sending",
      why: "Discord is unavailable",
      reason: "503",
    });
  });

  test("leads to a last look when patience is over", () => {
    expect(afterProblem(problem, "no more", facts([]))).toEqual({
      do: "look a last time",
      problem,
    });
  });

  test.each([
    { after: "a day", at: DAY, pause: 5, wasBlocked: false, step: "look a last time" },
    { after: "less than a day", at: DAY - 1, pause: 5, wasBlocked: false, step: "try later" },
    {
      after: "a day, at the first failure",
      at: DAY,
      pause: 4,
      wasBlocked: false,
      step: "try later",
    },
    { after: "a day of being blocked", at: DAY, pause: 5, wasBlocked: true, step: "try later" },
  ])("$after ends in: $step", ({ at, pause, wasBlocked, step }) => {
    const then = facts([message(1)], { now: minutes(at), wasBlocked });
    expect(afterProblem(problem, duration(pause), then)).toMatchObject({ do: step });
  });
});

describe("a last look", () => {
  const answered = { reason: "500", answered: true };
  const absent = { kind: "absent" } as const;
  const found = { kind: "found", messageId: "m1", postId: null } as const;
  const first = unsure(1);

  test("that finds something lets the rest be sent", () => {
    const all = facts([delivered(1), message(2)]);
    expect(afterLastLook([{ message: first, found }], answered, all)).toEqual({ do: "go on" });
  });

  test("that finds nothing leads to a plain layout, where Discord answers", () => {
    const step = afterLastLook([{ message: first, found: absent }], answered, facts([first]));
    expect(step).toEqual({
      do: "send",
      message: first,
      layout: "plain",
      otherwise: { do: "give up", reason: "500" },
      isLastChance: true,
    });
  });

  test("gives up where Discord does not answer, or nothing was attempted", () => {
    const silent = { reason: "reset", answered: false };
    const giveUp = { do: "give up", reason: "reset" };
    expect(afterLastLook([{ message: first, found: absent }], silent, facts([first]))).toEqual(
      giveUp,
    );
    expect(afterLastLook([], answered, facts([message(1)]))).toMatchObject({ do: "give up" });
  });

  test("says of each message that could not be looked for what would have helped", () => {
    const blind = { kind: "cannot look", permission: "Read Message History" } as const;
    const second = unsure(2);
    const lookedFor = [first, second].map((one) => ({ message: one, found: blind }));
    const step = afterLastLook(lookedFor, { ...answered, answered: false }, facts([first, second]));
    expect(step).toEqual({
      do: "note",
      note: "Message 1 may have been posted: without Read Message History, Paperboy can't tell.",
      next: {
        do: "note",
        note: "Message 2 may have been posted: without Read Message History, Paperboy can't tell.",
        next: { do: "give up", reason: "500" },
      },
    });
  });

  test("that nobody answers gives nothing up, though another message was found", () => {
    const second = unsure(2);
    const down = { kind: "unavailable", reason: "503" } as const;
    const lookedFor = [
      { message: first, found },
      { message: second, found: down },
    ];
    expect(afterLastLook(lookedFor, answered, facts([delivered(1), second]))).toMatchObject({
      next: { do: "try later", after: duration(20), outcome: "partly sent", reason: "503" },
    });
  });
});

/** A digest of which one message may have arrived, so many minutes after it was attempted. */
const after = (count: number) =>
  stayUnsure("503", facts([delivered(1), unsure(2, ["p2"], 10)], { now: minutes(10 + count) }));

describe("while nobody can say what arrived", () => {
  test("the digest waits for a day from the first attempt", () => {
    expect(after(DAY - 1)).toMatchObject({ next: { do: "try later", outcome: "partly sent" } });
  });

  test("then what may have arrived is left, and the rest given up", () => {
    expect(after(DAY)).toEqual({
      do: "note",
      note: "Paperboy couldn't check whether all of it was posted.",
      next: { do: "leave unsure", messages: [unsure(2, ["p2"], 10)], reason: "503" },
    });
  });
});

describe("a blocked channel", () => {
  const missing = { permission: "Send Messages", where: "Edit Channel" };

  test("is looked at again after a minute, and people are told", () => {
    expect(whenBlocked(missing, null, facts([message(1)]))).toEqual({
      do: "block",
      missing,
      after: duration(1),
      pausesChannel: true,
      isNews: true,
    });
  });

  test("is no news the second time, and not paused again where somebody paused it", () => {
    const known = { why: "blocked", permission: "Send Messages", notified: true } as const;
    expect(
      whenBlocked(missing, null, facts([], { channel: aChannel({ pause: known }) })),
    ).toMatchObject({ pausesChannel: true, isNews: false });
    const asked = { why: "asked", until: null } as const;
    expect(
      whenBlocked(missing, null, facts([], { channel: aChannel({ pause: asked }) })),
    ).toMatchObject({ pausesChannel: false, isNews: false });
  });

  test.each([
    { blockedFor: 0, minutes: 1 },
    { blockedFor: 30, minutes: 30 },
    { blockedFor: 5 * HOUR, minutes: 60 },
  ])(
    "that a refusal alone tells of for $blockedFor minutes is tried again after $minutes",
    ({ blockedFor, minutes: pause }) => {
      const then = facts([unsure(1)], { now: minutes(blockedFor) });
      const step = whenBlocked(missing, unsure(1), then);
      if (step.do !== "block" || !step.after) throw new Error("It is not tried again");
      expect(step.after.total("minutes")).toBe(pause);
      const seen = { ...missing, cause: "locked thread" } as const;
      expect(whenBlocked(seen, unsure(1), then)).toMatchObject({ after: duration(1) });
    },
  );

  test("is given up after a week; a person gets no more", () => {
    const at = { now: minutes(WEEK) };
    expect(whenBlocked(missing, null, facts([message(1)], at))).toMatchObject({ after: null });
    const channel = aChannel({ kind: "dm" });
    expect(whenBlocked(missing, null, facts([message(1)], { ...at, channel }))).toEqual({
      do: "note",
      note: "Waiting for the permission Send Messages (Edit Channel)",
      next: { do: "end", because: "Paperboy couldn't send you direct messages for a week." },
    });
  });
});

describe("a mistake of ours", () => {
  const digest = { plannedAt: PLANNED };

  test("is tried again as long as there is patience", () => {
    expect(afterMistake(duration(2), digest, [], PLANNED)).toEqual({
      do: "try later",
      after: duration(2),
      outcome: "sending",
    });
  });

  test("keeps what may have arrived reserved for a day", () => {
    const at = (count: number) => afterMistake("no more", digest, [unsure(1)], minutes(count));
    expect(at(DAY - 1)).toEqual({ do: "try later", after: duration(20), outcome: "failed" });
    expect(at(DAY)).toEqual({ do: "give up" });
    expect(afterMistake("no more", digest, [message(1)], PLANNED)).toEqual({ do: "give up" });
  });
});
