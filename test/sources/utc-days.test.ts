import { afterEach, expect, test, vi } from "vitest";
import { dayInWords } from "../../src/sources/utc-days.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(["", ":/etc/localtime", "UTC0", "Europe/Berlin"])(
  "a day is named whatever zone the machine claims to be in: TZ=%j",
  (zone) => {
    vi.stubEnv("TZ", zone);
    expect(dayInWords(Temporal.PlainDate.from("2026-11-20"))).toBe("Friday 20 November");
  },
);
