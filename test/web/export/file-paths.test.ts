import * as fc from "fast-check";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { fileOf, linkTo } from "../../../src/web/export/file-paths.ts";
import { linksIn, withFileLinks } from "../../../src/web/export/links.ts";

test.each([
  ["/", "index.html"],
  ["/c/1", "c/1/index.html"],
  ["/c/1/2026-11", "c/1/2026-11/index.html"],
  ["/c/1/2026-11?page=2", null],
  ["/c/1/feed.atom", "c/1/feed.atom"],
  ["/style.css?v=abc", "style.css"],
  ["/search", null],
  ["/search?q=mamba", null],
  ["/searching", "searching/index.html"],
  ["/api/papers", null],
  ["//evil.example/x", null],
  ["https://evil.example/x", null],
  ["/c/%2e%2e/%2E%2E/etc", "etc/index.html"],
  ["/c/..%2f..%2fetc", null],
  ["/c/a%00b", null],
  ["/c/a%5Cb", null],
])("%s is %s", (address, file) => {
  expect(fileOf(address)).toBe(file);
});

test.each([
  ["index.html", "index.html", "./"],
  ["c/1/index.html", "index.html", "c/1/"],
  ["index.html", "c/1/index.html", "../../"],
  ["p/a/index.html", "c/1/d/index.html", "../../../p/a/"],
  ["style.css", "c/1/index.html", "../../style.css"],
  ["c/1/feed.atom", "c/1/index.html", "feed.atom"],
])("%s from %s is %s", (file, from, link) => {
  expect(linkTo(file, from)).toBe(link);
});

test("no address leads out of the folder, and every link to where it should", () => {
  const name = fc.oneof(
    fc.constantFrom("..", ".", "%2e%2e", "c", "feed.atom", "\\", "\\x", "\t", "/\\"),
    fc.string({ maxLength: 4 }),
  );
  const address = fc.array(name, { maxLength: 5 }).map((names) => `/${names.join("/")}`);
  fc.assert(
    fc.property(address, address, (one, other) => {
      const [file, from] = [fileOf(one), fileOf(other)];
      fc.pre(file !== null && from !== null);
      expect(posix.normalize(file)).toBe(file);
      expect(file).not.toMatch(/^\.|\/\.|^\//);
      const reached = new URL(linkTo(file, from), `http://host/lab/${from}`).pathname;
      expect(reached).toBe(`/lab/${file.replace(/(^|\/)index\.html$/, "$1")}`);
    }),
  );
});

test.each(["", "/lab"])(
  "behind “%s”, links of ours lead to files, and nothing else is another",
  (base) => {
    const page = (...[style, other, icon, front]: string[]) =>
      `<link rel="stylesheet"\n  href="${style}"><a href="${other}#top">href="/c/1</a><a href="https://arxiv.org/">x</a>` +
      `<img src="${icon}"><form action="${base}/search"></form><a href="${front}">&quot;/</a><a href="//x.example/">y</a>`;
    const written = page(`${base}/style.css?v=1`, `${base}/c/1`, `${base}/icon.png`, `${base}/`);
    expect(linksIn(written, base).slice(0, 5)).toEqual([
      "/style.css?v=1",
      "/c/1",
      "/icon.png",
      "/search",
      "/",
    ]);
    expect(withFileLinks(written, "p/a/index.html", base)).toBe(
      page("../../style.css", "../../c/1/", "../../icon.png", "../../"),
    );
  },
);

test("what is beside the base is none of ours", () => {
  expect(linksIn('<a href="/other/c/1">', "/lab")).toEqual([]);
  expect(withFileLinks('<a href="/laboratory">', "index.html", "/lab")).toBe(
    '<a href="/laboratory">',
  );
});
