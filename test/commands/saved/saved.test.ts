import { entries } from "bibtex-parse";
import { beforeEach, describe, expect, test } from "vitest";
import { MOST_SAVED } from "../../../src/community/shelf.ts";
import type { Entry } from "../../../src/papers/paper.ts";
import {
  ANN,
  aSnapshot,
  type Answer,
  BOB,
  button,
  DM,
  DM_OF_BOB,
  type House,
  menu,
  openHouse,
  OTHER_CHANNEL,
} from "../house.ts";

const BOBS = { userId: BOB };

/** Of one author, day and topic, so that their keys begin alike. */
const PAPERS: Partial<Entry>[] = Array.from({ length: 9 }, (_, i) => ({
  title: `Noise, part ${i + 1}`,
  authors: ["Tri Dao"],
  published: { date: "2024-05-31", precision: "day", inferred: false },
}));

let house: House;

beforeEach(async () => {
  house = await openHouse({
    snapshots: [{ ...aSnapshot(PAPERS), origin: "arxiv" }, aSnapshot([{ title: "Of Mice" }])],
  });
});

/** Presses Save on the card of a paper. */
async function save(title: string, who = {}): Promise<Answer> {
  const card = await house.ask("paper show", { paper: title }, who);
  return await house.press(button(card, "Save"), who);
}

async function list(who = {}, options = {}): Promise<Answer> {
  return await house.ask("saved list", options, who);
}

describe("Save", () => {
  test("answers whoever presses it privately, and can be taken back", async () => {
    const card = await house.ask("paper show", { paper: "Noise, part 3" });
    expect(card.how).toBe("public");
    const saved = await house.press(button(card, "Save"), BOBS);
    expect(saved.how).toBe("private");
    expect(saved.text).toContain("Saved **[Noise, part 3]");
    expect(saved.text).toContain("`/saved list`");
    expect((await list(BOBS)).text).toContain("### 1 saved paper");
    const undone = await house.press(button(saved, "Undo"), BOBS);
    expect(undone.how).toBe("update");
    expect(undone.text).toContain("Removed **[Noise, part 3]");
    expect((await list(BOBS)).text).toContain("No saved papers yet.");
    await house.press(button(undone, "Save again"), BOBS);
    expect((await list(BOBS)).text).toContain("Noise, part 3");
  });

  test("pressed again says since when, with the note, and keeps both", async () => {
    await save("Noise, part 1");
    await house.ask("saved note", { paper: "Noise, part 1", text: "read *twice*" });
    const again = await save("Noise, part 1");
    expect(again.text).toMatch(/You saved \*\*\[Noise, part 1\]\(.*\)\*\* <t:\d+:R>/);
    expect(again.text).toContain(String.raw`Note: read \*twice\*`);
    expect(button(again, "Remove")).toBeDefined();
    expect(button(again, "Change the note")).toBeDefined();
    expect((await list()).text).toContain("### 1 saved paper");
  });

  test("is on a random card too", async () => {
    const card = await house.ask("paper random");
    expect((await house.press(button(card, "Save"))).text).toContain("Saved **");
  });

  test("of a paper that is not there says so", async () => {
    expect((await house.press("saved.save:made-up")).text).toContain("no longer has this paper");
    expect((await house.press("saved.remove:made-up")).text).toContain("no longer has this paper");
  });

  test("says when the list is full", async () => {
    const at = Temporal.Instant.from("2026-04-01T00:00:00Z");
    const { shelves } = house.store;
    for (let i = 0; i < MOST_SAVED; i += 1)
      await shelves.save(ANN, { paperId: `of-before-${i}`, at, note: null });
    const full = await save("Noise, part 1");
    expect(full.text).toContain("Your list is full at 2,000 papers.");
  });
});

describe("/saved", () => {
  test("is private, and the same in every server and direct message", async () => {
    await save("Noise, part 1");
    await save("Noise, part 2", { channelId: DM });
    for (const where of [{}, { channelId: OTHER_CHANNEL }, { channelId: DM }]) {
      const answer = await list(where);
      expect(answer.how).toBe("private");
      expect(answer.text).toContain("### 2 saved papers");
    }
    expect((await list(BOBS)).text).toContain("No saved papers yet.");
    expect((await list({ userId: BOB, channelId: DM_OF_BOB })).text).toContain("No saved papers");
    for (const command of ["saved note", "saved remove", "saved export"])
      expect((await house.ask(command, { paper: "Noise, part 1" })).how).toBe("private");
  });

  test("list pages through them, newest first, and opens their cards", async () => {
    for (let part = 1; part <= 9; part += 1) {
      await house.tick(`2026-04-20T11:0${part}:00Z`);
      await save(`Noise, part ${part}`);
    }
    const first = await list();
    expect(first.text).toContain("-# 1–4 of 9 · page 1 of 3");
    expect(first.text).toContain("Noise, part 9");
    const second = await house.press(button(first, "Next"));
    expect(second.how).toBe("update");
    expect(second.text).toContain("-# 5–8 of 9 · page 2 of 3");
    const { custom_id, options } = menu(second);
    const card = await house.press(custom_id, {}, [options[0]?.value ?? ""]);
    expect(card.text).toContain("### [Noise, part 5]");
    // Whoever makes it up sees their own.
    expect((await house.press("saved.page:2:", BOBS)).text).toContain("No saved papers yet.");
    expect((await house.press("saved.page:99:")).text).toContain("page 3 of 3");
  });

  test("list finds by words of the paper and of the note, on every page", async () => {
    for (let part = 1; part <= 6; part += 1) await save(`Noise, part ${part}`);
    await save("Of Mice");
    await house.ask("saved note", { paper: "Of Mice", text: "quiet, no NOISE at all" });
    const found = await list({}, { query: "noise" });
    expect(found.text).toContain("### 7 saved papers on “noise”");
    expect((await house.press(button(found, "Next"))).text).toContain("5–7 of 7");
    expect((await list({}, { query: "mice" })).text).toContain("### 1 saved paper on");
    const none = await list({}, { query: "zebra" });
    expect(none.text).toContain("None of your saved papers match “zebra”.");
  });

  test("note keeps what was typed, as command and as form, and takes it away again", async () => {
    const saved = await save("Of Mice");
    const form = await house.openForm(button(saved, "Add a note"));
    const noted = await house.submit(form, { note: "  one\n\n# two @everyone " });
    expect(noted.how).toBe("private");
    expect(noted.text).toContain("> one");
    expect((await list()).text).toContain(String.raw`-# Note: one # two \@everyone`);
    const again = await house.openForm(button(await save("Of Mice"), "Change the note"));
    expect(JSON.stringify(again)).toContain(String.raw`one\n\n# two @everyone`);
    const gone = await house.ask("saved note", { paper: "mice" });
    expect(gone.text).toContain("Removed your note on **[Of Mice]");
    expect((await list()).text).not.toContain("Note:");
    await house.ask("saved remove", { paper: "mice" });
    expect((await house.submit(form, { note: "late" })).text).toContain("isn't in your list any");
  });

  test("offers and takes papers of one's own alone", async () => {
    await save("Noise, part 1");
    await save("Noise, part 2");
    await save("Of Mice", BOBS);
    const choices = await house.complete("saved remove", "paper", "noi");
    expect(choices.map(({ name }) => name).toSorted()).toEqual(["Noise, part 1", "Noise, part 2"]);
    expect(await house.complete("saved note", "paper", "mice")).toEqual([]);
    const others = await house.ask("saved remove", { paper: "Of Mice" });
    expect(others.text).toContain("None of your saved papers match that.");
    expect((await house.ask("saved remove", { paper: "nois" })).text).toContain("Several of your");
    const removed = await house.ask("saved remove", { paper: choices[0]?.value ?? "" });
    expect(removed.text).toContain("Removed **[Noise, part");
    expect((await list()).text).toContain("### 1 saved paper");
  });

  test("export writes all of them as a file, under keys that never change", async () => {
    expect((await house.ask("saved export")).text).toContain("You haven't saved any papers yet.");
    for (const part of [1, 2]) await save(`Noise, part ${part}`);
    const before = await exported("bibtex");
    expect(before.name).toBe("saved-papers.bib");
    const keys = entries(before.contents).map(({ key, TITLE }) => [TITLE, key] as const);
    expect(new Set(keys.map(([, key]) => key))).toEqual(
      new Set(["dao2024noise", "dao2024noise-2"]),
    );
    await save("Noise, part 3");
    await house.ask("saved remove", { paper: "Noise, part 1" });
    await save("Noise, part 1", BOBS);
    const after = new Map(
      entries((await exported("bibtex")).contents).map(({ key, TITLE }) => [TITLE, key]),
    );
    expect(after.get("Noise, part 2")).toBe(new Map(keys).get("Noise, part 2"));
    expect(after.get("Noise, part 3")).toBe("dao2024noise-3");
    const theirs = entries((await exported("bibtex", BOBS)).contents);
    expect(theirs[0]?.key).toBe(new Map(keys).get("Noise, part 1"));
    for (const format of ["ris", "csv", "markdown"])
      expect((await exported(format)).contents).toContain("Noise, part 2");
  });
});

async function exported(format: string, who = {}) {
  const answer = await house.ask("saved export", { format }, who);
  const [file] = answer.files;
  if (!file) throw new Error(answer.text);
  return file;
}

describe("/paper cite", () => {
  test("shows a citation that can be copied, in three styles", async () => {
    const bib = await house.ask("paper cite", { paper: "Noise, part 1" });
    expect(bib.how).toBe("public");
    expect(bib.text).toContain("```\n@misc{dao2024noise,\n  author = {Dao, Tri},");
    const ris = await house.ask("paper cite", { paper: "Noise, part 1", style: "ris" });
    expect(ris.text).toContain("ID  - dao2024noise");
    const plain = await house.ask("paper cite", { paper: "Of Mice", style: "plain", hide: true });
    expect(plain.how).toBe("private");
    expect(plain.text).toContain("“Of Mice” (no date).");
  });

  test("asks which paper is meant, and answers in the style that was wanted", async () => {
    const which = await house.ask("paper cite", { paper: "noise", style: "ris" });
    const { custom_id, options } = menu(which);
    const picked = await house.press(custom_id, {}, [options[0]?.value ?? ""]);
    expect(picked.text).toContain("TY  - GEN");
    expect((await house.press("paper.cite:word", {}, [])).text).toContain("no longer works");
  });

  test("comes as a file where a message could not show it as it is", async () => {
    const hostile = "A ``` fence ``` of code";
    house.reload([aSnapshot([{ title: hostile }])]);
    const answer = await house.ask("paper cite", { paper: hostile });
    expect(answer.files[0]?.contents).toContain(hostile);
    expect(answer.text).not.toContain("@misc");
  });
});
