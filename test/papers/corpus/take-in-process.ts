/**
 * A process that takes a page, given as JSON, into the corpus of a database. It says when it has
 * looked what is there, and waits for a line before it writes.
 */
import { once } from "node:events";
import { takeInFiles, takeInListing } from "../../../src/papers/corpus/take-in.ts";
import { openAt } from "../../store/open-at.ts";

const [path = "", page = ""] = process.argv.slice(2);
const snapshot = JSON.parse(page);
const { paperStore, close } = await openAt(path);
let hasLooked = false;
const cautious: typeof paperStore = {
  ...paperStore,
  async exchange(...asked) {
    if (!hasLooked) {
      hasLooked = true;
      console.log("looked");
      await once(process.stdin, "data");
      process.stdin.destroy();
    }
    return await paperStore.exchange(...asked);
  },
};
await (snapshot.origin ? takeInListing(snapshot, cautious) : takeInFiles([snapshot], cautious));
await close();
