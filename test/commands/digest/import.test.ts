import { beforeEach, describe, expect, test } from "vitest";
import { NO_WISHES } from "../../../src/digests/wishes.ts";
import { originSchema } from "../../../src/papers/paper.ts";
import { BOB, button, CHANNEL, DM, GUILD, OTHER_CHANNEL } from "../house.ts";
import {
  house,
  openDigestHouse,
  papersCome,
  plainly,
  settingsOf,
  subscribe,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

const NEW_CHANNEL = "100000000000000009";

/** A file as `/digest export` writes it, with these channels. */
function aFile(...channels: unknown[]): string {
  return JSON.stringify({ paperboy: "digests", version: 1, channels });
}

const papers = (given: object) => ({ id: CHANNEL, name: "papers", ...given });

async function preview(contents: string | Buffer, options = {}, who = {}) {
  return await house.ask("digest import", { file: house.upload(contents), ...options }, who);
}

async function importing(contents: string, options = {}, who = {}) {
  const shown = await preview(contents, options, who);
  return await house.press(button(shown, "Import"), who);
}

async function topicsOf(channelId = CHANNEL) {
  const all = await house.store.book.subscriptions.of(channelId);
  return all.map(({ topic, name }) => [topic, name]);
}

test("shows what a file would add, and does nothing before the blue button is pressed", async () => {
  const shown = await preview(
    aFile(papers({ settings: { time: "17:00", most: 3 }, topics: [{ topic: "noise" }] })),
  );
  expect(shown.how).toBe("private");
  expect(plainly(shown)).toContain("Import into 1 channel?");
  expect(plainly(shown)).toContain(
    `<#${CHANNEL}> **adds** *noise* · **sets** time 17:00, at most 3 papers`,
  );
  expect(await topicsOf()).toEqual([]);
  const done = await house.press(button(shown, "Import"));
  expect(done.how).toBe("update");
  expect(plainly(done)).toContain(
    `<#${CHANNEL}> **added** *noise* · **set** time 17:00, at most 3 papers`,
  );
  expect(await topicsOf()).toEqual([["noise", "noise"]]);
  expect(await settingsOf()).toMatchObject({ time: "17:00", most: 3, keep: 7 });
  expect(plainly(await house.ask("digest log"))).toContain(
    "imported 1 topic, time 17:00, at most 3 papers",
  );
});

test("does nothing where it is cancelled", async () => {
  const shown = await preview(aFile(papers({ topics: [{ topic: "noise" }] })));
  expect((await house.press(button(shown, "Cancel"))).text).toContain("Nothing was changed.");
  expect(await topicsOf()).toEqual([]);
});

test("changes the names of topics that are there, adds others, and removes nothing", async () => {
  await subscribe("noise", { name: "Old name" });
  await subscribe("gravity");
  const file = aFile(
    papers({ topics: [{ topic: "noise", name: "New name" }, { topic: "graphs" }] }),
  );
  const shown = await preview(file);
  expect(plainly(shown)).toContain("**adds** *graphs* · **changes** *New name*");
  await house.press(button(shown, "Import"));
  expect(await topicsOf()).toEqual([
    ["noise", "New name"],
    ["gravity", "gravity"],
    ["graphs", "graphs"],
  ]);
});

test("changes nothing the second time, and says so", async () => {
  const file = aFile(papers({ settings: { most: 3 }, topics: [{ topic: "noise", name: "N" }] }));
  await importing(file);
  const before = await house.store.book.subscriptions.of(CHANNEL);
  const again = await preview(file);
  expect(again.text).toContain("Nothing to import");
  expect(button(again, "Import")).toBeUndefined();
  expect(await house.store.book.subscriptions.of(CHANNEL)).toEqual(before);
});

test("the same button pressed twice imports once", async () => {
  const shown = await preview(aFile(papers({ topics: [{ topic: "noise" }] })));
  await house.press(button(shown, "Import"));
  expect((await house.press(button(shown, "Import"))).text).toContain("Nothing to import");
  expect(await topicsOf()).toHaveLength(1);
});

test("a topic that is twice in a file is imported once, however it is written", async () => {
  await subscribe("gravity");
  const twice = [{ topic: "noise" }, { topic: "NOISE", name: "Other" }];
  const known = [
    { topic: "gravity", name: "First" },
    { topic: "Gravity", name: "Second" },
  ];
  const done = await importing(aFile(papers({ topics: [...twice, ...known] })));
  expect(plainly(done)).toContain("Topic “NOISE”: it's there twice; the first is used");
  expect(plainly(done)).toContain("Topic “Gravity”: it's there twice; the first is used");
  expect(await topicsOf()).toEqual([
    ["gravity", "First"],
    ["noise", "noise"],
  ]);
});

test("digests that had ended begin again, even if nothing else changes", async () => {
  await subscribe("noise");
  const { subscriptions } = house.store.book;
  await subscriptions.end(CHANNEL, Temporal.Instant.from("2026-04-20T09:00:00Z"));
  const shown = await preview(aFile(papers({ topics: [{ topic: "noise" }] })));
  expect(plainly(shown)).toContain(`<#${CHANNEL}> **restarts** digests, which had ended`);
  const done = await house.press(button(shown, "Import"));
  expect(plainly(done)).toContain(`<#${CHANNEL}> **restarted** digests`);
  expect((await subscriptions.channel(CHANNEL))?.endedAt).toBeNull();
  expect(plainly(await house.ask("digest log"))).toContain("imported digests begin again");
  expect((await house.press(button(shown, "Import"))).text).toContain("Nothing to import");
});

async function wishesHere() {
  return (await house.store.book.subscriptions.of(CHANNEL)).map(({ wishes }) => wishes);
}

describe("wishes", () => {
  test("what a file leaves out of them stays", async () => {
    await subscribe("noise", { upvotes: 20, most: 3 });
    await importing(aFile(papers({ topics: [{ topic: "noise", wishes: { code: true } }] })));
    expect(await wishesHere()).toMatchObject([{ upvotes: 20, most: 3, code: true }]);
  });

  test("a wrong one costs no other, and each is told", async () => {
    const wishes = { most: 0, upvots: 5, match: "any", hide: ["arxiv", "arxiv"], code: true };
    const every = { hide: originSchema.options, upvotes: 7 };
    const topics = [
      { topic: "noise", wishes },
      { topic: "graphs", wishes: every },
      { topic: "gravity", wishes: null },
    ];
    const told = plainly(await importing(aFile(papers({ topics }))));
    for (const line of [
      "Topic “noise”: most: it's a number from 1 to 25, or null",
      "Topic “noise”: match: pick one of the options in the list",
      "Topic “noise”: Wish “upvots” isn't known here",
      "Topic “graphs”: hide: it can't have every source",
      "Topic “gravity”: wishes: it's what a topic gets, in braces",
    ])
      expect(told).toContain(line);
    expect(await wishesHere()).toEqual([
      { ...NO_WISHES, code: true, hide: ["arxiv"] },
      { ...NO_WISHES, upvotes: 7 },
      NO_WISHES,
    ]);
  });
});

test("imported topics begin with papers from now on", async () => {
  await importing(aFile(papers({ topics: [{ topic: "noise" }] })));
  expect((await house.ask("digest preview")).text).toContain("nothing new");
  papersCome(1);
  await house.tick("2026-04-20T12:00:00Z");
  expect((await house.ask("digest preview")).text).toContain("Noise, part 1");
});

describe("which channel is meant", () => {
  test("by its id, however it is called now, then by its name", async () => {
    house.names.channels = [
      { id: CHANNEL, name: "renamed" },
      { id: OTHER_CHANNEL, name: "reading" },
    ];
    await importing(
      aFile(papers({ topics: [{ topic: "noise" }] }), {
        id: "700000000000000001",
        name: "reading",
        topics: [{ topic: "graphs" }],
      }),
    );
    expect(await topicsOf()).toEqual([["noise", "noise"]]);
    expect(await topicsOf(OTHER_CHANNEL)).toEqual([["graphs", "graphs"]]);
  });

  test("none of that name, or several: said, and the others are imported", async () => {
    house.names.channels = [
      { id: CHANNEL, name: "papers" },
      { id: OTHER_CHANNEL, name: "twin" },
      { id: NEW_CHANNEL, name: "twin" },
    ];
    const done = await importing(
      aFile(
        { id: "700000000000000001", name: "gone", topics: [{ topic: "a" }] },
        { id: "700000000000000002", name: "twin", topics: [{ topic: "b" }] },
        { id: "700000000000000003", topics: [{ topic: "c" }] },
        papers({ topics: [{ topic: "noise" }] }),
      ),
    );
    expect(plainly(done)).toContain("**#gone**: there's no channel #gone here that you can see");
    expect(plainly(done)).toContain("**#twin**: several channels here are called #twin");
    expect(plainly(done)).toContain("**#700000000000000003**: there's no channel");
    expect(await topicsOf()).toHaveLength(1);
  });

  test("one that the asker does not see is as one that is not there", async () => {
    await subscribe("gravity", { channel: OTHER_CHANNEL });
    const hidden = { unseen: [OTHER_CHANNEL] };
    const topics = [{ topic: "noise" }];
    const told = await preview(aFile({ id: OTHER_CHANNEL, name: "reading", topics }), {}, hidden);
    const nobody = await preview(
      aFile({ id: NEW_CHANNEL, name: "reading", topics }),
      {},
      { unseen: [NEW_CHANNEL, OTHER_CHANNEL] },
    );
    expect(told.text).toBe(nobody.text);
    expect(button(told, "Import")).toBeUndefined();
  });

  test("one twice in a file: the first counts", async () => {
    const done = await importing(
      aFile(papers({ topics: [{ topic: "noise" }] }), papers({ topics: [{ topic: "graphs" }] })),
    );
    expect(plainly(done)).toContain("the file has this channel twice; the first is used");
    expect(await topicsOf()).toEqual([["noise", "noise"]]);
  });

  test("the one that was picked, of which a file of one channel need not be", async () => {
    await importing(
      aFile({ id: "700000000000000001", name: "elsewhere", topics: [{ topic: "noise" }] }),
      { channel: OTHER_CHANNEL },
    );
    expect(await topicsOf(OTHER_CHANNEL)).toEqual([["noise", "noise"]]);
    const two = aFile(papers({ topics: [] }), { id: OTHER_CHANNEL, topics: [{ topic: "graphs" }] });
    await importing(two, { channel: OTHER_CHANNEL });
    expect(await topicsOf(OTHER_CHANNEL)).toHaveLength(2);
    const neither = aFile(papers({}), papers({}));
    expect((await preview(neither, { channel: OTHER_CHANNEL })).text).toContain(
      "none of them is that one",
    );
  });

  test("a direct message, for a file of one channel", async () => {
    const inDm = { channelId: DM };
    const file = aFile(
      papers({
        settings: { most: 3, role: { id: "800000000000000001", name: "readers" } },
        topics: [{ topic: "noise" }],
      }),
    );
    const done = await importing(file, {}, inDm);
    expect(plainly(done)).toContain("role: there's nobody else to mention in a direct message");
    expect(await topicsOf(DM)).toEqual([["noise", "noise"]]);
  });
});

describe("settings", () => {
  const role = { id: "800000000000000001", name: "readers" };

  test("a role is known by its id, then by its name", async () => {
    house.names.roles = [{ id: "800000000000000002", name: "readers" }];
    await importing(aFile(papers({ settings: { role } })));
    expect(await settingsOf()).toMatchObject({ roleId: "800000000000000002" });
    house.names.roles.push({ id: role.id, name: "other" });
    await importing(aFile(papers({ settings: { role } })));
    expect(await settingsOf()).toMatchObject({ roleId: role.id });
  });

  test("a role that is not here, or that cannot be pinged, leaves the one that is mentioned", async () => {
    const done = await importing(aFile(papers({ settings: { role, most: 3 } })));
    expect(plainly(done)).toContain("role: there's no role @readers here");
    house.names.roles = [role];
    house.courier.channels.set(CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "text",
      missing: [{ permission: "Mention Everyone", where: "#papers", only: "mention" }],
    });
    const shown = await preview(aFile(papers({ settings: { role, most: 4 } })));
    expect(plainly(shown)).toContain("Paperboy needs Mention Everyone");
    await house.press(button(shown, "Import"));
    expect(await settingsOf()).toMatchObject({ roleId: null, most: 4 });
  });

  test("publishing has no meaning in a text channel; alerts never go to the channel itself", async () => {
    const done = await importing(
      aFile(
        papers({
          settings: {
            publish: true,
            most: 3,
            alarms: { kind: "channel", id: CHANNEL, name: "papers" },
          },
        }),
      ),
    );
    expect(plainly(done)).toContain("publish: only announcement channels");
    expect(plainly(done)).toContain("alerts: they can't go to the channel that they're about");
    const settings = await settingsOf();
    expect(settings).toMatchObject({ publish: false, most: 3 });
    expect(settings?.alarms).toBeUndefined();
  });

  test("a zone that was never chosen follows the one of this Paperboy", async () => {
    await importing(
      aFile(papers({ settings: { timeZone: "Asia/Tokyo", zoneChosen: false, most: 3 } })),
    );
    expect(await settingsOf()).toMatchObject({ timeZone: "Europe/Berlin", zoneChosen: false });
  });
});

describe("permissions", () => {
  test("a channel in which Paperboy may not post is said, and the others are imported", async () => {
    house.courier.channels.set(OTHER_CHANNEL, {
      kind: "here",
      guildId: GUILD,
      channel: "text",
      missing: [{ permission: "Send Messages", where: "#reading" }],
    });
    const done = await importing(
      aFile(
        { id: OTHER_CHANNEL, topics: [{ topic: "noise" }] },
        papers({ topics: [{ topic: "noise" }] }),
      ),
    );
    expect(plainly(done)).toContain("Paperboy needs Send Messages (#reading)");
    expect(await topicsOf(OTHER_CHANNEL)).toEqual([]);
    expect(await topicsOf()).toHaveLength(1);
  });

  test("a permission that was lost since the preview is noticed at the press", async () => {
    const shown = await preview(aFile(papers({ topics: [{ topic: "noise" }] })));
    house.courier.channels.set(CHANNEL, { kind: "gone" });
    const told = await house.press(button(shown, "Import"));
    expect(told.text).toContain("Nothing to import");
    expect(told.text).toContain("can't see that channel");
    expect(await topicsOf()).toEqual([]);
  });

  test("someone else's preview cannot be used, nor one without Manage Server", async () => {
    const shown = await preview(aFile(papers({ topics: [{ topic: "noise" }] })));
    const theirs = await house.press(button(shown, "Import"), { userId: BOB });
    expect(theirs.text).toContain("You need the Manage Server permission");
    const bob = { userId: BOB, channelId: "100000000000000004" };
    expect((await house.press(button(shown, "Import"), bob)).text).toContain("has expired");
    expect(await topicsOf()).toEqual([]);
  });
});

describe("a file that is none, or wrong in part", () => {
  test.each([
    ["no JSON", "{", "that isn't a JSON file"],
    ["empty", "", "that isn't a JSON file"],
    ["another JSON", "[1, 2]", "that isn't a file of Paperboy's"],
    ["null", "null", "that isn't a file of Paperboy's"],
    ["deeply nested", "[".repeat(100_000) + "]".repeat(100_000), "that isn't a file of Paperboy's"],
    ["of another version", '{"paperboy":"digests","version":2,"channels":[]}', "it has version 2"],
    ["without channels", '{"paperboy":"digests","version":1}', "it has no list of channels"],
  ])("%s: says so", async (_what, contents, told) => {
    const answer = await preview(contents);
    expect(answer.text).toContain(told);
    expect(answer.how).toBe("private");
  });

  test("bytes that are no text, and more than 256 kB: says so", async () => {
    expect((await preview(Buffer.from([0xff, 0xfe, 0x00]))).text).toContain(
      "that isn't a JSON file",
    );
    expect((await preview(" ".repeat(256 * 1024 + 1))).text).toContain("larger than 256 kB");
  });

  test("what cannot be read costs nothing else, and each of it is told", async () => {
    const done = await importing(
      `{"paperboy":"digests","version":1,"more":1,"channels":[7,{"id":"x"},{"id":"${CHANNEL}","__proto__":{"settings":1},` +
        `"settings":{"__proto__":{"most":9},"constructor":1,"time":"25:99","timeZone":"Mars/Base","days":"always","most":99,` +
        `"keep":-1,"zoneChosen":"yes","order":"newest","role":{"id":"1"},"alarms":{"kind":"bot","id":"${CHANNEL}"}},` +
        `"topics":["noise",{"topic":"noise","name":"  "},{"topic":"","name":"x"},{"topic":"x since:banana"},` +
        `{"topic":"a".repeat},{"topic":"graphs","colour":"red"},{"name":"nameless"}]}]}`.replace(
          '"a".repeat',
          `"${"a".repeat(101)}"`,
        ),
    );
    const told = plainly(done);
    for (const line of [
      "- Channel 1 in the file: it needs an id, and may have a name",
      "- Channel 2 in the file: id: isn't a Discord id",
      `<#${CHANNEL}>: Setting “constructor” isn't known here`,
      "time: type a time of day",
      "timeZone: type a city",
      "days: pick one of the options in the list",
      "most: type a number from 1 to 25",
      "keep: type a number of days from 0 to 30",
      "zoneChosen: it's true or false",
      "alarms: kind: it's person or channel",
      "role: id: isn't a Discord id",
      "Topic 1: it has no topic",
      "Topic “noise”: name: type a name",
      "Topic “”: type a few words",
      "Topic “x since:banana”: since:banana can't be read",
      "Topic “graphs”: Field “colour” isn't known here",
      "…”: use at most 100 characters",
      "Topic 7: it has no topic",
    ])
      expect(told).toContain(line);
    expect(await settingsOf()).toMatchObject({ order: "newest", most: 10, time: "09:00" });
    expect(await topicsOf()).toEqual([
      ["noise", "noise"],
      ["graphs", "graphs"],
    ]);
  });

  test("topics beyond 25 have no room, and are named", async () => {
    const topics = Array.from({ length: 27 }, (_, i) => ({ topic: `noise${i + 1}` }));
    const done = await importing(aFile(papers({ topics })));
    expect(plainly(done)).toContain("Topic “noise26”: the channel has 25 topics");
    expect(plainly(done)).toContain("Topic “noise27”");
    expect(await topicsOf()).toHaveLength(25);
  });

  test("what has no room in a message comes as a file, whole", async () => {
    const topics = Array.from({ length: 300 }, (_, i) => ({
      topic: `noise${i}`,
      [`field${i}`]: 1,
    }));
    const shown = await preview(aFile(papers({ topics })));
    const [report] = shown.files;
    expect(plainly(shown)).toMatch(/\d+ more lines in the file/);
    for (let i = 0; i < 300; i += 1) expect(report?.contents).toContain(`Field “field${i}”`);
    const done = await house.press(button(shown, "Import"));
    expect(done.files).toHaveLength(1);
    expect(await topicsOf()).toHaveLength(25);
  });

  test("hostile names are shown as they are, and mention nobody", async () => {
    const shown = await preview(
      aFile(
        papers({
          topics: [{ topic: "noise", name: "**@everyone** <@1> [x](https://example.org)" }],
        }),
        { id: "700000000000000001", name: "@everyone\n# gone <#1>" },
      ),
    );
    expect(shown.text).toContain("\\*\\*\\@everyone\\*\\*");
    expect(shown.text).not.toMatch(/\n# gone|[^\\]<#1>|[^\\]<@1>/);
  });

  test("500 channels of which none is here are answered", async () => {
    const channels = Array.from({ length: 501 }, (_, i) => ({
      id: String(700000000000000000n + BigInt(i)),
    }));
    const shown = await preview(aFile(...channels));
    expect(shown.text).toContain("Only the first 500 channels are read");
    expect(shown.text).toContain("Nothing to import");
  });
});
