import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open.ts";
import { openWithConnection } from "../store/connection-of.ts";
import { type Answer, button, type House, openHouse } from "./house.ts";

let folder: string;
let store: Store;
let house: House;
/** Another program that has the file open. */
let other: DatabaseSync;
let connection: DatabaseSync;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "paperboy-hindered-"));
  const path = join(folder, "paperboy.db");
  ({ store, connection } = await openWithConnection(path));
  house = await openHouse({ store });
  other = new DatabaseSync(path);
});

afterEach(async () => {
  other.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const hindrances = {
  "locked by another program": () => other.exec("begin immediate"),
  "read-only": () => connection.exec("pragma query_only = on"),
};

const answers = async (): Promise<Answer[]> => [
  await house.ask("paper search", { query: "learning: 100%" }),
  await house.ask("paper search", { query: "language", since: "2024", "code-only": true }),
  await house.ask("paper latest"),
  await house.ask("paper show", { paper: house.corpus.lastSeen(1)[0]?.id ?? "" }),
  await house.ask("paper similar", { paper: house.corpus.lastSeen(1)[0]?.id ?? "" }),
];

describe.each(Object.entries(hindrances))("while the database is %s", (_, hinder) => {
  test("every /paper command answers, and lists can be paged", async () => {
    const free = await answers();
    hinder();
    expect((await answers()).map(({ text }) => text)).toEqual(free.map(({ text }) => text));

    for (const [name, options] of [
      ["paper search", { query: "learning" }],
      ["paper search", { query: "model: a 100% %3A study", since: "2020" }],
      ["paper latest", {}],
    ] as const) {
      const first = await house.ask(name, options);
      const second = await house.press(button(first, "Next"));
      expect(second.how).toBe("update");
      expect(second.text).not.toBe(first.text);
      expect((await house.press(button(second, "Previous"))).text).toBe(first.text);
    }
  });

  test("a question that fits no button is answered without one", async () => {
    const query = "large language models for reasoning about code and mathematics, or vision";
    const free = await house.ask("paper search", { query });
    expect(button(free, "Next")).toBeDefined();
    hinder();
    const answer = await house.ask("paper search", { query });
    expect(answer.text).toBe(free.text);
    expect(button(answer, "Next")).toBeUndefined();
  });

  test("a random paper is dealt, and another", async () => {
    hinder();
    const dealt = await house.ask("paper random", { query: "language" });
    expect((await house.press(button(dealt, "Show another"))).text).toContain("###");
  });

  test("buttons of before work", async () => {
    const first = await house.ask("paper search", { query: "learning" });
    hinder();
    expect((await house.press(button(first, "Next"))).how).toBe("update");
  });
});

test("a button whose state was made up is refused", async () => {
  for (const key of ["=", "=x,a", "=s2024-99-99,a", "=r,a", "=s", "=sc2024-01-01"]) {
    const { text } = await house.press(`paper.page:${key}:1:200000000000000001`);
    expect(text).toMatch(/has expired/);
  }
});

test("what must be written says plainly why it was not", async () => {
  const preview = await house.ask("digest subscribe", { topic: "federated learning" });
  const ids = preview.components.map(({ custom_id: id }) => id);
  await house.press(ids.find((id) => id?.startsWith("digest.confirm:")));
  connection.exec("pragma query_only = on");
  const refused = await house.ask("digest pause");
  expect(refused).toMatchObject({ how: "private" });
  expect(refused.text).toMatch(/^Paperboy couldn’t save this: its database can only be read\./);
  // The fault is none of ours that an id would lead to.
  expect(refused.text).not.toContain("Error");
  connection.exec("pragma query_only = off");
  expect((await house.ask("digest pause")).text).toMatch(/paused/i);
});
