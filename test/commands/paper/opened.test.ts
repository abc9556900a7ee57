import { beforeEach, expect, test } from "vitest";
import { ANN, CHANNEL, DM, GUILD } from "../house.ts";
import {
  house,
  openDigestHouse,
  papersCome,
  subscribe,
  TUESDAY,
} from "../digest/a-digest-house.ts";

beforeEach(openDigestHouse);

test("that a card was opened is noted with its channel and its day, and without who did it", async () => {
  await subscribe("noise");
  papersCome(1);
  await house.tick(TUESDAY);
  await house.ask("paper show", { paper: "Noise, part 1" }, { userId: ANN });
  const [paper] = house.corpus.lastSeen(1);
  const opened = await house.store.openings.of(GUILD, [paper?.id ?? ""]);
  expect(opened).toEqual([{ paperId: paper?.id, channelId: CHANNEL, audienceId: CHANNEL }]);
});

test("one that is opened in direct messages is noted nowhere", async () => {
  papersCome(1);
  await house.tick(TUESDAY);
  await house.ask("paper show", { paper: "Noise, part 1" }, { channelId: DM });
  const [paper] = house.corpus.lastSeen(1);
  expect(await house.store.openings.of(GUILD, [paper?.id ?? ""])).toEqual([]);
});
