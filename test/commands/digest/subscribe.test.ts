import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Probe } from "../../../src/digests/courier.ts";
import { hostileText } from "../../messages/hostile-text.ts";
import { SEEDS } from "../../a-library.ts";
import {
  type Answer,
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  DM,
  DM_OF_BOB,
  GUILD,
  type House,
  openHouse,
  OTHER_CHANNEL,
} from "../house.ts";

/** Tuesday, 21 April, 09:00 in Berlin. */
const NEXT = "<t:1776754800:F>, <t:1776754800:R>";

async function confirmed(house: House, options: Record<string, string>): Promise<Answer> {
  const preview = await house.ask("digest subscribe", options);
  return await house.press(button(preview, "Subscribe"));
}

const topicsIn = async ({ store }: House, channelId = CHANNEL) =>
  (await store.book.subscriptions.of(channelId)).map(({ topic, name }) => ({ topic, name }));

describe("/digest subscribe", () => {
  test("says what a search would understand by a topic that is read word for word", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "diffusion from 2024" });
    expect(preview.text).toContain("### Subscribe to “diffusion from 2024”");
    expect(preview.text.replaceAll("\\", "")).toContain(
      "If you mean *diffusion since:2024 before:2025*, select **Change topic**",
    );
    const plain = await house.ask("digest subscribe", { topic: "diffusion since:2024" });
    expect(plain.text).not.toContain("word for word");
  });

  test("shows how many papers match, the first three with why, and when the next digest comes", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "federated learning" });
    expect(preview.how).toBe("private");
    expect(preview.text).toContain(`### Subscribe to “federated learning” in <#${CHANNEL}>?`);
    expect(preview.text).toMatch(/\*\*\d+ papers\*\* in the library match\./);
    expect(preview.text.match(/-# Strong match in the title/g)).toHaveLength(3);
    expect(preview.text).toContain(`The next digest comes ${NEXT}.`);
    expect(await topicsIn(house)).toEqual([]);
  });

  test.each([
    ["of the", "its words are in almost every paper"],
    ["before:1990 since:2024", "a paper can't be both *since:2024* and *before:1990*"],
    ["since:7d before:2020", "a paper can't be both *since:7d* and *before:2020*"],
    ["before:1850", "no papers are that old"],
    ["gpt -gpt", "it includes *gpt* and leaves it out"],
    ['"alpine marmots" -marmot', "it includes *marmot* and leaves it out"],
    ["(lynx OR ibex) -lynx -ibex", "it includes *lynx* and leaves it out"],
    ["C# -C#", "it includes *C#* and leaves it out"],
    ["has:code -has:code", "and leaves it out"],
  ])("says why no paper can ever match “%s”", async (topic, why) => {
    const preview = await (await openHouse()).ask("digest subscribe", { topic });
    expect(preview.text).toContain("No paper can ever match this topic");
    expect(preview.text.replaceAll("\\", "")).toContain(why);
    expect(preview.text).not.toContain("You can still subscribe");
  });

  test("says what a topic of nothing but exclusions means", async () => {
    const preview = await (await openHouse()).ask("digest subscribe", { topic: "-transformers" });
    expect(preview.text).toContain("so every other paper matches");
  });

  test.each(["qwxzk", "(lynx OR ibex) -lynx qwxzk", "qwxzk before:2025 since:2024", "since:2090"])(
    "a topic that some paper may match one day can be saved: %s",
    async (topic) => {
      const preview = await (await openHouse()).ask("digest subscribe", { topic });
      expect(preview.text).toContain("You can still subscribe to get the ones that do.");
    },
  );

  test("saves on Confirm, once however often it is pressed", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "diffusion", name: "Noise" });
    expect(preview.text).toContain("Its heading will be *Noise*.");
    for (const _ of [1, 2]) {
      const done = await house.press(button(preview, "Subscribe"));
      expect(done.how).toBe("update");
      expect(done.text).toContain(`Subscribed to *Noise* in <#${CHANNEL}>.`);
      expect(done.text).toContain(`The next digest comes ${NEXT}.`);
    }
    expect(await topicsIn(house)).toEqual([{ topic: "diffusion", name: "Noise" }]);
  });

  test("saves nothing on Cancel", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "diffusion" });
    const done = await house.press(button(preview, "Cancel"));
    expect(done).toMatchObject({ how: "update", text: "Cancelled. Nothing was saved." });
    expect(await topicsIn(house)).toEqual([]);
  });

  test("changes the topic in a form that holds the one before, and keeps the rest", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", {
      topic: "difusion",
      name: "Mine",
      channel: OTHER_CHANNEL,
    });
    const form = await house.openForm(button(preview, "Change topic"));
    expect(JSON.stringify(form)).toContain('"value":"difusion"');
    const changed = await house.submit(form, { topic: " diffusion  models " });
    expect(changed.how).toBe("update");
    expect(changed.text).toContain(`### Subscribe to “diffusion models” in <#${OTHER_CHANNEL}>?`);
    await house.press(button(changed, "Subscribe"));
    expect(await topicsIn(house, OTHER_CHANNEL)).toEqual([
      { topic: "diffusion models", name: "Mine" },
    ]);
  });

  test("says in the form's place what is wrong with a topic that cannot be seen", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "diffusion" });
    const form = await house.openForm(button(preview, "Change topic"));
    const answer = await house.submit(form, { topic: "\u200B" });
    expect(answer.how).toBe("private");
    expect(answer.text).toContain("topic: type a few words");
  });

  test("lets a topic be saved that matches nothing today, and says so", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "quantum gravity" });
    expect(preview.text).toContain("No papers match this yet. You can still subscribe");
    await house.press(button(preview, "Subscribe"));
    expect(await topicsIn(house)).toHaveLength(1);
  });

  test("offers the words that come nearest to a topic that no paper has", async () => {
    const preview = await (await openHouse()).ask("digest subscribe", { topic: "reinforcerator" });
    expect(preview.text).toContain("-# Similar words: ");
  });

  test("never floods: what is in the corpus is the archive, even before the first tick", async () => {
    const house = await openHouse();
    await confirmed(house, { topic: "diffusion" });
    await house.tick("2026-04-21T07:00:00Z");
    expect(house.courier.posted).toHaveLength(1);
    expect(JSON.stringify(house.courier.posted[0]?.payload)).toContain("nothing new on");
  });

  test("delivers what comes afterwards", async () => {
    const house = await openHouse();
    await confirmed(house, { topic: "federated learning" });
    house.reload([...SEEDS, aSnapshot([{ title: "A fresh look at federated learning" }])]);
    await house.tick("2026-04-21T07:00:00Z");
    const [message] = house.courier.posted;
    expect(JSON.stringify(message?.payload)).toContain("A fresh look at federated learning");
    expect(message).toMatchObject({ channelId: CHANNEL, roleId: null });
  });

  test("a known topic keeps its heading where none is chosen", async () => {
    const house = await openHouse();
    const first = await house.ask("digest subscribe", { topic: "diffusion", name: "Noise" });
    await house.press(button(first, "Subscribe"));
    const again = await house.ask("digest subscribe", { topic: "Diffusion", upvotes: 5 });
    expect((await house.press(button(again, "Subscribe"))).text).toContain("*Noise*");
    expect(await topicsIn(house)).toEqual([{ topic: "diffusion", name: "Noise" }]);
  });

  test("knows a topic again however it is written, and renames it", async () => {
    const house = await openHouse();
    await confirmed(house, { topic: "diffusion" });
    const again = await house.ask("digest subscribe", { topic: "DIFFUSION", name: "New" });
    expect(again.text).toContain("-# Already subscribed here as *diffusion*");
    await house.press(button(again, "Subscribe"));
    expect(await topicsIn(house)).toEqual([{ topic: "diffusion", name: "New" }]);
  });

  test("keeps the settings and slots of a channel that has topics already", async () => {
    const house = await openHouse();
    await confirmed(house, { topic: "diffusion" });
    await house.ask("digest settings", { time: "17:00", most: 3 });
    const before = await house.store.book.subscriptions.channel(CHANNEL);
    await confirmed(house, { topic: "noise" });
    expect(await house.store.book.subscriptions.channel(CHANNEL)).toEqual(before);
  });

  test("takes 25 topics in a channel, and then says what to do", async () => {
    const house = await openHouse({ snapshots: [] });
    const early = await house.ask("digest subscribe", { topic: "an early preview" });
    for (let i = 1; i <= 25; i++) await confirmed(house, { topic: `topic ${i}` });
    expect((await house.press(button(early, "Subscribe"))).text).toContain(
      "unsubscribe` to make room",
    );
    const refused = await house.ask("digest subscribe", { topic: "one more" });
    expect(refused.text).toContain("Use `/digest unsubscribe` to make room.");
    const renamed = await house.ask("digest subscribe", { topic: "topic 25", name: "Last" });
    expect(button(renamed, "Subscribe")).toBeDefined();
    expect(await house.complete("digest unsubscribe", "topic", "")).toHaveLength(25);
  });
});

describe("before anything is saved", () => {
  const missing = [
    { permission: "View Channel", where: "#papers: Edit Channel → Permissions → Paperboy" },
    { permission: "Send Messages", where: "#papers: Edit Channel → Permissions → Paperboy" },
  ];
  const here: Probe = { kind: "here", guildId: GUILD, channel: "text", missing: [] };

  test("each missing permission is named, with where to grant it", async () => {
    const house = await openHouse();
    house.courier.channels.set(CHANNEL, { ...here, missing });
    const refused = await house.ask("digest subscribe", { topic: "diffusion" });
    expect(refused.how).toBe("private");
    for (const { permission, where } of missing)
      expect(refused.text).toContain(`${permission} (${where})`);
    expect(refused.text).toContain("Grant it, then try again.");
  });

  test("a permission that was lost between the preview and Confirm is noticed", async () => {
    const house = await openHouse();
    const preview = await house.ask("digest subscribe", { topic: "diffusion" });
    house.courier.channels.set(CHANNEL, { ...here, missing });
    const refused = await house.press(button(preview, "Subscribe"));
    expect(refused.how).toBe("private");
    expect(refused.text).toContain("Send Messages");
    expect(await topicsIn(house)).toEqual([]);
  });

  test("what would be good to have is advised", async () => {
    const house = await openHouse();
    const advised = [{ permission: "Read Message History", where: "Server Settings" }];
    house.courier.channels.set(CHANNEL, { ...here, advised });
    const preview = await house.ask("digest subscribe", { topic: "diffusion" });
    expect(preview.text).toContain(
      "-# Recommended: give Paperboy **Read Message History** (Server Settings)",
    );
  });

  test.each([
    [{ kind: "gone" } as const, "Paperboy can't see that channel."],
    [{ kind: "unsupported", what: "a voice channel" } as const, "it's a voice channel."],
    [{ kind: "unavailable", reason: "a 503" } as const, "Discord isn't responding right now"],
    [{ ...here, guildId: "1" }, "Paperboy can't see that channel."],
  ])("a channel that is %o is refused", async (probe, told) => {
    const house = await openHouse();
    house.courier.channels.set(OTHER_CHANNEL, probe);
    const options = { topic: "diffusion", channel: OTHER_CHANNEL };
    expect((await house.ask("digest subscribe", options)).text).toContain(told);
    expect(await house.store.book.subscriptions.channel(OTHER_CHANNEL)).toBeNull();
  });
});

describe("in a direct message", () => {
  test("anybody subscribes for themselves", async () => {
    const house = await openHouse();
    const who = { userId: BOB, channelId: DM_OF_BOB };
    const preview = await house.ask("digest subscribe", { topic: "diffusion" }, who);
    expect(preview.text).toContain("### Subscribe to “diffusion” in this direct message?");
    await house.press(button(preview, "Subscribe"), who);
    expect(await house.store.book.subscriptions.channel(DM_OF_BOB)).toMatchObject({
      guildId: null,
      kind: "dm",
      setUpBy: BOB,
    });
    const list = await house.ask("digest list", {}, who);
    expect(list.text).toContain("**Direct message** · next");
    expect(list.text).toContain("*diffusion*");
    expect((await house.ask("digest log", {}, who)).text).toContain("subscribed to “diffusion”");
  });

  test("nobody reaches another channel, nor the direct message of somebody else", async () => {
    const house = await openHouse();
    const bob = { userId: BOB, channelId: DM_OF_BOB };
    const preview = await house.ask("digest subscribe", { topic: "diffusion" }, { channelId: DM });
    expect((await house.press(button(preview, "Subscribe"), bob)).text).toContain("has expired");
    await house.press(button(preview, "Subscribe"), { channelId: DM });
    for (const channel of [DM, CHANNEL]) {
      for (const command of ["list", "status", "settings", "preview", "send", "log"]) {
        const answer = await house.ask(`digest ${command}`, { channel }, bob);
        expect(answer.text).toContain("In a direct message, digests always come here.");
      }
    }
    // From a server its own channels can be named, and none else.
    const status = await house.ask("digest status", { channel: DM });
    expect(status.text).toContain("Either you or Paperboy can't see that channel.");
  });
});

test("the buttons of a preview work after a restart", async () => {
  const before = await openHouse();
  const preview = await before.ask("digest subscribe", { topic: "diffusion", name: "Noise" });
  const after = await openHouse({ store: before.store });
  const form = await after.openForm(button(preview, "Change topic"));
  const changed = await after.submit(form, { topic: "state space models" });
  await after.press(button(changed, "Subscribe"));
  await after.press(button(preview, "Subscribe"));
  expect(await topicsIn(after)).toEqual([
    { topic: "state space models", name: "Noise" },
    { topic: "diffusion", name: "Noise" },
  ]);
});

test("a channel that had ended begins again, with its topics and without its missed slots", async () => {
  const house = await openHouse();
  await confirmed(house, { topic: "diffusion" });
  const { subscriptions } = house.store.book;
  await subscriptions.end(CHANNEL, Temporal.Instant.from("2026-04-20T11:00:00Z"));
  await house.tick("2026-04-22T08:00:00Z");
  await confirmed(house, { topic: "noise" });
  await house.tick("2026-04-22T08:01:00Z");
  expect(house.courier.posted).toEqual([]);
  expect(await subscriptions.channel(CHANNEL)).toMatchObject({ endedAt: null });
  expect(await topicsIn(house)).toHaveLength(2);
});

describe("completing a topic", () => {
  test("offers those used in this server, then what the corpus is about", async () => {
    const house = await openHouse();
    await confirmed(house, { topic: "neural oddities", channel: OTHER_CHANNEL });
    const choices = await house.complete("digest subscribe", "topic", "");
    expect(choices.slice(0, 2).map(({ value }) => value)).toEqual([
      "neural oddities",
      "neural networks",
    ]);
    const begun = await house.complete("digest subscribe", "topic", "feder");
    expect(begun.map(({ value }) => value)).toContain("federated learning");
  });

  test("tells nothing to those who may not manage", async () => {
    const house = await openHouse();
    await confirmed(house, { topic: "secret project" });
    const bob = { userId: BOB };
    expect(await house.complete("digest subscribe", "topic", "", bob)).toEqual([]);
    expect(await house.complete("digest unsubscribe", "topic", "", bob)).toEqual([]);
  });
});

test("whatever a topic and its name are, all that is shown of them is what Discord takes", async () => {
  const house = await openHouse({ snapshots: SEEDS.slice(0, 1) });
  await fc.assert(
    fc.asyncProperty(hostileText, hostileText, async (topic, name) => {
      const preview = await house.ask("digest subscribe", { topic, name });
      if (!button(preview, "Subscribe")) return;
      await house.openForm(button(preview, "Change topic"));
      const done = await house.press(button(preview, "Subscribe"));
      const shown = [preview, done, await house.ask("digest list"), await house.ask("digest log")];
      for (const { text } of shown) expect(text).not.toMatch(/(?<!\\)@everyone|(?<!\\)<@&/);
      for (const command of ["subscribe", "unsubscribe"])
        for (const choice of await house.complete(`digest ${command}`, "topic", topic))
          for (const part of [choice.name, choice.value])
            expect(part.length >= 1 && part.length <= 100).toBe(true);
      const [saved] = await house.store.book.subscriptions.of(CHANNEL);
      const gone = await house.ask("digest unsubscribe", { topic: saved?.topic ?? "" });
      expect(gone.text).toContain("Unsubscribed");
    }),
    { numRuns: 60 },
  );
}, 180_000);
