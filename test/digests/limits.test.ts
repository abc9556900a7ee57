import { expect, test } from "vitest";
import { longPapers } from "./long-papers.ts";
import { openPostOffice } from "./post-office.ts";

test("many channels go out as fast as Discord's limits allow, and no faster", async () => {
  const office = await openPostOffice({ isLimited: true });
  const channels: string[] = [];
  for (let i = 0; i < 60; i += 1)
    channels.push(await office.channel("text", { settings: { most: 2 } }));
  // One channel whose papers go one by one, where Discord takes five messages in five seconds.
  office.standIn.dislike("Paper p1 ");
  const busy = await office.channel("text", { settings: { most: 25 } });
  await office.papersCome(longPapers(22));
  await office.tick();
  expect(office.messagesIn(busy).length).toBeGreaterThan(5);
  expect(office.papersIn(busy)).toHaveLength(21);
  for (const channel of channels) expect(office.papersIn(channel)).toHaveLength(1);
  expect(office.standIn.limits?.turnedAway).toBe(0);
  await office.stop();
});
