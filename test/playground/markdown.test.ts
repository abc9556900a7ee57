import { expect, test } from "vitest";
import { parseMarkdown } from "../../src/playground/markdown.ts";
import type { MarkdownNode } from "../../src/playground/protocol.ts";

const text = (words: string): MarkdownNode => ({ kind: "text", text: words });

test("headings, small print and paragraphs follow each other without empty lines", () => {
  expect(parseMarkdown("## Results\n-# Stanford · 2024\nfirst\nsecond")).toEqual([
    { kind: "heading", level: 2, children: [text("Results")] },
    { kind: "subtext", children: [text("Stanford · 2024")] },
    text("first"),
    { kind: "break" },
    text("second"),
  ]);
});

test("a masked link keeps the marks inside its words", () => {
  expect(parseMarkdown("1. [On *graphs*](<https://papers.example/1?a=b>)")).toEqual([
    text("1. "),
    {
      kind: "link",
      url: "https://papers.example/1?a=b",
      children: [text("On "), { kind: "italic", children: [text("graphs")] }],
    },
  ]);
});

test.each(["javascript:alert(1)", "data:text/html,x", "//papers.example", "file:///etc/passwd"])(
  "a link to %s loses the link and keeps its words",
  (target) => {
    expect(parseMarkdown(`[words](${target})`)).toEqual([text("words")]);
  },
);

test("lines that begin with a dash are one list, until a line does not", () => {
  expect(parseMarkdown("Try:\n- **one**\n- two\nafter - all")).toEqual([
    text("Try:"),
    { kind: "break" },
    {
      kind: "list",
      items: [[{ kind: "bold", children: [text("one")] }], [text("two")]],
    },
    text("after - all"),
  ]);
});

test.each([
  ["\\- no list", "- no list"],
  ["\\# no heading", "# no heading"],
  ["\\*no marks\\*", "*no marks*"],
  ["\\[no\\]\\(https\\://link.example\\)", "[no](https://link.example)"],
  ["\\<t:1700000000:R>", "<t:1700000000:R>"],
  ["<img src=x onerror=alert(1)> &amp;", "<img src=x onerror=alert(1)> &amp;"],
])("%s is plain text", (markdown, shown) => {
  expect(parseMarkdown(markdown)).toEqual([text(shown)]);
});

test("times, commands and code keep what they mean", () => {
  expect(parseMarkdown("<t:1700000000:R> </paper search:100000000000000001> `a*b*`")).toEqual([
    { kind: "time", at: 1_700_000_000, style: "R" },
    text(" "),
    { kind: "command", name: "paper search" },
    text(" "),
    { kind: "code", block: false, text: "a*b*" },
  ]);
});
