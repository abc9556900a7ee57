import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseSince } from "../../../src/search/query/since.ts";

const TODAY = Temporal.PlainDate.from("2026-03-31");

test.each([
  ["2024", "2024-01-01"],
  ["2024-05", "2024-05-01"],
  ["2024-05-17", "2024-05-17"],
  ["2024/5/7", "2024-05-07"],
  ["2024-05-17T12:00:00Z", "2024-05-17"],
  [" 2024-05 ", "2024-05-01"],
  ["May 2024", "2024-05-01"],
  ["sept. 2024", "2024-09-01"],
  ["17 May 2024", "2024-05-17"],
  ["May 17, 2024", "2024-05-17"],
  ["1st of May", null],
  ["today", "2026-03-31"],
  ["yesterday", "2026-03-30"],
  ["30d", "2026-03-01"],
  ["2w", "2026-03-17"],
  ["2 weeks", "2026-03-17"],
  ["1 month", "2026-02-28"],
  ["3 months ago", "2025-12-31"],
  ["last month", "2026-02-28"],
  ["the past year", "2025-03-31"],
  ["1y", "2025-03-31"],
  ["２０２４", "2024-01-01"],
])("since %s means %s", (typed, day) => {
  expect(parseSince(typed, TODAY)).toBe(day);
});

test.each([
  "",
  "soon",
  "2024-13",
  "2024-02-30",
  "30 February 2024",
  "May 32, 2024",
  "17/05/2024",
  "maybe 2024",
  "-3d",
  "24",
  "d5",
])("since %o cannot be read", (typed) => {
  expect(parseSince(typed, TODAY)).toBeNull();
});

test("since never reaches back beyond 1900, so that days can be compared as text", () => {
  expect(parseSince("9999y", TODAY)).toBe("1900-01-01");
  expect(parseSince("0001", TODAY)).toBe("1900-01-01");
});

test("whatever is typed is a day or nothing", () => {
  const unit = fc.constantFrom(..."0123456789-/. dwmyDjan last ago".split(""), "month", "may");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(unit).map((all) => all.join("")),
      ),
      (typed) => {
        expect(parseSince(typed, TODAY) ?? "1900-01-01").toMatch(/^(19|[2-9]\d)\d\d-\d\d-\d\d$/);
      },
    ),
  );
});
