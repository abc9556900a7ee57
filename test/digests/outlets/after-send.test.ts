import { array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";
import type { Copy, Outlet } from "../../../src/digests/outlet.ts";
import { afterSend, type CopyFacts, isTooLate } from "../../../src/digests/outlets/after-send.ts";
import type { SendResult } from "../../../src/digests/outlets/outlet-courier.ts";
import { FRIDAY } from "../a-channel.ts";

const hours = (count: number) => FRIDAY.add({ minutes: Math.round(count * 60) });

function facts({
  now = FRIDAY,
  copy = {},
  outlet = {},
}: {
  now?: Temporal.Instant;
  copy?: Partial<Copy>;
  outlet?: Partial<Outlet>;
} = {}): CopyFacts {
  return {
    copy: {
      id: "d1.o1",
      outletId: "o1",
      digestId: "d1",
      plannedAt: FRIDAY,
      attempts: 0,
      outcome: "waiting",
      trouble: null,
      failingSince: null,
      nextAttemptAt: FRIDAY,
      finishedAt: null,
      ...copy,
    },
    outlet: {
      id: "o1",
      kind: "mail",
      channelId: "c1",
      startedAt: FRIDAY,
      refusedSince: null,
      end: null,
      ...outlet,
    },
    digest: { plannedAt: FRIDAY, late: false },
    now,
    outagePause: Temporal.Duration.from({ minutes: 7 }),
  };
}

test.each([
  ["sent at once", { kind: "sent" }, {}, { do: "finish", outcome: "sent", trouble: null }],
  [
    "sent after hours",
    { kind: "sent" },
    { now: hours(5) },
    { do: "finish", outcome: "sent late", trouble: null },
  ],
  [
    "never to be taken",
    { kind: "invalid", reason: "554" },
    {},
    { do: "finish", outcome: "failed", trouble: "invalid" },
  ],
  [
    "for somebody without access",
    { kind: "over", why: "no access" },
    {},
    { do: "end outlet", why: "no access" },
  ],
  [
    "refused for the first time",
    { kind: "refused", reason: "550" },
    {},
    { do: "postpone", trouble: "refused", refusedSince: FRIDAY, failingSince: FRIDAY },
  ],
  [
    "refused for three days",
    { kind: "refused", reason: "550" },
    { now: hours(72), outlet: { refusedSince: FRIDAY } },
    { do: "end outlet", why: "refused" },
  ],
  [
    "refused since a clock was ahead",
    { kind: "refused", reason: "550" },
    { outlet: { refusedSince: hours(900) } },
    { do: "postpone", refusedSince: FRIDAY },
  ],
  [
    "failing for three days",
    { kind: "later", reason: "451" },
    { now: hours(72), copy: { failingSince: FRIDAY } },
    { do: "finish", outcome: "failed", trouble: "later" },
  ],
  [
    "failing, which says nothing of the address",
    { kind: "later", reason: "451" },
    { now: hours(80), copy: { failingSince: hours(79) }, outlet: { refusedSince: FRIDAY } },
    { do: "postpone", refusedSince: FRIDAY },
  ],
  [
    "held up with all others, however long",
    { kind: "outage", reason: "no answer" },
    { now: hours(200), copy: { failingSince: FRIDAY }, outlet: { refusedSince: FRIDAY } },
    { do: "postpone", trouble: "outage", failingSince: FRIDAY, refusedSince: FRIDAY },
  ],
] as const satisfies [string, SendResult, Parameters<typeof facts>[0], object][])(
  "a copy that is %s",
  (_what, result, given, step) => {
    expect(afterSend(result, facts(given))).toMatchObject(step);
  },
);

test("pauses grow, and a copy that fails for ever is given up after three days", () => {
  assert(
    property(array(constantFrom("later", "refused"), { minLength: 1 }), (kinds) => {
      let now = FRIDAY;
      let given = facts({ now });
      let last = Temporal.Duration.from({ seconds: 0 });
      for (let i = 0; ; i += 1) {
        const step = afterSend({ kind: kinds[i % kinds.length]!, reason: "" }, { ...given, now });
        if (step.do !== "postpone") break;
        const pause = now.until(step.until);
        expect(Temporal.Duration.compare(pause, last)).toBeGreaterThanOrEqual(0);
        expect(i).toBeLessThan(50);
        last = pause;
        now = step.until;
        const { failingSince, refusedSince } = step;
        given = facts({ now, copy: { failingSince }, outlet: { refusedSince } });
      }
      const days = FRIDAY.until(now).total("hours") / 24;
      expect(days).toBeGreaterThanOrEqual(3);
      expect(days).toBeLessThan(3.5);
    }),
  );
});

test("nobody wants a copy of two weeks ago", () => {
  const { copy } = facts();
  expect(isTooLate(copy, hours(13 * 24))).toBe(false);
  expect(isTooLate(copy, hours(15 * 24))).toBe(true);
});
