import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import { takeBack } from "./take-back.ts";

const papers = [
  { authors: ["Łukasz Kaiser", "Ada Lovelace", "Ada Lovelace"], organisation: "Meta AI" },
  { authors: ["Ada Lovelace"], organisation: null },
  { organisation: "Meta AI" },
];

test("names of papers that were there before names were kept complete as well, unreadable rows or not", async () => {
  const folder = folderInMemory("paperboy-before-");
  const path = join(folder, "paperboy.db");
  await (await openStore(path)).close();

  const raw = new DatabaseSync(path);
  takeBack(raw, "012", "012");
  const add = raw.prepare("insert into paper (id, paper, has_code, gone) values (?, ?, 0, ?)");
  for (const [i, paper] of papers.entries()) add.run(`p${i}`, JSON.stringify(paper), 0);
  add.run("broken", '{"authors": [', 0);
  add.run("odd", '{"authors": "Ada Byron", "organisation": 7}', 0);
  add.run("gone", '{"authors": ["Ada Gone"]}', 1);
  raw.close();

  const { words, close } = await openStore(path);
  expect(words.names.beginning("author", "ka", 9)).toEqual(["Łukasz Kaiser"]);
  expect(words.names.beginning("author", "ada", 9)).toEqual(["Ada Lovelace", "Ada Byron"]);
  expect(words.names.beginning("organisation", "meta", 9)).toEqual(["Meta AI"]);
  await close();
  rmSync(folder, { recursive: true });
});
