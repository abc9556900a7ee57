import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBody } from "../../../src/sources/client/decode-body.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["UTF-8 that says it is Latin-1", Buffer.from(declared("iso-8859-1", "Café")), "text/xml"],
  ["UTF-8 with a mark", Buffer.from(`\uFEFF${declared("utf-8", "Café")}`), "text/xml"],
  ["Latin-1 that its declaration names", latin1(declared("iso-8859-1", "Café")), "text/xml"],
  ["Latin-1 that says it is UTF-8", latin1(declared("utf-8", "Café")), "text/xml; charset=utf-8"],
  ["Latin-1 that its header names", latin1("<rss>Café</rss>"), 'text/xml; charset="ISO-8859-1"'],
  ["UTF-16 with a mark", Buffer.from(`\uFEFF${declared("utf-16", "Café")}`, "utf16le"), ""],
  ["UTF-16 without one", Buffer.from(declared("utf-16", "Café"), "utf16le"), "text/xml"],
  ["an encoding that nobody knows", latin1(declared("klingon", "Café")), "text/xml"],
])("%s is read", (_, bytes, contentType) => {
  expect(decodeBody(bytes, contentType)).toContain("Café");
});

test("other alphabets are read as their declaration says", () => {
  const bytes = Buffer.concat([
    Buffer.from(`<?xml version="1.0" encoding="windows-1251"?><title>`),
    Buffer.from([0xcd, 0xe0, 0xf3, 0xea, 0xe0]),
    Buffer.from("</title>"),
  ]);
  expect(decodeBody(bytes)).toContain("Наука");
});

test("one broken letter does not spoil the others", () => {
  const bytes = Buffer.concat([
    Buffer.from("Zürich, "),
    Buffer.from([0xff]),
    Buffer.from(" Genève"),
  ]);
  expect(decodeBody(bytes, "text/xml; charset=utf-8")).toBe("Zürich, � Genève");
});

test("what is UTF-8 comes out as it went in", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 50 }), (text) => {
      fc.pre(!text.startsWith("\uFEFF") && !text.slice(0, 4).includes("\0"));
      expect(decodeBody(Buffer.from(text), "text/plain")).toBe(text.toWellFormed());
    }),
  );
});

function declared(encoding: string, text: string): string {
  return `<?xml version="1.0" encoding="${encoding}"?><title>${text}</title>`;
}
