import { assert, asyncProperty, constantFrom, oneof, record, string, array } from "fast-check";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { compose } from "../../src/mail/compose.ts";
import { DARK_STYLES } from "../../src/mail/layout/colours.ts";
import { digestMail } from "../../src/mail/layout/digest-mail.ts";
import type { CopyToSend } from "../../src/digests/outlets/outlet-courier.ts";
import { aChannel, aDigest } from "../digests/a-channel.ts";
import { aPaper } from "../papers/a-paper.ts";
import { addressesOf } from "./mail-server.ts";

const NASTY = constantFrom(
  "\r\nBcc: eve@example.org",
  "\n\n<script>alert(1)</script>",
  "=?UTF-8?Q?=0D=0ABcc:_eve@example.org?=",
  "\u2028Subject: x\u0000\u202E",
  '"><img src=https://eve.example/x>',
  "<a href='javascript:alert(1)'>",
  "x".repeat(3000),
  "\r\n.\r\nMAIL FROM:<eve@example.org>",
  "💌 Ærø & “quotes” 漢字",
  "----_NmP-",
);
const anything = oneof(NASTY, string({ unit: "binary", maxLength: 200 }));

const HEADERS = [
  "auto-submitted",
  "content-type",
  "date",
  "from",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "message-id",
  "mime-version",
  "subject",
  "to",
];

/** All that our layout makes. */
const OURS = /^(?:!doctype|html|head|meta|title|body|table|tr|td|h1|h2|p|a)$/;

test("any paper, any name: one mail with the headers we meant, and no markup but ours", async () => {
  const fields = record({
    title: anything,
    abstract: anything,
    author: anything,
    organisation: anything,
    heading: anything,
    channel: anything,
    url: oneof(
      constantFrom("javascript:alert(1)", "https://u:p@eve.example/", "https://a.example/?q=\"'<>"),
      anything,
    ),
    authors: array(anything, { maxLength: 5 }),
  });
  await assert(
    asyncProperty(fields, async (given) => {
      const paper = aPaper({
        id: "p1",
        title: given.title,
        displayTitle: given.title,
        abstract: given.abstract,
        organisation: given.organisation,
        authors: given.authors,
        links: [{ kind: "paper", url: given.url }],
      });
      const reason = {
        heading: given.heading,
        topic: given.heading,
        strength: 1,
        words: [given.author],
        fields: ["title" as const],
        attention: null,
        votesHere: 0,
      };
      const copy: CopyToSend = {
        id: "d1.o1",
        outletId: "o1",
        isRepeat: false,
        channel: aChannel(),
        digest: { ...aDigest(), postId: null, finishedAt: null },
        papers: [{ part: null, paperId: "p1", reason, paper }],
      };
      const from = { address: "papers@lab.example", name: given.author.slice(0, 100) };
      const stop = { url: "https://papers.example.org/mail/o1/t", comment: null };
      const place = { name: given.channel };
      const mail = digestMail(copy, { to: "ann@example.org", from, place, stop });
      const raw = await compose(mail, from);
      const parsed = await simpleParser(raw);
      expect(parsed.headerLines.map(({ key }) => key).toSorted()).toEqual(HEADERS);
      expect(addressesOf(parsed.to)).toEqual(["ann@example.org"]);
      expect(parsed.from?.value.map(({ address }) => address)).toEqual(["papers@lab.example"]);
      expect(parsed.messageId).toBe("<d1.o1@lab.example>");
      expect(parsed.attachments).toEqual([]);
      expect(parsed.cc ?? parsed.bcc).toBeUndefined();
      // RFC 5322, 2.1.1.
      const lines = raw.toString("latin1").split("\r\n");
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
      const html = (parsed.html || "").replace(`<style>${DARK_STYLES}</style>`, "");
      const tags = [...html.matchAll(/<\/?([^\s>/]+)/g)].map(([, name = ""]) => name);
      expect(tags.filter((name) => !OURS.test(name))).toEqual([]);
      const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, url = ""]) => url);
      expect(links.filter((url) => !/^https?:\/\/(?!u:p@)/.test(url))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
