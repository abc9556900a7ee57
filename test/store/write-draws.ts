/** The second process of a test: writes two hundred draws into the database it is given. */
import { openAt } from "./open-at.ts";

const address = process.argv[2];
if (!address) throw new Error("Give the address of a store");
const store = await openAt(address);
const now = Temporal.Instant.from("2026-11-21T09:00:00Z");
for (let i = 0; i < 200; i += 1) await store.draws.note("theirs", `p${i}`, now, null);
await store.close();
