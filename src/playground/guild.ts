import type { Mentionable, Person } from "./protocol.ts";

/** Both can be played from one page: what may one do, and what does a press by the other do? */
export const PEOPLE: readonly [Person, ...Person[]] = [
  { id: "310000000000000001", name: "Ada", mayManage: true },
  { id: "310000000000000002", name: "Ben", mayManage: false },
];

export const GUILD_ID = "300000000000000002";
export const CHANNEL: Mentionable = { id: "300000000000000001", name: "papers" };
export const ROLES: readonly Mentionable[] = [{ id: "320000000000000001", name: "readers" }];

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
