import { deepEqual } from "node:assert/strict";
import { afterEach, beforeEach } from "vitest";
import type { Fault } from "../discord/faults.ts";
import { textOf } from "../discord/messages.ts";
import { longPapers } from "./long-papers.ts";
import {
  openPostOffice,
  type PostOffice,
  type PostOfficeOptions,
  POST_MESSAGE,
  SATURDAY,
} from "./post-office.ts";

/** The post office of the test that runs, once a file has called `usePostOffice`. */
export let office: PostOffice;

let provoked: number[] = [];

/** Opens a post office for each test of a file. Afterwards Discord must have refused what was provoked. */
export function usePostOffice({
  mayBeRefused = false,
  ...options
}: PostOfficeOptions & { mayBeRefused?: boolean } = {}): void {
  beforeEach(async () => {
    provoked = [];
    office = await openPostOffice(options);
  });

  afterEach(async () => {
    await office.stop();
    const codes = office.standIn.refusals.map(({ code }) => code);
    if (!mayBeRefused) deepEqual(codes, provoked);
  });
}

/** Discord's error codes that a test provokes; any other refusal is a mistake of ours. */
export function provoke(...codes: number[]): void {
  provoked = codes;
}

/** Of the long papers. */
export const ids = (count: number, prefix = "p") => longPapers(count, prefix).map(({ id }) => id);

/** After the slot on Saturday. */
export const minutes = (count: number) => SATURDAY.add({ minutes: count });

/** What goes wrong with the next requests for messages; discord.js itself makes four of one. */
export function breakPosts(fault: Partial<Fault>): void {
  office.standIn.fail({ on: POST_MESSAGE, with: { status: 502 }, ...fault });
}

/** What goes wrong, for ever unless `fault` says otherwise, with posts in a channel or a forum. */
export function breakPostsIn(channel: string, fault: Partial<Fault> = {}): void {
  const on = new RegExp(`^POST /channels/${channel}/(messages|threads)$`);
  office.standIn.fail({ on, with: { status: 500 }, times: Infinity, ...fault });
}

/** What the bot wrote to somebody. */
export function noticesTo(name: string): string[] {
  const channelId = office.standIn.directMessages.channelOf(name);
  return office.standIn.messages.all
    .filter((message) => message.channelId === channelId && message.onlyFor === null)
    .map(textOf);
}
