import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "../../../src/store/open.ts";
import { openSources } from "../../../src/wiring/live-sources.ts";
import { recordLog } from "../../discord/log.ts";
import { aClock, meaning } from "../../sources/a-client.ts";
import { type FarEnd, startFarEnd } from "../../sources/far-end.ts";
import { rssOf } from "../../sources/feeds/a-feed.ts";
import { someSettings } from "../../sources/some-settings.ts";
import { ANN, BOB, openHouse } from "../house.ts";

let store: Store;
let farEnd: FarEnd;

beforeEach(async () => {
  store = await openStore(":memory:");
  farEnd = await startFarEnd({ answer: () => ({ body: rssOf([{ title: "Of Marmots" }]) }) });
});
afterEach(async () => {
  await farEnd[Symbol.asyncDispose]();
  await store.close();
});

const URL_WITH_KEY = "http://blog.example/feed?key=s3cret";

/** Ann runs Paperboy. What is asked in the public internet goes through the far end. */
async function open(urls: string[] = []) {
  const { now, wait } = aClock();
  const { log, lines } = recordLog();
  const proxy = { http: farEnd.base, https: null, except: ["127.0.0.1"] };
  const settings = someSettings({ feeds: urls, proxy });
  const lookup = meaning("93.184.215.14");
  const { feeds } = await openSources({ settings, store, log, now, wait, lookup });
  const house = await openHouse({ store, feeds, operators: [ANN] });
  const all = () => JSON.stringify([lines, house.lines]);
  return { feeds, house, all };
}

describe("/source", () => {
  test("adds a feed, lists it and removes it, and nobody else sees any of that", async () => {
    const { feeds, house, all } = await open();
    expect((await house.ask("source list")).text).toContain("No feeds yet.");
    const added = await house.ask("source add", { url: URL_WITH_KEY });
    expect(added).toMatchObject({ how: "private" });
    expect(added.text).toContain("Added **A Journal** (blog.example). It shows 1 item now");
    expect((await house.ask("source add", { url: URL_WITH_KEY })).text).toContain(
      "reads **blog.example** already",
    );

    const list = await house.ask("source list");
    expect(list).toMatchObject({ how: "private" });
    expect(list.text).toContain("blog.example: not read yet");

    const [choice] = await house.complete("source remove", "feed", "blog");
    expect(choice).toMatchObject({ name: "blog.example", value: feeds.all()[0]?.id });
    const removed = await house.ask("source remove", { feed: String(choice?.value) });
    expect(removed.text).toContain("Removed **blog.example**.");
    expect(feeds.all()).toEqual([]);
    expect(all() + added.text + list.text + removed.text).not.toContain("s3cret");
  });

  test.each([
    ["source add", { url: URL_WITH_KEY }],
    ["source list", {}],
    ["source remove", { feed: "journal" }],
  ])(
    "%s is for those alone who run Paperboy, managers of servers or not",
    async (command, options) => {
      const { feeds, house } = await open([`${farEnd.base}/journal`]);
      const answer = await house.ask(command, options, { userId: BOB });
      expect(answer).toMatchObject({ how: "private" });
      expect(answer.text).toContain("Only the people who run Paperboy can use this.");
      const nobody = await openHouse({ feeds });
      expect((await nobody.ask(command, options)).text).toContain(
        "Only the people who run Paperboy",
      );
      expect(await house.complete("source remove", "feed", "", { userId: BOB })).toEqual([]);
      expect(feeds.all()).toHaveLength(1);
      expect(farEnd.asked).toEqual([]);
    },
  );

  test("says why an address can't be added", async () => {
    const { house } = await open();
    const say = async (url: string) => (await house.ask("source add", { url })).text;
    expect(await say("http://127.0.0.1:9/?key=s3cret")).toContain(
      "redirects to an address that Paperboy doesn't visit",
    );
    expect(await say("blog")).toContain("That isn't the address of a feed.");
    farEnd.say({ body: "<html></html>" });
    expect(await say(URL_WITH_KEY)).toContain("blog.example sent a web page instead of a feed.");
  });

  test("doesn't remove what the settings name, nor what nobody named", async () => {
    const { feeds, house } = await open([`${farEnd.base}/journal?key=s3cret`]);
    const [feed] = feeds.all();
    expect(await house.complete("source remove", "feed", "")).toEqual([]);
    expect((await house.ask("source remove", { feed: feed?.id ?? "" })).text).toContain(
      "is in the setting PAPERBOY\\_FEEDS",
    );
    for (const typed of ["", "nothing like it", "__proto__"])
      expect((await house.ask("source remove", { feed: typed })).text).toContain(
        "Pick one of the feeds",
      );
    expect((await house.ask("source list")).text).toContain("in the setting PAPERBOY_FEEDS");
    expect(feeds.all()).toHaveLength(1);
  });

  test("lists as many feeds as fit, with names that do no harm", async () => {
    const { feeds, house } = await open(
      Array.from({ length: 120 }, (_, i) => `${farEnd.base}/${i}`),
    );
    expect((await house.ask("source list")).text).toMatch(/… and \d+ more/);
    farEnd.say({ body: rssOf([], { title: "@everyone **bold** [link](https://evil.example)" }) });
    const { text } = await house.ask("source add", { url: "http://blog.example/1" });
    expect(text).not.toContain("**bold**");
    expect(feeds.all()).toHaveLength(121);
  });

  test("stands in /help for those who run Paperboy", async () => {
    const { house } = await open();
    expect((await house.ask("help")).text).toContain("`/source add` ");
    expect((await house.ask("help", {}, { userId: BOB })).text).not.toContain("/source");
    expect((await (await openHouse()).ask("help")).text).not.toContain("/source");
  });
});
