import * as fc from "fast-check";
import { expect, test } from "vitest";
import { reasonSchema } from "../../src/digests/reason.ts";
import { reasonIn, reasonJson } from "../../src/store/digests/reason-column.ts";

const aReason = fc.record({
  heading: fc.string(),
  topic: fc.string(),
  strength: fc.double({ min: 0, max: 1, noNaN: true }).map((strength) => strength + 0),
  words: fc.array(fc.string()),
  fields: fc.subarray(["title" as const, "text" as const, "organisation" as const]),
  attention: fc.option(fc.record({ upvotes: fc.nat(), days: fc.nat() })),
  votesHere: fc.nat(),
});

test("a reason is read as it was stored, in less room", () => {
  fc.assert(
    fc.property(aReason, (reason) => {
      const stored = reasonJson(reason);
      expect(reasonIn(stored)).toEqual(reason);
      expect(stored?.length).toBeLessThan(JSON.stringify(reason).length - 60);
    }),
  );
  expect(reasonJson(undefined)).toBeNull();
});

test("one that was stored with its names is read, and what nobody knows is none", () => {
  fc.assert(
    fc.property(aReason, (reason) => {
      expect(reasonIn(JSON.stringify(reasonSchema.parse(reason)))).toEqual(reason);
    }),
  );
  for (const strange of ["", "[]", "{}", "7", '["a",null,1,[],"z",null,0]'])
    expect(reasonIn(strange)).toBeNull();
  expect(reasonIn(null)).toBeNull();
});
