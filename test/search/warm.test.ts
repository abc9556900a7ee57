import { expect, test } from "vitest";
import { aPaper } from "../papers/a-paper.ts";
import { storeOf } from "./engines.ts";
import { seedPapers as papers } from "./seed-papers.ts";

const { signal } = new AbortController();

test("what is asked before somebody asks changes no answer", async () => {
  const [warm, cold] = [storeOf(papers), storeOf(papers)];
  await warm.warm(signal);
  expect(warm.read()).toBeGreaterThan(0);
  for (const text of ["diffusion models", "lagnuage modles", "reinforcement -offline"])
    expect(titlesFor(warm, text)).toEqual(titlesFor(cold, text));
});

test("it is asked once, and only of papers that are there", async () => {
  const store = storeOf([]);
  await store.warm(signal);
  expect(store.read()).toBe(0);
  store.add([
    aPaper({ id: "1", title: "Marmots of the Alps", displayTitle: "Marmots of the Alps" }),
  ]);
  await store.warm(signal);
  const read = store.read();
  expect(read).toBeGreaterThan(0);
  await store.warm(signal);
  expect(store.read()).toBe(read);
});

test("nothing is asked of a store that is about to close", async () => {
  const store = storeOf(papers);
  await store.warm(AbortSignal.abort());
  expect(store.read()).toBe(0);
});

function titlesFor({ index }: ReturnType<typeof storeOf>, text: string): string[] {
  return index.search(text).hits.map(({ paper }) => paper.title);
}
