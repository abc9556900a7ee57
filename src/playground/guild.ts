import type { Mentionable, Person } from "./protocol.ts";
import { names } from "./wording.ts";

/** Both can be played from one page: what may one do, and what does a press by the other do? */
export const PEOPLE: readonly [Person, ...Person[]] = [
  { id: "310000000000000001", name: names.manager, mayManage: true },
  { id: "310000000000000002", name: names.member, mayManage: false },
];

export const GUILD_ID = "300000000000000002";
export const SERVER_NAME = names.server;
export const CHANNEL: Mentionable = { id: "300000000000000001", name: names.channel };
export const ROLES: readonly Mentionable[] = [{ id: "320000000000000001", name: names.role }];

const MENTIONED = [
  { sign: "@", among: [...PEOPLE, ...ROLES] },
  { sign: "#", among: [CHANNEL] },
];

/** How a mention of this id reads: `@Ada`, `#papers`; `@unknown` where nothing here has it. */
export function mentionOf(id: string): string {
  for (const { sign, among } of MENTIONED) {
    const named = among.find((one) => one.id === id);
    if (named) return sign + named.name;
  }
  return "@unknown";
}
