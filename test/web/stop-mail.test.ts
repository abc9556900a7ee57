import { expect, test } from "vitest";
import { stopToken } from "../../src/mail/stop-token.ts";
import { FRIDAY } from "../digests/a-channel.ts";
import { aSite, type Site } from "./a-site.ts";

async function aMailAt({ store: { mails } }: Site): Promise<string> {
  const id = "0123456789abcdef";
  const mail = { id, channelId: "c1", startedAt: FRIDAY, userId: "u1", address: "a@example.org" };
  await mails.add(mail);
  return `/mail/${id}/${await stopToken(id, mails)}`;
}

test("a mail is stopped by one POST, and no GET stops it", async () => {
  const site = await aSite([]);
  const path = await aMailAt(site);
  const shown = await site.get(path);
  expect(shown.status).toBe(200);
  expect(shown.headers.get("cache-control")).toBe("no-store");
  expect(await shown.text()).toContain('<form method="post">');
  expect(await site.store.mails.of("u1")).toHaveLength(1);

  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  const stopped = await fetch(`${site.url}${path}`, { method: "POST", body });
  expect(stopped.status).toBe(200);
  expect(await stopped.text()).toContain("Stopped");
  expect(await site.store.mails.of("u1")).toEqual([]);
  // Mail programs may ask twice.
  expect((await fetch(`${site.url}${path}`, { method: "POST", body })).status).toBe(200);
});

test("nobody stops a mail without its token", async () => {
  const site = await aSite([]);
  const path = await aMailAt(site);
  for (const wrong of [`${path}x`, path.slice(0, -1), path.replace(/[^/]+$/, "%00")]) {
    const answer = await fetch(`${site.url}${wrong}`, { method: "POST" });
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain("example.org");
  }
  expect(await site.store.mails.of("u1")).toHaveLength(1);
});
