import { expect, test } from "vitest";
import { withMissedDays } from "../../../src/sources/hugging-face/days.ts";

const nothing = { through: null, missed: [], days: [], nextAt: null, health: null };

test("a slip in the year asks for no day before the first list", () => {
  const today = Temporal.PlainDate.from("2026-11-20");
  const { missed } = withMissedDays(nothing, today, Temporal.PlainDate.from("0206-11-01"));
  expect(missed[0]).toEqual({ day: "2023-05-04", tries: 0 });
  expect(missed.at(-1)?.day).toBe("2026-11-17");
});
