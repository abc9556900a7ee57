import { beforeEach, describe, expect, test } from "vitest";
import { type Answer, aSnapshot, button, CHANNEL, menu } from "../house.ts";
import {
  house,
  moments,
  OLD,
  openDigestHouse,
  optionsIn,
  papersCome,
  shownIn,
  subscribe,
  TUESDAY,
} from "./a-digest-house.ts";

beforeEach(openDigestHouse);

describe("/digest preview", () => {
  test("is exactly what the next digest holds, message by message", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { most: 25 });
    const long = "noise ".repeat(200);
    const entries = Array.from({ length: 25 }, (_, i) => ({ title: `Noise ${i + 1}`, text: long }));
    house.reload([OLD, aSnapshot(entries)]);
    const first = await house.ask("digest preview");
    expect(first.how).toBe("private");
    expect(first.text).toContain(
      `Preview of the next digest in <#${CHANNEL}>, due ${moments(TUESDAY)}`,
    );
    const pages: Answer[] = [first];
    for (let page = first; button(page, "Next");) {
      page = await house.press(button(page, "Next"));
      expect(page.how).toBe("update");
      pages.push(page);
    }
    expect(first.text).toContain(`message 1 of ${pages.length}`);
    expect(house.courier.posted).toEqual([]);
    await house.tick(TUESDAY);
    expect(house.courier.posted).toHaveLength(pages.length);
    for (const [i, page] of pages.entries()) {
      const [preview] = menu(page).options;
      expect(shownIn(i)).toContain(`"label":"${preview?.label}"`);
      expect(menu(page).options.map(({ value }) => value)).toEqual(optionsIn(i));
    }
  });

  test("mentions nobody, although the digest will", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { role: "700000000000000001" });
    papersCome(1);
    const { components } = await house.ask("digest preview");
    expect(JSON.stringify(components)).toContain("<@&700000000000000001>");
    // What pings is in the message's `allowed_mentions`, of which the house takes none in answers.
  });

  test("opens a paper from its menu", async () => {
    await subscribe("noise");
    papersCome(1);
    const preview = await house.ask("digest preview");
    const { custom_id, options } = menu(preview);
    const card = await house.press(custom_id, {}, [options[0]?.value ?? ""]);
    expect(card.text).toContain("### [Noise, part 1]");
  });

  test("of a quiet day says what would be posted, or that nothing would", async () => {
    await subscribe("noise");
    expect((await house.ask("digest preview")).text).toContain("nothing new on *noise*.");
    await house.ask("digest settings", { quiet: "archive" });
    const archive = await house.ask("digest preview");
    expect(archive.text).toContain("## From the archive · 21 Apr 2026");
    expect(archive.text).toContain("Noise that was always there");
    await house.ask("digest settings", { quiet: "nothing" });
    expect((await house.ask("digest preview")).text).toContain("so nothing would be posted");
  });

  test("is sent by its button, and says then what became of it", async () => {
    await subscribe("noise");
    papersCome(2);
    const sent = await house.press(button(await house.ask("digest preview"), "Send now"));
    expect(sent.how).toBe("update");
    expect(sent.text).toContain("Digest sent.\n-# 2 papers");
    expect(shownIn(0)).toContain("Noise, part 1");
    expect(button(sent, "Send now")).toBeUndefined();
  });

  test("has no button where nothing would be posted", async () => {
    await subscribe("noise");
    await house.ask("digest settings", { quiet: "nothing" });
    expect(button(await house.ask("digest preview"), "Send now")).toBeUndefined();
  });
});
