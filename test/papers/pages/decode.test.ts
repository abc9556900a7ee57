import { describe, expect, test } from "vitest";
import {
  aPage,
  bytesOf,
  linesWithProblems,
  METADATA,
  readPage,
  titlesAndTexts,
} from "../a-page.ts";

const text = aPage("A title", "A text.", METADATA);
const read = [["A title", "A text."]];

test.each([
  ["LF", "\n"],
  ["CRLF", "\r\n"],
  ["CR", "\r"],
])("lines that end in %s", (_, lineEnd) => {
  const page = readPage(text.replaceAll("\n", lineEnd));
  expect(titlesAndTexts(page)).toEqual(read);
  expect(page.entries[0]).toMatchObject({ line: 1, authorCount: 3 });
  expect(page.problems).toEqual([]);
});

test.each([
  ["UTF-8 with a byte order mark", bytesOf(`\uFEFF${text}`)],
  ["UTF-16, low byte first", Buffer.from(`\uFEFF${text}`, "utf16le")],
  ["UTF-16, high byte first", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
])("%s is read without a word", (_, bytes) => {
  const page = readPage(bytes);
  expect(titlesAndTexts(page)).toEqual(read);
  expect(page.entries[0]?.authorCount).toBe(3);
  expect(page.problems).toEqual([]);
});

test("UTF-16 without a mark and Windows-1252 are recognised, and it is said", () => {
  const utf16 = readPage(Buffer.from(text, "utf16le"));
  expect(titlesAndTexts(utf16)).toEqual(read);
  const windows = readPage(
    Buffer.from(text.replace("A text.", "Un café.").replace("•", "\x95"), "latin1"),
  );
  expect(windows.entries).toMatchObject([{ text: "Un café.", authorCount: 3 }]);
  expect([...linesWithProblems(utf16), ...linesWithProblems(windows)]).toEqual([null, null]);
});

test("bytes that are not UTF-8 become � in their line, and the rest is read", () => {
  const bytes = Buffer.concat([
    Buffer.from("First\n\nSome "),
    Buffer.from([0xff, 0xc3]),
    Buffer.from(` text.\n\n${METADATA}\n\nSecond\n\nText two.`),
  ]);
  const page = readPage(bytes);
  expect(titlesAndTexts(page)).toEqual([
    ["First", "Some �� text."],
    ["Second", "Text two."],
  ]);
  expect(page.entries[0]?.authorCount).toBe(3);
  expect(linesWithProblems(page)).toEqual([3]);
});

describe("characters that nobody sees", () => {
  test.each([
    ["NUL", "\0"],
    ["a direction override", "\u202E"],
    ["a zero-width blank", "\u200B"],
    ["a soft hyphen", "\u00AD"],
    ["a joiner between Latin letters", "\u200D"],
  ])("%s is taken out of a title, and it is said", (_, character) => {
    const page = readPage(aPage(`A ti${character}tle`, "A text.", METADATA));
    expect(titlesAndTexts(page)).toEqual(read);
    expect(linesWithProblems(page)).toEqual([1]);
  });

  test("joiners stay where they mean something", () => {
    const page = readPage(aPage("می‌خواهم 👩‍🔬", "A text.", METADATA));
    expect(page.entries[0]?.title).toBe("می‌خواهم 👩‍🔬");
    expect(page.problems).toEqual([]);
  });

  test("a file that ends in zeros keeps what was written before", () => {
    const page = readPage(text + "\0".repeat(5000));
    expect(titlesAndTexts(page)).toEqual(read);
    expect(page.entries[0]?.published?.date).toBe("2024-11-17");
  });
});

test("a file that is no text is left out as a whole", () => {
  const picture = Uint8Array.from(
    { length: 3000 },
    (_, index) => (index * 7919 + (index >> 3)) % 256,
  );
  expect(readPage(picture)).toMatchObject({ entries: [], problems: [{ line: null }] });
});
