import type { CopiedPaper } from "../../src/digests/outlets/outlet-courier.ts";
import { digestMail } from "../../src/mail/layout/digest-mail.ts";
import type { Paper } from "../../src/papers/paper.ts";
import { aChannel, aDigest } from "../digests/a-channel.ts";
import { aPaper } from "../papers/a-paper.ts";

/** The email of a digest with these papers, of a channel that is called papers. */
export function aDigestMail(...papers: Partial<Paper>[]) {
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
