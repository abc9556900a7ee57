import { expect, test } from "vitest";
import { aPaper } from "../papers/a-paper.ts";
import { breakPosts, minutes, office, usePostOffice } from "./at-post-office.ts";
import { longPapers } from "./long-papers.ts";

usePostOffice();

test("a paper that was withdrawn after its digest was planned is not sent", async () => {
  const channel = await office.channel("text", { settings: { most: 25 } });
  const papers = longPapers(8);
  await office.papersCome(papers);
  await office.plan();
  const planned = (await office.book.history.messages((await office.run(channel)).id)).length;
  papers[1]!.withdrawn = true;
  await office.tick();
  expect(office.papersIn(channel)).toEqual(["p1", "p3", "p4", "p5", "p6", "p7", "p8"]);
  expect(office.messagesIn(channel)).toHaveLength(planned);
  const { outcome, note } = await office.run(channel);
  expect(outcome).toBe("sent");
  expect(note).toContain("Withdrawn by its authors, so it was left out: Paper p2");
  expect(office.bot.recorded.lines).toContainEqual(
    expect.objectContaining({ msg: "Withdrawn papers are not sent", paperIds: ["p2"] }),
  );
  expect(await office.book.history.whereabouts(channel, "p2")).toBeNull();
});

test("a digest all of whose papers were withdrawn is none", async () => {
  const channel = await office.channel();
  const paper = aPaper({ id: "p1" });
  await office.papersCome([paper]);
  await office.plan();
  paper.withdrawn = true;
  await office.tick();
  expect(office.messagesIn(channel)).toEqual([]);
  expect(await office.run(channel)).toMatchObject({ outcome: "nothing new" });
});

test("what stands there stays, though a paper in it was withdrawn since", async () => {
  const channel = await office.channel();
  const paper = aPaper({ id: "p1" });
  await office.papersCome([paper]);
  await office.tick();
  paper.withdrawn = true;
  await office.tick();
  expect(office.papersIn(channel)).toEqual(["p1"]);
  expect(await office.book.history.whereabouts(channel, "p1")).toMatchObject({ kind: "delivered" });
});

test("a paper that was withdrawn once its message had been taken apart is not counted as left out", async () => {
  const channel = await office.channel();
  const papers = ["p1", "p2"].map((id) => aPaper({ id }));
  await office.papersCome(papers);
  breakPosts({ with: { status: 400, code: 50_035 } });
  // The first part meets silence, so the second waits with it.
  breakPosts({ with: { closed: true } });
  await office.tick();
  papers[1]!.withdrawn = true;
  await office.tick(minutes(5));
  expect(office.papersIn(channel)).toEqual(["p1"]);
  const { outcome, note } = await office.run(channel);
  expect(outcome).toBe("sent");
  expect(note).toContain("Withdrawn by its authors, so it was left out");
});
