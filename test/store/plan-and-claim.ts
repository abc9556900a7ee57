/**
 * One of two rival processes: plans a digest for each channel of the database it is given, and claims
 * what it finds unfinished. Prints the channels of the digests that it holds, one to a line.
 */
import { aDigest, aMessage, FRIDAY } from "../digests/a-channel.ts";
import { openAt } from "./open-at.ts";

const [address, name] = process.argv.slice(2);
if (!address || !name) throw new Error("Give the address of a store, and a name");
const { book, close } = await openAt(address);
const now = FRIDAY.add({ hours: 24 });
for (const { id } of await book.subscriptions.channels())
  await book.deliveries.plan(aDigest({ id: `${name}-${id}`, channelId: id }), [aMessage("p1")]);
for (const { id, channelId } of await book.deliveries.unfinished(now))
  if (await book.leases.claim(id, name, now, now.add({ minutes: 2 }))) console.log(channelId);
await close();
