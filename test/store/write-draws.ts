/** The second process of a test: writes two hundred draws into the database it is given. */
import { openStore } from "../../src/store/open.ts";

const path = process.argv[2];
if (!path) throw new Error("Give the path of a database");
const store = await openStore(path);
const now = Temporal.Instant.from("2026-11-21T09:00:00Z");
for (let i = 0; i < 200; i += 1) await store.draws.note("theirs", `p${i}`, now, null);
await store.close();
