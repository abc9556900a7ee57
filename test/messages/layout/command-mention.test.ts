import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clickable } from "../../../src/messages/layout/clickable.ts";
import {
  type CommandIds,
  commandIds,
  lengthShown,
  linkCommands,
} from "../../../src/messages/layout/command-mention.ts";
import { reply } from "../../../src/messages/layout/budget.ts";
import { escape, maskedLink } from "../../../src/messages/layout/escape.ts";
import { container, text } from "../../../src/messages/layout/parts.ts";
import { errorNotice } from "../../../src/messages/notices.ts";
import { hostileText } from "../hostile-text.ts";
import { linesOf } from "../read-reply.ts";

const ids: CommandIds = new Map([
  ["help", "7"],
  ["digest settings", "18446744073709551615"],
  ["digest list", "18446744073709551615"],
]);

describe("commands in a text", () => {
  test.each([
    ["Use `/help`.", "Use </help:7>."],
    ["`/digest list`, `/help`", "</digest list:18446744073709551615>, </help:7>"],
    [
      "-# `/digest settings quiet:` can change it",
      "-# </digest settings:18446744073709551615> `quiet:` can change it",
    ],
    ["`/help topic: hide:`", "</help:7> `topic: hide:`"],
  ])("can be clicked: %s", (written, shown) => {
    expect(linkCommands(written, ids)).toBe(shown);
  });

  test.each(["`/digest`", "`/digest pause`", "`/helper`", "/help", "\\`/help\\`", "`help`"])(
    "stay as they are where nothing answers to them: %s",
    (written) => {
      expect(linkCommands(written, ids)).toBe(written);
    },
  );

  test("are counted at the length that they get", () => {
    const words = fc.constantFrom("`/digest settings quiet:`", "`/digest list`", "`/help`", "so ");
    fc.assert(
      fc.property(fc.array(words), (pieces) => {
        const written = pieces.join(" ");
        expect(lengthShown(written)).toBeGreaterThanOrEqual(linkCommands(written, ids).length);
      }),
    );
  });
});

const almostCommand = fc.oneof(
  hostileText,
  fc
    .array(fc.constantFrom("`", "\\", "/help", "/digest list", "<", ">", "</help:7>", " ", "a"))
    .map((pieces) => pieces.join("")),
);

test("no text from outside has a command that can be clicked", () => {
  fc.assert(
    fc.property(almostCommand, fc.integer({ min: 1, max: 60 }), (written, max) => {
      for (const shown of [escape(written, max), maskedLink(written, "https://example.org", 99)]) {
        expect(linkCommands(shown, ids)).toBe(shown);
        // Nor together with what stands around it.
        expect(linkCommands(`“${shown}” \`/help\``, ids)).toBe(`“${shown}” </help:7>`);
      }
    }),
    { numRuns: 1000 },
  );
});

test("an error's advice can be clicked, and nothing of what it quotes", () => {
  const { components } = errorNotice("There is no “`/help`”.", { advice: "Use `/help`." });
  const shown = clickable(reply(components), ids);
  expect(linesOf(shown)).toEqual(["There is no “\\`/help\\`”. Use </help:7>."]);
});

test("commands with subcommands are known by these alone", () => {
  const registered = [
    { id: "1", name: "help", options: [{ type: 3, name: "topic" }] },
    { id: "2", name: "digest", options: [{ type: 1, name: "list" }] },
    { id: "3", name: "bare" },
  ];
  expect([...commandIds(registered)]).toEqual([
    ["help", "1"],
    ["digest list", "2"],
    ["bare", "3"],
  ]);
});

test("a message that was laid out without room for mentions stays as it is", () => {
  const full = { ...reply([container([text("`/help`")])]) };
  full.components = [container([text(`${"a".repeat(3980)} \`/digest list\``)])];
  expect(clickable(full, ids)).toBe(full);
  full.components = [container([text(`${"a".repeat(3900)} \`/digest list\``)])];
  expect(linesOf(clickable(full, ids))[0]).toContain("</digest list:");
});
