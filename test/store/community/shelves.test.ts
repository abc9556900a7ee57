import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../../src/store/open.ts";
import { openAt } from "../open-at.ts";
import { forget, newAddress } from "../test-store.ts";

const ANN = "200000000000000001";
const BOB = "200000000000000002";
const at = (minute: number) => Temporal.Instant.from(`2026-04-20T10:0${minute}:00Z`);

let address: string;
let store: Store;

beforeEach(async () => {
  address = await newAddress();
  store = await openAt(address);
});

afterEach(async () => {
  await store.close();
  await forget(address);
});

describe("a shelf", () => {
  test("is there after a restart, newest first, and its owner's alone", async () => {
    for (const [i, paperId] of ["a", "b", "c"].entries())
      await store.shelves.save(ANN, { paperId, at: at(i), note: null });
    await store.shelves.save(BOB, { paperId: "a", at: at(5), note: null });
    await store.shelves.note(ANN, ["b", "elsewhere"], "read");
    await store.shelves.save(ANN, { paperId: "b", at: at(9), note: "another" });
    await store.shelves.remove(ANN, ["a"]);
    await store.close();
    store = await openAt(address);
    expect(await store.shelves.of(ANN)).toEqual([
      { paperId: "c", at: at(2), note: null },
      { paperId: "b", at: at(1), note: "read" },
    ]);
    expect(await store.shelves.of(BOB)).toEqual([{ paperId: "a", at: at(5), note: null }]);
  });
});

function wanted(id: string, formerIds: string[] = []) {
  return { id, formerIds, base: "dao2024mamba" };
}

describe("a key", () => {
  test("stays a paper's own, after a restart and whatever is known of it by then", async () => {
    expect(await store.citationKeys.of([wanted("a"), wanted("b")])).toEqual(
      new Map([
        ["a", "dao2024mamba"],
        ["b", "dao2024mamba-2"],
      ]),
    );
    await store.close();
    store = await openAt(address);
    const later = [wanted("c"), { ...wanted("b"), base: "dao2023mamba" }];
    expect([...(await store.citationKeys.of(later)).values()].toSorted()).toEqual([
      "dao2024mamba-2",
      "dao2024mamba-3",
    ]);
  });

  test("of a paper that turns out to be an older one is still known", async () => {
    await store.citationKeys.of([wanted("young")]);
    const keys = await store.citationKeys.of([wanted("old", ["young"])]);
    expect(keys.get("old")).toBe("dao2024mamba");
  });

  test("is given once, though two ask at the same moment", async () => {
    const other = await openAt(address);
    const ids = Array.from({ length: 20 }, (_, i) => `paper${i}`);
    const asked = await Promise.all(
      ids.flatMap((id) => [store, other].map((one) => one.citationKeys.of([wanted(id)]))),
    );
    await other.close();
    const byPaper = new Map(asked.flatMap((keys) => [...keys]));
    expect(new Set(byPaper.values()).size).toBe(ids.length);
    for (const keys of asked) for (const [id, key] of keys) expect(key).toBe(byPaper.get(id));
  });
});
