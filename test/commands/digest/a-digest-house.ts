import type { Snapshot } from "../../../src/papers/paper.ts";
import { type Answer, aSnapshot, button, CHANNEL, type House, openHouse } from "../house.ts";

/** Slots of a channel with default settings, 09:00 in Berlin: Tuesday and Wednesday. */
export const TUESDAY = "2026-04-21T07:00:00Z";
export const WEDNESDAY = "2026-04-22T07:00:00Z";

export const OLD: Snapshot = aSnapshot([
  { title: "Noise that was always there" },
  { title: "Gravity of graphs" },
]);

/** What the tests of one file speak to: opened anew for each by `openDigestHouse`. */
// oxlint-disable-next-line import/no-mutable-exports -- a new one for each test
export let house: House;

/** On Monday 20 April 2026 at noon in Berlin; only the two papers of `OLD` are known. */
export async function openDigestHouse(): Promise<void> {
  house = await openHouse({ snapshots: [OLD] });
}

export async function subscribe(
  topic: string,
  options: Record<string, string | number | boolean> = {},
): Promise<void> {
  const preview = await house.ask("digest subscribe", { topic, ...options });
  await house.press(button(preview, "Subscribe"));
}

/** As many papers on noise come, numbered from 1. */
export function papersCome(count: number): void {
  const entries = Array.from({ length: count }, (_, i) => ({ title: `Noise, part ${i + 1}` }));
  house.reload([OLD, { ...aSnapshot(entries), file: "001.txt" }]);
}

/** What Discord showed of a message that was posted. */
export function shownIn(place: number): string {
  return JSON.stringify(house.courier.posted[place]?.payload);
}

/** Ids of the papers in the menu of a posted message. */
export function optionsIn(place: number): string[] {
  return [...shownIn(place).matchAll(/"value":"([^"]+)"/g)].map((match) => match[1] ?? "");
}

/** As people read it, without escapes. */
export function plainly({ text }: Answer): string {
  return text.replaceAll("\\", "");
}

export async function settingsOf(channelId = CHANNEL) {
  return (await house.store.book.subscriptions.channel(channelId))?.settings;
}

/** `<t:1776754800:F>, <t:1776754800:R>` */
export function moments(at: string): string {
  const seconds = Temporal.Instant.from(at).epochMilliseconds / 1000;
  return `<t:${seconds}:F>, <t:${seconds}:R>`;
}
