import { describe, expect, test } from "vitest";
import { codeMail } from "../../src/mail/layout/code-mail.ts";
import { COLOURS } from "../../src/mail/layout/colours.ts";
import { aDigestMail } from "./a-digest-mail.ts";

/** What is asked of small text: WCAG 2.2, 1.4.3. */
const LEAST = 4.5;

describe.each(["light", "dark"] as const)("in the %s", (theme) => {
  const { ground, ...texts } = COLOURS[theme];
  test.each(Object.entries(texts))("%s is read on its ground", (_name, colour) => {
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(LEAST);
  });
});

const from = { address: "papers@lab.example", name: "Paperboy" };
const date = Temporal.Instant.from("2026-11-20T08:00:00Z");
const mails = [
  ["a digest", aDigestMail({ title: "Frogs", organisation: "A pond", abstract: "Of frogs." })],
  ["a code", codeMail("123456", { to: "ann@example.org", from, id: "1", date })],
] as const;

test.each(mails)("%s has these colours alone, on the ground, in light and dark", (_what, mail) => {
  const [head = "", body = ""] = mail.html.split("</head>");
  const { light, dark } = COLOURS;
  const tags = [...body.matchAll(/<[a-z][^>]*>/g)].map(([tag]) => tag);
  const coloured = tags.filter((tag) => coloursIn(tag).length > 0);
  const shown = coloured.map((tag) => {
    const name = /class="([\w-]+)"/.exec(tag)?.[1] ?? "";
    const rule = new RegExp(String.raw`\.${name}\{[^}]*`).exec(head)?.[0] ?? "";
    return [coloursIn(tag), coloursIn(rule)].join(" ");
  });
  const pairs = (["ground", "ink", "soft", "accent"] as const).map((one) =>
    [light[one], dark[one]].join(" "),
  );
  expect(shown.filter((pair) => !pairs.includes(pair))).toEqual([]);
  // What has no colour of its own would have the program's, on our ground.
  const lines = tags.filter((tag) => /^<(?:body|p|h1|h2|a)\b/.test(tag));
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.filter((tag) => !coloured.includes(tag))).toEqual([]);
});

function coloursIn(markup: string): string[] {
  return [...markup.matchAll(/(?<=color:|background:)#\w+/g)].map(([colour]) => colour);
}

/** By the formulas of WCAG 2.2 for relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
