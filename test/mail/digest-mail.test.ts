import { expect, test } from "vitest";
import { aDigestMail } from "./a-digest-mail.ts";

test("a year that was worked out is probable, in both forms", () => {
  const published = { date: "2026-11-17", precision: "day" as const };
  const { text, html } = aDigestMail(
    { published: { ...published, inferred: true } },
    { published: { ...published, inferred: false } },
  );
  for (const form of [text, html])
    expect(form.match(/(?:probably )?17 Nov 2026/g)).toEqual([
      "probably 17 Nov 2026",
      "17 Nov 2026",
    ]);
});

test("texts of megabytes cost no time, and are cut", () => {
  const { text } = aDigestMail({
    abstract: "\\emph{word} ".repeat(500_000),
    organisation: "x".repeat(5e6),
  });
  expect(text.length).toBeLessThan(2000);
});

test("a link that leads elsewhere than it seems to is none", () => {
  const { text } = aDigestMail({
    title: "Frogs",
    links: [
      { kind: "paper", url: "https://arxiv.org@eve.example/abs" },
      { kind: "code", url: "javascript:alert(1)" },
    ],
  });
  expect(text).toContain("https://huggingface.co/papers?q=Frogs");
  expect(text).not.toMatch(/eve|alert/);
});
