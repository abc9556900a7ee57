import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readMeanings } from "../../../../src/search/words/meaning/read-meanings.ts";

test("a line has words that mean the same, or a field with its names and parts", () => {
  const text = [
    "# What we say in our lab",
    "",
    "  cryo-EM ,electron cryomicroscopy,",
    "field: single-cell sequencing, scRNA-seq > Drop-seq, 10x Chromium",
    "Field: phylogenetics",
  ];
  for (const lineEnd of ["\n", "\r\n", "\r"])
    expect(readMeanings(text.join(lineEnd))).toEqual({
      lines: [
        { kind: "words", expressions: ["cryo-EM", "electron cryomicroscopy"] },
        {
          kind: "field",
          names: ["single-cell sequencing", "scRNA-seq"],
          parts: ["Drop-seq", "10x Chromium"],
        },
        { kind: "field", names: ["phylogenetics"], parts: [] },
      ],
      problems: [],
    });
});

test.each([
  ["photo", "only one expression"],
  ["photo, photos", "for one word already"],
  ["SSM > Mamba", "Write “field:” first"],
  ["fields: SSM, state space model", "Remove “fields:”"],
  ["field: > Mamba", "The field has no name"],
  ["field:", "The field has no name"],
  ["field: SSM > Mamba > Mamba-2", "more than one >"],
  ["photo, ***", "“***” has no letters or digits"],
])("“%s” is left out alone, with its line and what to do", (line, what) => {
  const { lines, problems } = readMeanings(`lung, chest\n${line}\nbone, rib`);
  expect(problems).toEqual([{ line: 2, what: expect.stringContaining(what) }]);
  expect(lines).toHaveLength(2);
});

test("every line is read, left out with a reason, or says nothing", () => {
  const anyLine = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc
      .array(fc.constantFrom("photo", "image", "SSM", ",", ">", "field:", ":", "#", " ", "—"), {
        maxLength: 12,
      })
      .map((parts) => parts.join("")),
  );
  const oneLine = anyLine.filter((line) => !/[\r\n]/.test(line));
  fc.assert(
    fc.property(fc.array(oneLine), (all) => {
      const { lines, problems } = readMeanings(all.join("\n"));
      const saying = all.flatMap((line, at) => (/^\s*(?:#|$)/.test(line) ? [] : [at + 1]));
      expect(lines.length + problems.length).toBe(saying.length);
      expect(saying).toEqual(expect.arrayContaining(problems.map(({ line }) => line)));
      expect(problems.every(({ what }) => what.endsWith("."))).toBe(true);
    }),
  );
});

const shipped = join(import.meta.dirname, "../../../../src/search/words/meaning/shipped");

test.each(readdirSync(shipped).filter((name) => name.endsWith(".txt")))(
  "every line of %s that ships can be read",
  (name) => {
    const { lines, problems } = readMeanings(readFileSync(join(shipped, name), "utf8"));
    expect(problems).toEqual([]);
    expect(lines.length).toBeGreaterThan(100);
  },
);
