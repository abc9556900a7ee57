import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  aSnapshot,
  BOB,
  button,
  CHANNEL,
  DM,
  type House,
  menu,
  openHouse,
  OTHER_CHANNEL,
} from "../house.ts";

const TITLE = "Seeing with Marmots";
const AUTHORS = ["Ada Lovelace", 'Emmy "Em" Noether', "Élie Cartan", "Alan Turing"];

function pages(paper: { authors?: string[]; organisation?: string | null; withdrawn?: true } = {}) {
  const own = { title: TITLE, authors: AUTHORS, organisation: "Vision Lab", ...paper };
  const other = { title: "Marmots by Touch", authors: ["Ada Lovelace"] };
  return [{ ...aSnapshot([own, other]), origin: "huggingface" as const }];
}

describe("following from a card", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ snapshots: pages() });
  });
  afterAll(async () => {
    await house.store.close();
  });

  const openCard = async (who = {}) => await house.ask("paper show", { paper: TITLE }, who);
  const openMenu = async () => await house.press(button(await openCard(), "Follow…"));

  test("a card shows three authors, how many more, and the organisation", async () => {
    expect((await openCard()).text).toContain(
      '-# Ada Lovelace, Emmy "Em" Noether, Élie Cartan and 1 more · Vision Lab',
    );
  });

  test("the button opens a private menu of its authors and its organisation", async () => {
    const opened = await openMenu();
    expect(opened.how).toBe("private");
    expect(opened.text).toContain(`in <#${CHANNEL}>`);
    expect(menu(opened).options).toEqual([
      { label: "Ada Lovelace", value: 'author:"Ada Lovelace"', description: "Author" },
      { label: 'Emmy "Em" Noether', value: 'author:"Emmy Em Noether"', description: "Author" },
      { label: "Élie Cartan", value: 'author:"Élie Cartan"', description: "Author" },
      { label: "Alan Turing", value: 'author:"Alan Turing"', description: "Author" },
      { label: "Vision Lab", value: 'org:"Vision Lab"', description: "Organisation" },
    ]);
  });

  test.each([
    ['author:"Ada Lovelace"', "Ada Lovelace", 2],
    ['author:"Emmy Em Noether"', 'Emmy "Em" Noether', 1],
    ['org:"Vision Lab"', "Vision Lab", 1],
  ])("picking %s shows the preview of that topic, which subscribes", async (topic, name, count) => {
    const { custom_id } = menu(await openMenu());
    const preview = await house.press(custom_id, {}, [topic]);
    expect(preview.how).toBe("update");
    expect(preview.text).toContain(
      `### Subscribe to “${topic.replace(":", "\\:")}” in <#${CHANNEL}>?`,
    );
    expect(preview.text).toContain(`**${count} paper`);
    expect(button(preview, "Change topic")).toBeDefined();
    expect(button(preview, "Cancel")).toBeDefined();
    const done = await house.press(button(preview, "Subscribe"));
    expect(done.text).toContain(`Subscribed to *${name}* in <#${CHANNEL}>.`);
    expect((await house.press(custom_id, {}, [topic])).text).toContain("Already subscribed here");
  });

  test("whoever changes the topic then can change the heading with it", async () => {
    const { custom_id } = menu(await openMenu());
    const preview = await house.press(custom_id, {}, ['author:"Élie Cartan"']);
    const form = await house.openForm(button(preview, "Change topic"));
    expect(JSON.stringify(form)).toContain('"value":"Élie Cartan"');
    const other = await house.submit(form, { topic: "marmots", name: "" });
    expect(other.text).toContain("Subscribe to “marmots”");
    expect(other.text).not.toContain("Its heading");
  });

  test("whoever may not manage digests is told so in private, at the button and at the menu", async () => {
    const card = await openCard({ userId: BOB });
    const { custom_id } = menu(await openMenu());
    for (const refused of [
      await house.press(button(card, "Follow…"), { userId: BOB }),
      await house.press(custom_id, { userId: BOB }, ['author:"Ada Lovelace"']),
    ]) {
      expect(refused.how).toBe("private");
      expect(refused.text).toContain("You need the Manage Server permission");
    }
  });

  test("a made-up name or paper is refused", async () => {
    const { custom_id } = menu(await openMenu());
    for (const values of [["author:nobody"], ["marmots"], []])
      expect((await house.press(custom_id, {}, values)).text).toContain(
        "no longer lists that name",
      );
    for (const id of ["digest.follow:nothing", "digest.follow-pick:nothing"])
      expect((await house.press(id, {}, ["x"])).text).toContain("no longer has this paper");
  });

  test("in a direct message it leads there", async () => {
    const card = await openCard({ channelId: DM });
    const opened = await house.press(button(card, "Follow…"), { channelId: DM });
    const picked = ['author:"Alan Turing"'];
    const preview = await house.press(menu(opened).custom_id, { channelId: DM }, picked);
    expect(preview.text).toContain("in this direct message?");
  });

  test("in a post or a thread it leads to the channel around it that has digests", async () => {
    const inPost = { channelId: "100000000000000009", parentId: OTHER_CHANNEL };
    const opened = async () => await house.press(button(await openCard(inPost), "Follow…"), inPost);
    // Before that has some, nobody but `/digest subscribe` brings them there.
    expect((await opened()).text).toContain(`in <#${inPost.channelId}>`);
    const first = await house.ask("digest subscribe", { topic: "marmots", channel: OTHER_CHANNEL });
    await house.press(button(first, "Subscribe"));
    const shown = await opened();
    expect(shown.text).toContain(`in <#${OTHER_CHANNEL}>`);
    const preview = await house.press(menu(shown).custom_id, inPost, ['author:"Alan Turing"']);
    expect(preview.text).toContain(`in <#${OTHER_CHANNEL}>?`);
    expect((await house.press(button(preview, "Subscribe"), inPost)).text).toContain("Subscribed");
    const topics = await house.store.book.subscriptions.of(OTHER_CHANNEL);
    expect(topics.map(({ topic }) => topic)).toContain('author:"Alan Turing"');
  });

  test("where there is no /digest there is no button", async () => {
    expect(button(await openCard({ hasDigests: false }), "Follow…")).toBeUndefined();
  });

  test("buttons and menus work after a restart", async () => {
    const card = await openCard();
    const { custom_id } = menu(await openMenu());
    const after = await openHouse({ snapshots: pages(), store: house.store });
    expect(menu(await after.press(button(card, "Follow…"))).options).toHaveLength(5);
    const preview = await after.press(custom_id, {}, ['author:"Élie Cartan"']);
    expect(preview.text).toContain("### Subscribe to");
  });
});

async function open(paper: Parameters<typeof pages>[0]) {
  const house = await openHouse({ snapshots: pages(paper) });
  return { house, card: await house.ask("paper show", { paper: TITLE }) };
}

describe("the button of other papers", () => {
  test("is on that of a withdrawn one: its authors write others", async () => {
    const { card } = await open({ withdrawn: true });
    expect(card.text).toContain("withdrawn");
    expect(button(card, "Follow…")).toBeDefined();
  });

  test("is missing where no names are known", async () => {
    const { card } = await open({ authors: [], organisation: null });
    expect(button(card, "Follow…")).toBeUndefined();
  });

  test("offers as many authors as a menu holds, the organisation, and a way to the others", async () => {
    const { house, card } = await open({
      authors: Array.from({ length: 40 }, (_, i) => `Ada Lovelace ${i + 1}`),
    });
    const opened = await house.press(button(card, "Follow…"));
    expect(menu(opened).options).toHaveLength(25);
    expect(menu(opened).options.at(-1)?.label).toBe("Vision Lab");
    expect(opened.text).toContain("Shows 24 of 40 authors");
  });
});
