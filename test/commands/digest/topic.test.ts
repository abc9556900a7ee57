import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { hostileText } from "../../messages/hostile-text.ts";
import { type Answer, aSnapshot, BOB, button, CHANNEL, OTHER_CHANNEL } from "../house.ts";
import {
  house,
  OLD,
  openDigestHouse,
  plainly,
  subscribe,
  TUESDAY,
  WEDNESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

const topicsIn = async (channelId = CHANNEL) => await house.store.book.subscriptions.of(channelId);

/** Papers come with votes, each `title votes`. */
function comeWithVotes(...papers: [title: string, upvotes: number][]): void {
  const entries = papers.map(([title, upvotes]) => ({
    title,
    upvotes,
    dates: { listed: "2026-04-21" },
  }));
  const listing = { ...aSnapshot(entries), file: "Hugging Face", origin: "huggingface" as const };
  house.reload([OLD, listing]);
}

/** The custom id of the menu that has an option with this label, and the option's value. */
function option({ components }: Answer, label: string): [id: string | undefined, value: string] {
  const found = components.find(({ options = [] }) => options.some((one) => one.label === label));
  return [found?.custom_id, found?.options?.find((one) => one.label === label)?.value ?? ""];
}

async function pick(editor: Answer, label: string): Promise<Answer> {
  const [menu, value] = option(editor, label);
  return await house.press(menu, {}, [value]);
}

const posted = () => house.courier.posted.map(({ payload }) => JSON.stringify(payload)).join("\n");

describe("/digest topic", () => {
  test("shows a topic as it is, with nothing to save", async () => {
    await subscribe("noise", { name: "Loud" });
    const editor = await house.ask("digest topic", { topic: "Loud" });
    expect(editor.how).toBe("private");
    expect(plainly(editor).split("\n").slice(0, 4)).toEqual([
      `### Change “Loud” in <#${CHANNEL}>`,
      "**Looks for** noise",
      "**Heading** Loud",
      "**Gets** every paper that matches",
    ]);
    expect(button(editor, "Save")).toBeUndefined();
    expect(button(editor, "Change topic")).toBeDefined();
  });

  test("shows what last week would have gained and lost, and saves it then", async () => {
    await subscribe("noise");
    comeWithVotes(["Noise that everybody likes", 90], ["Noise that nobody likes", 2]);
    const editor = await house.ask("digest topic", { topic: "noise", upvotes: 50 });
    expect(plainly(editor)).toContain(
      "In the last 7 days, this would have gained no papers and lost **2**. 1 paper matches either way.",
    );
    expect(plainly(editor)).toMatch(/\*\*Lost\*\*\n- \*\*\[Noise/);
    expect(plainly(editor)).toContain("no upvote count, so this topic won't get them");
    expect(await topicsIn()).toMatchObject([{ wishes: { upvotes: 0 } }]);
    const saved = await house.press(button(editor, "Save"));
    expect(saved.how).toBe("update");
    expect(plainly(saved)).toContain(`*noise* in <#${CHANNEL}> gets at least 50 upvotes.`);
    await house.tick(TUESDAY);
    expect(posted()).toContain("everybody likes");
    expect(posted()).not.toContain("nobody likes");
    expect((await house.ask("digest list")).text).toContain("*noise* (at least 50 upvotes)");
    expect((await house.ask("paper topics")).text).toContain("- **noise**: at least 50 upvotes");
    expect((await house.ask("digest log")).text).toContain("changed “noise”: at least 50 upvotes");
    const why = await house.ask("digest why", { paper: "Noise that nobody likes" });
    expect(plainly(why)).toContain("it matches *noise*, but it has 2 upvotes (50 needed).");
  });

  test("counts what a topic filters in the preview of a digest", async () => {
    await subscribe("noise", { match: "strong matches", upvotes: 50 });
    comeWithVotes(["Noise that everybody likes", 90], ["Noise that nobody likes", 2]);
    const preview = await house.ask("digest preview");
    expect(preview.text).toContain("-# 1 new paper matches a topic, but isn't what it gets");
  });

  test("changes by menus, each from what the one before showed", async () => {
    await subscribe("noise");
    let editor = await house.ask("digest topic", { topic: "noise" });
    for (const label of [
      "Strong matches only",
      "At most 3 in a digest",
      "At least 10 upvotes",
      "Only with code",
      "Hide papers only on arXiv",
    ]) {
      editor = await pick(editor, label);
      expect(editor.how).toBe("update");
    }
    expect(plainly(editor)).toContain(
      "**Gets** strong matches only, at least 10 upvotes, only with code, no papers that are only on arXiv, at most 3 in a digest",
    );
    await house.press(button(await pick(editor, "With or without code"), "Save"));
    expect(await topicsIn()).toMatchObject([
      { wishes: { match: "strong matches", most: 3, upvotes: 10, code: false, hide: ["arxiv"] } },
    ]);
  });

  test("another text begins anew: nothing of the archive is new, nothing that waited is lost", async () => {
    await subscribe("noise");
    house.reload([
      OLD,
      { ...aSnapshot([{ title: "Noise and graphs" }, { title: "Graphs at last" }]), file: "1.txt" },
    ]);
    const editor = await house.ask("digest topic", { topic: "noise", search: "graphs" });
    expect(plainly(editor)).toContain("**Looks for** graphs (was: noise)");
    expect(plainly(editor)).toContain("gained **2 papers** and lost **1**");
    expect((await house.press(button(editor, "Save"))).text).toContain("*graphs*");
    await house.tick(TUESDAY);
    expect(posted()).toContain("Noise and graphs");
    expect(posted()).not.toContain("Graphs at last");
    expect(await topicsIn()).toMatchObject([{ topic: "graphs", name: "graphs" }]);
  });

  test("a new heading changes nothing else, and brings nothing twice", async () => {
    await subscribe("noise");
    comeWithVotes(["Noise that everybody likes", 90]);
    await house.tick(TUESDAY);
    const editor = await house.ask("digest topic", { topic: "noise", name: "Loud" });
    expect(editor.text).toContain("this would have made no difference");
    await house.press(button(editor, "Save"));
    await house.tick(WEDNESDAY);
    expect(JSON.stringify(house.courier.posted.at(-1)?.payload)).toContain("nothing new on");
    expect(await topicsIn()).toMatchObject([{ topic: "noise", name: "Loud" }]);
  });

  test("text and heading change in a form, too; an empty heading is the topic", async () => {
    await subscribe("noise", { name: "Loud" });
    const editor = await house.ask("digest topic", { topic: "noise" });
    const form = await house.openForm(button(editor, "Change topic"));
    expect(JSON.stringify(form)).toContain('"value":"Loud"');
    const kept = await house.submit(form, { topic: "graphs", name: "Loud" });
    expect(plainly(kept)).toContain("**Looks for** graphs (was: noise)\n**Heading** Loud");
    const empty = await house.submit(form, { topic: "graphs", name: " " });
    await house.press(button(empty, "Save"));
    expect(await topicsIn()).toMatchObject([{ topic: "graphs", name: "graphs" }]);
    const wrong = await house.submit(form, { topic: "\u200B", name: "" });
    expect(wrong.text).toContain("topic: type a few words");
  });

  test("says which topic is there already, and that one is gone", async () => {
    await subscribe("noise");
    await subscribe("graphs", { name: "Nets" });
    const twin = await house.ask("digest topic", { topic: "noise", search: "GRAPHS" });
    expect(twin.text).toContain("That channel already has this topic, as “Nets”.");
    const editor = await house.ask("digest topic", { topic: "noise", most: 2 });
    await house.ask("digest unsubscribe", { topic: "noise" });
    expect((await house.press(button(editor, "Save"))).text).toContain("no longer has this topic");
    const unknown = await house.ask("digest topic", { topic: "noise" });
    expect(unknown.text).toContain("isn't subscribed to “noise”");
  });

  test("numbers and menus that are none are refused", async () => {
    await subscribe("noise");
    const asked = await house.ask("digest topic", { topic: "noise", most: 26 });
    expect(asked.text).toContain("most: type a number from 1 to 25, or 0 for no limit");
    const editor = await house.ask("digest topic", { topic: "noise" });
    const [menu] = option(editor, "At most 3 in a digest");
    for (const value of ["26", "-1", "many", ""])
      expect((await house.press(menu, {}, [value])).text).toContain("This menu no longer works.");
    const forged = menu?.replace(/:most$/, ":__proto__");
    expect((await house.press(forged, {}, ["3"])).text).toContain("This menu no longer works.");
  });

  test("0 takes a limit back", async () => {
    await subscribe("noise", { most: 3, upvotes: 20 });
    const editor = await house.ask("digest topic", { topic: "noise", most: 0, upvotes: 0 });
    await house.press(button(editor, "Save"));
    expect(await topicsIn()).toMatchObject([{ wishes: { most: null, upvotes: 0 } }]);
    expect((await house.ask("digest log")).text).toContain(
      "any number of upvotes, as many in a digest as fit",
    );
  });

  test("a draft is its owner's, and its channel has to be seen still", async () => {
    await subscribe("noise", { channel: OTHER_CHANNEL });
    const editor = await house.ask("digest topic", {
      topic: "noise",
      most: 2,
      channel: OTHER_CHANNEL,
    });
    const save = button(editor, "Save");
    expect((await house.press(save, { userId: BOB })).text).toContain("Manage Server");
    expect((await house.press(save, { unseen: [OTHER_CHANNEL] })).text).toContain("has expired");
    // The key of a draft of one command does not do for the other.
    const made = button(await house.ask("digest subscribe", { topic: "audio" }), "Subscribe");
    const key = made?.split(":")[1] ?? "";
    expect((await house.press(`digest.edit-save:${key}`)).text).toContain("has expired");
    expect(await topicsIn(OTHER_CHANNEL)).toMatchObject([{ wishes: { most: null } }]);
  });

  test("completes the topics of the channel, and what to look for", async () => {
    await subscribe("noise", { name: "Loud" });
    expect(await house.complete("digest topic", "topic", "lo")).toEqual([
      { name: "Loud", value: "noise" },
    ]);
    expect(await house.complete("digest topic", "search", "noi")).toContainEqual({
      name: "noise",
      value: "noise",
    });
    expect(await house.complete("digest topic", "topic", "", { userId: BOB })).toEqual([]);
  });
});

describe("the editor from elsewhere", () => {
  test("opens for a topic that is picked in a menu, or that a button names", async () => {
    await subscribe("noise");
    const id = String((await topicsIn())[0]?.id);
    for (const editor of [
      await house.press(`digest.edit:${CHANNEL}`, {}, [id]),
      await house.press(`digest.edit:${CHANNEL}:${id}`),
    ]) {
      expect(editor.how).toBe("private");
      expect(editor.text).toContain("**Looks for** noise");
    }
  });

  test("opens for nobody who may not, nor for a topic of another channel", async () => {
    await subscribe("noise", { channel: OTHER_CHANNEL });
    const id = String((await topicsIn(OTHER_CHANNEL))[0]?.id);
    const there = `digest.edit:${OTHER_CHANNEL}:${id}`;
    expect((await house.press(there, { userId: BOB })).text).toContain("Manage Server");
    expect((await house.press(there, { unseen: [OTHER_CHANNEL] })).text).toContain("can't see");
    const here = await house.press(`digest.edit:${CHANNEL}:${id}`);
    expect(here.text).toContain("There are no topics yet.");
  });

  test("opens from why a paper did not come", async () => {
    await subscribe("noise", { match: "strong matches", code: true });
    comeWithVotes(["Noise that everybody likes", 90]);
    const why = await house.ask("digest why", { paper: "Noise that everybody likes" });
    expect(plainly(why)).toContain("but it has no code.");
    const editor = await house.press(button(why, "Change topic"));
    expect(editor.text).toContain("strong matches only, only with code");
  });
});

test("subscribing shows what is chosen and how many papers that leaves, and keeps it", async () => {
  comeWithVotes(["Noise that everybody likes", 90], ["Noise that nobody likes", 2]);
  const preview = await house.ask("digest subscribe", { topic: "noise", upvotes: 50, most: 2 });
  expect(plainly(preview)).toContain(
    "It gets at least 50 upvotes, at most 2 in a digest, so **1** of these.",
  );
  expect(plainly(preview)).toContain("everybody likes");
  expect(plainly(preview)).not.toContain("nobody likes");
  await house.press(button(preview, "Subscribe"));
  expect(await topicsIn()).toMatchObject([{ wishes: { upvotes: 50, most: 2 } }]);
  expect((await house.ask("digest log")).text).toContain(
    "subscribed to “noise”, at least 50 upvotes, at most 2 in a digest",
  );
});

test("whatever a topic and its heading are, its editor is what Discord takes", async () => {
  await subscribe("noise");
  const [noise] = await topicsIn();
  await fc.assert(
    fc.asyncProperty(hostileText, hostileText, fc.nat({ max: 30 }), async (search, name, most) => {
      const editor = await house.ask("digest topic", { topic: "noise", search, name, most });
      for (const { text } of [editor, await house.press(button(editor, "Save") ?? "digest.cancel")])
        expect(text).not.toMatch(/(?<!\\)@everyone|(?<!\\)<@&/);
      await house.store.book.subscriptions.change(noise!.id, { topic: "noise", name: "noise" });
    }),
    { numRuns: 40 },
  );
}, 180_000);
