import { expect, test } from "vitest";
import {
  customId,
  customIdIfShort,
  parseCustomId,
} from "../../../src/messages/layout/custom-id.ts";
import { allDays, day, mainDay } from "../../../src/messages/layout/day.ts";
import { moment, moments } from "../../../src/messages/layout/moment.ts";
import { counted, listed } from "../../../src/messages/layout/wording.ts";

const at = Temporal.Instant.from("2026-11-21T08:00:00.900Z");

test("numbers, lists and times", () => {
  expect([0, 1, 2, 1024].map((count) => counted(count, "paper"))).toEqual([
    "0 papers",
    "1 paper",
    "2 papers",
    "1,024 papers",
  ]);
  expect([["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["a", "a and b", "a, b and c"]);
  expect(moment(at, "R")).toBe("<t:1795248000:R>");
  expect(moments(at)).toBe("<t:1795248000:F>, <t:1795248000:R>");
});

test("days", () => {
  expect(["2024-11-07", "--01-31", "2024-12-01"].map(day)).toEqual([
    "7 Nov 2024",
    "31 Jan",
    "1 Dec 2024",
  ]);
  const dates = { submitted: "2025-12-31", announced: "2026-01-02", listed: "2026-01-03" };
  expect(allDays({ published: null, dates })).toEqual([
    "submitted 31 Dec 2025",
    "announced 2 Jan 2026",
    "on Hugging Face since 3 Jan",
  ]);
  const published = { date: "2024-11-07", precision: "day" as const, inferred: true };
  expect(mainDay({ published, dates })).toBe("7 Nov, probably 2024");
  expect(mainDay({ published: null, dates: { announced: "2026-01-02" } })).toBe(
    "announced 2 Jan 2026",
  );
  expect(mainDay({ published: null })).toBe("");
  const { submitted: _submitted, ...later } = dates;
  expect(allDays({ published, dates: later })[0]).toBe("7 Nov, probably 2024");
  expect(allDays({ published, dates })[0]).toBe("submitted 31 Dec 2025");
});

test("custom ids", () => {
  expect(customId("a.b", "c", 7)).toBe("a.b:c:7");
  expect(parseCustomId("a.b:c:7")).toEqual({ name: "a.b", parts: ["c", "7"] });
  expect(parseCustomId("")).toEqual({ name: "", parts: [] });
  expect(customId("a", "b".repeat(98))).toHaveLength(100);
  expect(customIdIfShort("a", "b".repeat(98))).toHaveLength(100);
  expect(() => customId("a", "b".repeat(99))).toThrow("Custom id over 100 characters");
  expect(customIdIfShort("a", "b".repeat(99))).toBeNull();
});
