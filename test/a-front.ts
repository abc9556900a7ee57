import type { Events } from "../src/community/clubs/events.ts";
import type { Courier } from "../src/digests/courier.ts";
import type { NamedServer } from "../src/digests/server-names.ts";
import { createThreads } from "./commands/threads.ts";
import type { Front } from "../src/wiring/house/front.ts";

/** Nobody may make any. */
const NO_EVENTS: Events = {
  ensure: () => Promise.resolve({ kind: "none" }),
  cancel: () => Promise.resolve("cancelled"),
};

/** A front with a courier of its own, at which nobody uploads anything and nothing has a name, unless told. */
export function aFront(courier: Courier, given: Partial<Front> & { names?: NamedServer } = {}) {
  const {
    names = { name: "", channels: [], roles: [] },
    threads = createThreads(),
    ...others
  } = given;
  return {
    courier,
    threads,
    events: NO_EVENTS,
    inviteUrl: null,
    readAttachment: () => Promise.resolve({ kind: "unavailable", reason: "nothing is there" }),
    serverNames: () => names,
    isOpenToAll: () => true,
    maySee: () => Promise.resolve(true),
    ...others,
  } satisfies Front;
}
