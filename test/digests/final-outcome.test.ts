import { describe, expect, test } from "vitest";
import type { Digest, DigestMessage } from "../../src/digests/digest.ts";
import { finalOutcome, setAside } from "../../src/digests/delivery/final-outcome.ts";
import { aDigest, aMessage, FRIDAY } from "./a-channel.ts";

const PLANNED = FRIDAY.add({ hours: 24 });

function message(number: number, paperIds: string[], overrides: Partial<DigestMessage> = {}) {
  const { payload } = aMessage(...paperIds);
  const state = { kind: "delivered", id: `m${number}`, at: PLANNED } as const;
  return { digestId: "d1", nonce: `d1.${number}`, number, payload, paperIds, state, ...overrides };
}

const refused = { state: { kind: "refused", reason: "Invalid Form Body" } as const };

const none = () => false;

function outcome(
  messages: DigestMessage[],
  {
    digest = {},
    minutes = 0,
    wasBlocked = false,
    withdrawn = [],
  }: {
    digest?: Partial<Digest>;
    minutes?: number;
    wasBlocked?: boolean;
    withdrawn?: string[];
  } = {},
) {
  const planned = { ...aDigest({ plannedAt: PLANNED, ...digest }), finishedAt: null };
  return finalOutcome(planned, messages, {
    now: PLANNED.add({ minutes }),
    wasBlocked,
    isWithdrawn: (id) => withdrawn.includes(id),
  });
}

describe("a digest of which all arrived", () => {
  const all = [message(1, ["p1", "p2"]), message(2, ["p3"])];

  test.each([
    { minutes: 0, expected: "sent" },
    { minutes: 15, expected: "sent" },
    { minutes: 16, expected: "sent late" },
  ])("$minutes minutes after it was planned is $expected", ({ minutes, expected }) => {
    expect(outcome(all, { minutes })).toBe(expected);
  });

  test("is late where its slot was missed, or a permission", () => {
    expect(outcome(all, { digest: { late: true } })).toBe("sent late");
    expect(outcome(all, { wasBlocked: true })).toBe("sent late");
  });

  test("is nothing new on a quiet day, late or not", () => {
    expect(outcome([message(1, [])], { digest: { quiet: true } })).toBe("nothing new");
    const late = { digest: { quiet: true, late: true }, minutes: 60, wasBlocked: true };
    expect(outcome([message(1, [])], late)).toBe("nothing new");
  });
});

describe("a digest of which something was refused", () => {
  test("is partly sent or failed, quiet or late or not", () => {
    const one = [message(1, ["p1"]), message(2, ["p2"], refused)];
    expect(outcome(one)).toBe("partly sent");
    expect(outcome(one, { digest: { quiet: true }, minutes: 60 })).toBe("partly sent");
    expect(outcome([message(1, ["p1"], refused)])).toBe("failed");
    expect(outcome([message(1, [], refused)], { digest: { quiet: true } })).toBe("failed");
  });

  test("is sent where all its papers got through one by one", () => {
    const parts = [message(1, ["p1", "p2"], refused), message(2, ["p1"]), message(3, ["p2"])];
    expect(setAside(parts, none)).toEqual([]);
    expect(outcome(parts)).toBe("sent");
  });

  test("is partly sent where a paper was refused alone, or tried nowhere else", () => {
    const alone = [
      message(1, ["p1", "p2"], refused),
      message(2, ["p1"]),
      message(3, ["p2"], refused),
    ];
    expect(setAside(alone, none)).toEqual([{ number: 3, paperIds: ["p2"] }]);
    expect(outcome(alone)).toBe("partly sent");
    const left = [message(1, ["p1", "p2"], refused), message(2, ["p1"])];
    expect(setAside(left, none)).toEqual([{ number: 1, paperIds: ["p2"] }]);
    expect(outcome(left)).toBe("partly sent");
  });

  test("is sent where what is left of it was withdrawn, taken out before it was tried alone", () => {
    const left = [message(1, ["p1", "p2"], refused), message(2, ["p1"])];
    expect(outcome(left, { withdrawn: ["p2"] })).toBe("sent");
    expect(outcome([message(1, ["p1", "p2"], refused)], { withdrawn: ["p1", "p2"] })).toBe(
      "nothing new",
    );
  });
});
