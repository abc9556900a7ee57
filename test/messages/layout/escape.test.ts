import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  escape,
  linkTarget,
  maskedLink,
  plain,
  plainWithin,
} from "../../../src/messages/layout/escape.ts";
import { hostileText } from "../hostile-text.ts";
import { allNodes, visibleText } from "../read-markdown.ts";

const HARMLESS = new Set(["text", "twemoji", "escape"]);

test.each([
  "# A heading",
  "-# small print",
  "> a quote",
  ">>> a longer quote",
  "- a list",
  "* a list",
  "12. a list",
  "12) a list",
  "*slanted* _slanted_ __underlined__ **bold**",
  "~~struck~~",
  "||hidden||",
  "`code` ```block```",
  "@everyone and @here",
  "<@123456789012345678> <@&123456789012345678> <#123456789012345678>",
  "<t:1700000000:R> <:a:123456789012345678> </help:123456789012345678>",
  ":smile:",
  "[click](https://evil.example)",
  "https://evil.example/a_b",
  "<https://evil.example>",
  "C:\\temp\\",
  "¯\\_(ツ)_/¯",
])("%s is shown as it was written", (written) => {
  expect(visibleText(escape(written, 1000))).toBe(written);
  expect(allNodes(escape(written, 1000)).filter(({ type }) => !HARMLESS.has(type))).toEqual([]);
});

test("words that only look like Markdown are left alone", () => {
  const written = "State-of-the-art: 50% of P(A|B) at ~3 dB, C# and #1 - all in one (see below)";
  expect(escape(written, 1000)).toBe(written);
});

test("any text reads as it was written, formats nothing and links nowhere", () => {
  fc.assert(
    fc.property(hostileText, (written) => {
      const shown = escape(written, 100_000);
      expect(visibleText(shown)).toBe(plain(written));
      expect(allNodes(shown).filter(({ type }) => !HARMLESS.has(type))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test("at the start of a text, what would begin a list or a quote is escaped", () => {
  expect(["- a", "+ a", "> a", "# a", "12. a", "3) a"].map((text) => escape(text, 10))).toEqual([
    "\\- a",
    "\\+ a",
    "\\> a",
    "\\# a",
    "12\\. a",
    "3\\) a",
  ]);
});

test("an escaped text keeps to its room, and ends where something was left out", () => {
  expect(escape("a*b*c*d", 20)).toBe("a\\*b\\*c\\*d");
  expect(escape("a*b*c*d", 8)).toBe("a\\*b\\*c…");
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 0, max: 300 }), (written, max) => {
      expect(escape(written, max).length).toBeLessThanOrEqual(max);
    }),
  );
});

test.each([
  ["*", "\\*"],
  ["a|b || c", "a|b \\|\\| c"],
  ["a ~b ~~ c", "a ~b \\~\\~ c"],
  ["a: b :c", "a: b \\:c"],
  ["me @ home, me@home", "me @ home, me\\@home"],
  ["[a](b) c] (d)", "\\[a]\\(b) c] (d)"],
  ["1. 12) 1.5 a 3.", "1\\. 12) 1.5 a 3."],
  ["-a", "\\-a"],
  ["a -b #c >d +e", "a -b #c >d +e"],
])("of “%s” just what formats gets a backslash", (written, escaped) => {
  expect(escape(written, 100)).toBe(escaped);
});

test("an escaped text fills its room, to the last character where it can", () => {
  expect(escape("a".repeat(10), 10)).toBe("a".repeat(10));
  expect(escape("*".repeat(5), 10)).toBe("\\*".repeat(5));
  expect(escape("*".repeat(6), 10)).toBe(`${"\\*".repeat(4)}…`);
  expect(escape("*".repeat(6), 1)).toBe("…");
  expect(escape("abc", 0)).toBe("");
});

test("of a text only twenty thousand characters are looked at", () => {
  expect(plain("a".repeat(20_000))).toHaveLength(20_000);
  expect(plain(`${"a".repeat(20_000)}b`)).toBe("a".repeat(20_000));
});

describe("a plain text", () => {
  test("is one line", () => {
    expect(plain(" one\n\ttwo\u2028three\u0085four\u00A0five ")).toBe("one two three four five");
  });

  test("has no characters that hide, reverse or pile up", () => {
    expect(plain("in\u200Bvis\u00ADible \u202Edesrever\u2069 \uFEFF\u3164")).toBe(
      "invisible desrever",
    );
    expect(plain(`a${"\u0301".repeat(50)}b`)).toBe(`a${"\u0301".repeat(4)}b`);
    expect(plain("half \uD83D a pair")).toBe("half \uFFFD a pair");
  });

  test("keeps emoji whole", () => {
    expect(plain("👩‍🔬 🏳️‍🌈 👍🏽 🇫🇷")).toBe("👩‍🔬 🏳️‍🌈 👍🏽 🇫🇷");
    expect(plain("a\u200Db")).toBe("ab");
  });

  test("is cut after a word, and never inside a character", () => {
    expect(plainWithin("Federated learning at scale", 20)).toBe("Federated learning…");
    expect(plainWithin("Federated learning", 18)).toBe("Federated learning");
    expect(plainWithin("👩‍🔬👩‍🔬👩‍🔬", 12)).toBe("👩‍🔬👩‍🔬…");
    expect(plainWithin("👩‍🔬👩‍🔬👩‍🔬", 10)).toBe("👩‍🔬…");
    expect(plainWithin("日本語の論文", 4)).toBe("日本語…");
  });
});

describe("a masked link", () => {
  const url = "https://huggingface.co/papers?q=Some+title";

  test("shows balanced brackets, and others instead of unbalanced ones", () => {
    expect(maskedLink("[Re] A study", url, 200)).toBe(`[\\[Re\\] A study](${url})`);
    expect(maskedLink("A [study", url, 200)).toBe(`[A (study](${url})`);
  });

  test("has no URL in its text, where Discord would not show it as a link", () => {
    expect(maskedLink("See https://example.org/a now", url, 200)).toBe(
      `[See example.org/a now](${url})`,
    );
  });

  test("takes half its room for the text, and is only the text where the link has no room", () => {
    expect(maskedLink("a".repeat(60), "https://a.b", 100)).toBe(
      `[${"a".repeat(49)}…](https://a.b/)`,
    );
    expect(maskedLink("abcde", "https://a.b", 21)).toBe("[abcde](https://a.b/)");
    expect(maskedLink("abcde", "https://a.b", 20)).toBe("abcde");
  });

  test("is only its text where nothing of that can be seen, or only the scheme of a URL", () => {
    expect(maskedLink("\u200B", url, 200)).toBe("");
    expect(maskedLink("https://", url, 200)).toBe("https\\://");
  });

  test("has no brackets in each other in its text", () => {
    expect(maskedLink("[a [b]]", url, 200)).toBe(`[(a (b))](${url})`);
    expect(maskedLink("a] b", url, 200)).toBe(`[a) b](${url})`);
  });

  test("is only its text where the link is unsafe or too long", () => {
    expect(maskedLink("Title", "javascript:alert(1)", 200)).toBe("Title");
    expect(maskedLink("Title", "https://example.org@evil.example/", 200)).toBe("Title");
    expect(maskedLink("Title", `https://example.org/${"a".repeat(300)}`, 200)).toBe("Title");
    expect(maskedLink("Title", undefined, 200)).toBe("Title");
  });

  test("leads where it should whatever its text and the text after it say", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (title, text) => {
        const markdown = `${maskedLink(title, url, 1000)}\n${escape(text, 1000)}`;
        const targets = allNodes(markdown)
          .filter(({ type }) => type === "link")
          .map(({ target }) => target);
        const hasWords = /[a-z]/i.test(plain(title).replace(/[a-z]+:\/\//g, ""));
        expect(markdown.length).toBeLessThanOrEqual(2001);
        expect(hasWords ? [[url]] : [[url], []]).toContainEqual(targets);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a link's target", () => {
  test("has nothing in it that ends the link or formats", () => {
    expect(linkTarget("https://en.wikipedia.org/wiki/Paper_(a) b*c")).toBe(
      "https://en.wikipedia.org/wiki/Paper_%28a%29%20b%2Ac",
    );
  });

  test("is an address of the web, written out, and of a length that buttons take", () => {
    expect(linkTarget("HTTPS://Example.org")).toBe("https://example.org/");
    expect(linkTarget("http://example.org/a")).toBe("http://example.org/a");
    expect(linkTarget("ftp://example.org")).toBeNull();
    expect(linkTarget("xhttps://example.org")).toBeNull();
    expect(linkTarget("https://:secret@example.org")).toBeNull();
    expect(linkTarget("https://somebody:secret@example.org")).toBeNull();
    expect(linkTarget("data:text/html,x")).toBeNull();
    expect(linkTarget("not a link")).toBeNull();
    expect(linkTarget(`https://example.org/${"a".repeat(492)}`)).toHaveLength(512);
    expect(linkTarget(`https://example.org/${"a".repeat(493)}`)).toBeNull();
  });
});
