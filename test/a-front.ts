import type { Courier } from "../src/digests/courier.ts";
import type { ServerNames } from "../src/digests/server-names.ts";
import { createThreads } from "./commands/threads.ts";
import type { Front } from "../src/wiring/house.ts";

/** A front with a courier of its own, at which nobody uploads anything and nothing has a name, unless told. */
export function aFront(courier: Courier, given: Partial<Front> & { names?: ServerNames } = {}) {
  const { names = { channels: [], roles: [] }, threads = createThreads(), ...others } = given;
  return {
    courier,
    threads,
    inviteUrl: null,
    readAttachment: () => Promise.resolve({ kind: "unavailable", reason: "nothing is there" }),
    serverNames: () => names,
    isOpenToAll: () => true,
    ...others,
  } satisfies Front;
}
