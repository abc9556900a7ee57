import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { openHouse, CHANNEL, OTHER_CHANNEL } from "../commands/house.ts";
import { recordLog } from "../discord/log.ts";

test.each([
  ["settings", "settings", "{nonsense"],
  ["settings of another kind", "settings", '{"time":9}'],
  ["a pause", "pause", "[]"],
])(
  "a channel with unreadable %s is told of, and the others get their digests",
  async (_, column, value) => {
    const folder = mkdtempSync(join(tmpdir(), "paperboy-unreadable-"));
    const path = join(folder, "paperboy.db");
    const { log, lines } = recordLog();
    const store = await openStore(path, { log });
    const house = await openHouse({ store, now: "2026-04-20T10:00:00Z" });
    for (const channelId of [CHANNEL, OTHER_CHANNEL]) {
      const { components } = await house.ask(
        "digest subscribe",
        { topic: "learning" },
        { channelId },
      );
      const ids = components.map(({ custom_id: id }) => id);
      await house.press(
        ids.find((id) => id?.startsWith("digest.confirm:")),
        { channelId },
      );
    }
    const other = new DatabaseSync(path);
    other.prepare(`update channel set ${column} = ? where id = ?`).run(value, CHANNEL);
    other.close();

    for (const day of ["21", "22"]) await house.tick(`2026-04-${day}T10:00:00Z`);
    expect((await store.book.history.runs(OTHER_CHANNEL, 5)).length).toBe(2);
    expect(await store.book.history.runs(CHANNEL, 5)).toEqual([]);
    const told = lines.filter(({ msg }) => msg.includes("cannot be read"));
    expect(told).toEqual([expect.objectContaining({ channelId: CHANNEL })]);
    const list = await house.ask("digest list");
    expect(list.text).toContain("learning");
    await store.close();
    rmSync(folder, { recursive: true });
  },
);
