import { expect, test } from "vitest";
import type { CopiedPaper } from "../../src/digests/outlets/outlet-courier.ts";
import { digestMail } from "../../src/mail/layout/digest-mail.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { aChannel, aDigest } from "../digests/a-channel.ts";
import { aPaper } from "../papers/a-paper.ts";

function mailOf(...papers: Partial<Paper>[]) {
  const copied = papers.map((paper, i): CopiedPaper => {
    const paperId = `p${i + 1}`;
    return { paperId, part: null, reason: null, paper: aPaper({ ...paper, id: paperId }) };
  });
  const digest = { ...aDigest(), postId: null, finishedAt: null };
  const copy = { id: "d1.o1", outletId: "o1", isRepeat: false, channel: aChannel(), digest };
  const from = { address: "papers@lab.example", name: "Paperboy" };
  const stop = { url: "https://papers.example.org/mail/o1/t", comment: null };
  const addressed = { to: "ann@example.org", from, place: { name: "papers" }, stop };
  return digestMail({ ...copy, papers: copied }, addressed);
}

test("a year that was worked out is probable, in both forms", () => {
  const published = { date: "2026-11-17", precision: "day" as const };
  const { text, html } = mailOf(
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
  const { text } = mailOf({
    abstract: "\\emph{word} ".repeat(500_000),
    organisation: "x".repeat(5e6),
  });
  expect(text.length).toBeLessThan(2000);
});

test("a link that leads elsewhere than it seems to is none", () => {
  const { text } = mailOf({
    title: "Frogs",
    links: [
      { kind: "paper", url: "https://arxiv.org@eve.example/abs" },
      { kind: "code", url: "javascript:alert(1)" },
    ],
  });
  expect(text).toContain("https://huggingface.co/papers?q=Frogs");
  expect(text).not.toMatch(/eve|alert/);
});
