import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openStore, type Store } from "../../../src/store/open.ts";
import { folderInMemory } from "../../folder-in-memory.ts";
import {
  ANN,
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  DM,
  GUILD,
  type House,
  openHouse,
  OTHER_CHANNEL,
} from "../house.ts";

const OLD = aSnapshot([{ title: "Noise that was always there" }]);
const TUESDAY = "2026-04-21T07:00:00Z";

let folder: string;
let path: string;
let store: Store;
let house: House;

beforeEach(async () => {
  folder = folderInMemory("paperboy-privacy-");
  path = join(folder, "paperboy.db");
  store = await openStore(path);
  house = await openHouse({ snapshots: [OLD], store });
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Everything in the database. */
function everything(): string {
  const database = new DatabaseSync(path);
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
  const rows = tables.flatMap(({ name }) => {
    const all = database.prepare(`select * from "${String(name)}"`).all();
    return all.map((row) => JSON.stringify(row, (_key, value: unknown) => plain(value)));
  });
  database.close();
  return rows.join("\n");
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

async function subscribe(where = {}): Promise<void> {
  const preview = await house.ask("digest subscribe", { topic: "noise" }, where);
  await house.press(button(preview, "Subscribe"), where);
}

/** Ann does whatever leaves a trace of her. */
async function liveABit(): Promise<void> {
  await subscribe();
  await subscribe({ channelId: OTHER_CHANNEL });
  await subscribe({ channelId: DM });
  await house.ask("digest settings", { "alarms-person": BOB });
  await house.store.book.subscriptions.changeSettings(
    OTHER_CHANNEL,
    {
      ...(await house.store.book.subscriptions.channel(OTHER_CHANNEL))!.settings,
      alarms: { kind: "person", id: ANN },
    },
    Temporal.Instant.from("2026-04-20T10:00:00Z"),
  );
  await house.ask("digest subscribe", { topic: "left as a draft" });
  await house.ask("digest setup");
  house.reload([OLD, { ...aSnapshot([{ title: "Noise, part 1" }]), file: "001.txt" }]);
  await house.tick(TUESDAY);
  await house.tick("2026-04-21T07:01:00Z");
  const card = await house.ask("paper show", { paper: "Noise, part 1" });
  await house.press(button(card, "Save"));
  await house.ask("saved note", { paper: "Noise, part 1", text: "mine alone" });
  const { custom_id } = card.components.find(({ label }) => label?.startsWith("▲")) ?? {};
  await house.press(custom_id, {}, [], { id: "1", components: card.reply.components });
  await house.ask("paper catch-up");
  await house.ask("paper random", {}, { channelId: DM });
  await house.ask("club start", { day: "friday", time: "15:00" });
  await house.ask("club nominate", { paper: "Noise, part 1" });
}

describe("/privacy export", () => {
  test("is a private file with all that is kept about the asker, and nobody else", async () => {
    await liveABit();
    const answer = await house.ask("privacy export", {}, { channelId: DM });
    expect(answer.how).toBe("private");
    const data = z
      .looseObject({ changesMade: z.array(z.unknown()), drafts: z.array(z.unknown()) })
      .parse(JSON.parse(answer.files[0]?.contents ?? ""));
    expect(data).toMatchObject({
      userId: ANN,
      savedPapers: [{ title: "Noise, part 1", note: "mine alone" }],
      votes: [{ title: "Noise, part 1", serverId: GUILD }],
      caughtUp: [{ channelId: CHANNEL }],
      nominations: [{ channelId: CHANNEL, title: "Noise, part 1" }],
      clubsStarted: [{ channelId: CHANNEL, serverId: GUILD }],
      channelsSetUp: [{ channelId: CHANNEL }, { channelId: OTHER_CHANNEL, serverId: GUILD }],
      alertsFrom: [{ channelId: OTHER_CHANNEL }],
      topicsAdded: [{ topic: "noise" }, { topic: "noise" }, { topic: "noise" }],
      directMessages: [{ channelId: DM }],
      papersSentToYou: [{ title: "Noise, part 1" }],
    });
    expect(data.changesMade.length).toBeGreaterThan(2);
    expect(data.drafts.length).toBeGreaterThan(0);
    expect(data["papersDealtToYou"]).toHaveLength(1);
    const bobs = await house.ask("privacy export", {}, { userId: BOB });
    expect(bobs.files[0]?.contents).not.toMatch(/Noise|mine alone|draft"/);
  });
});

describe("/privacy forget", () => {
  test("asks twice, and then nothing in the database leads to them", async () => {
    await liveABit();
    expect(everything()).toContain(ANN);
    const first = await house.ask("privacy forget");
    expect(first.how).toBe("private");
    const second = await house.press(button(first, "Continue"));
    expect(second.text).toContain("This can't be undone.");
    expect(everything()).toContain("mine alone");
    const done = await house.press(button(second, "Delete my data"));
    expect(done.text).toContain("Deleted.");
    const left = everything();
    expect(left).not.toContain(ANN);
    expect(left).not.toContain("mine alone");
    const after = await house.ask("paper show", { paper: "Noise, part 1" }, { userId: BOB });
    expect(after.components.map(({ label }) => label)).toContain("▲ 1");
    expect(left).not.toContain(DM);
    expect((await house.ask("saved list")).text).toContain("No saved papers yet.");
  });

  test("hands a channel on to the second person, and the change log says a former user", async () => {
    await liveABit();
    await house.press("privacy.forget");
    const { subscriptions } = store.book;
    const [here, other] = [
      await subscriptions.channel(CHANNEL),
      await subscriptions.channel(OTHER_CHANNEL),
    ];
    expect(here).toMatchObject({ setUpBy: BOB });
    expect(here?.settings.alarms).toBeUndefined();
    expect(other).toMatchObject({ setUpBy: "" });
    expect(other?.settings.alarms).toBeUndefined();
    expect(await subscriptions.channel(DM)).toBeNull();
    expect((await house.ask("digest log")).text).toContain("a former user");
    const settings = await house.ask("digest settings", { channel: OTHER_CHANNEL });
    expect(settings.text).toContain("go to nobody");
    // Digests go on, and whoever subscribes next is told of problems.
    expect(await subscriptions.of(OTHER_CHANNEL)).toMatchObject([{ createdBy: "" }]);
    await house.tick("2026-04-22T07:00:00Z");
    await house.ask("digest subscribe", { topic: "graphs" }, { channelId: OTHER_CHANNEL });
  });

  test("takes out the name of somebody whom others named", async () => {
    await liveABit();
    await house.ask("digest settings", { "alarms-person": BOB });
    await house.ask("digest settings", { channel: OTHER_CHANNEL, "alarms-person": BOB });
    expect(everything()).toContain(BOB);
    await house.press("privacy.forget", { userId: BOB });
    expect(everything()).not.toContain(BOB);
  });

  test("leaves what others keep", async () => {
    await liveABit();
    const card = await house.ask("paper show", { paper: "Noise, part 1" });
    await house.press(button(card, "Save"), { userId: BOB });
    await house.press("privacy.forget", { userId: BOB });
    expect((await house.ask("saved list")).text).toContain("mine alone");
    expect((await store.book.subscriptions.channel(CHANNEL))?.settings.alarms).toBeUndefined();
    expect((await store.book.subscriptions.channel(CHANNEL))?.setUpBy).toBe(ANN);
  });
});
