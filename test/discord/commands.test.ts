import { deepEqual } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ComponentType } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { aLibrary } from "../a-library.ts";
import { allComponents } from "./check-message.ts";
import { componentOf, menuOf, type Message, textOf } from "./messages.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { startWiredBot, type WiredBot } from "./wired-bot.ts";

const inviteUrl = "https://discord.com/oauth2/authorize?client_id=1";

let standIn: StandIn;
let dataFolder: string;
let running: WiredBot;

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), "paperboy-"));
  standIn = await startStandIn();
  const registration = standIn.registration();
  await startBot();
  await registration;
});

afterEach(async () => {
  await running.stop();
  await standIn.stop();
  rmSync(dataFolder, { recursive: true });
  deepEqual(standIn.refusals, []);
  for (const { body } of standIn.messages.all) deepEqual(body.allowed_mentions, { parse: [] });
});

async function startBot(): Promise<void> {
  running = await startWiredBot(standIn, {
    path: join(dataFolder, "paperboy.db"),
    library: aLibrary(),
    now: () => Temporal.Instant.from("2026-04-20T09:00:00Z"),
    inviteUrl,
    house: { random: () => 0.5 },
  });
}

/** Ids of the papers in a list, in its order. */
const listed = (message: Message) => (menuOf(message).options ?? []).map(({ value }) => value);

const isPrivate = { onlyFor: expect.any(String) };
const isPublic = { onlyFor: null };

describe("/paper search", () => {
  test("shows five papers to a page, and the asker turns pages in place", async () => {
    const message = await standIn.command("/paper search", { query: "diffusion" });
    const first = listed(message);
    expect(first).toHaveLength(5);
    expect(message).toMatchObject(isPublic);

    expect(await standIn.press(message, "Next")).toBe(message);
    const second = listed(message);
    expect(second).toHaveLength(5);
    expect(second.filter((id) => first.includes(id))).toEqual([]);

    await standIn.press(message, "Previous");
    expect(listed(message)).toEqual(first);
    expect(message.edits).toBe(2);
  });

  test("opens a private copy for anybody else who turns a page", async () => {
    const message = await standIn.command("/paper search", { query: "diffusion" });
    const first = listed(message);
    const copy = await standIn.press(message, "Next", { as: "grace" });
    expect(copy).not.toBe(message);
    expect(copy).toMatchObject(isPrivate);
    expect(listed(message)).toEqual(first);

    const copied = listed(copy);
    expect(await standIn.press(copy, "Previous", { as: "grace" })).toBe(copy);
    expect(copied).not.toEqual(first);
    expect(listed(copy)).toEqual(first);
  });

  test("opens a paper's card from its menu", async () => {
    const message = await standIn.command("/paper search", { query: "diffusion" });
    const [option] = menuOf(message).options ?? [];
    const card = await standIn.pick(message, option?.value ?? "");
    expect(card).toMatchObject(isPrivate);
    expect(textOf(card)).toContain(option?.label.replace(/…$/, ""));
    expect(componentOf(card, "Find similar").type).toBe(ComponentType.Button);
  });

  test("takes a suggestion, a time and the wish for code", async () => {
    const message = await standIn.command("/paper search", {
      query: "learning",
      since: "2024",
      "code-only": true,
    });
    expect(textOf(message)).toContain("since 1 Jan 2024");
    expect(textOf(message)).toContain("with code");
  });

  test("says so when nothing is found", async () => {
    const message = await standIn.command("/paper search", { query: "xyzzyplugh" });
    expect(textOf(message)).toContain("No papers on “xyzzyplugh”");
  });
});

test("an option suggests papers, and a suggestion can be picked", async () => {
  const [choice] = await standIn.suggest("/paper show", "paper", "diffusion mod");
  expect(choice?.name).toMatch(/diffusion/i);
  const card = await standIn.command("/paper show", { paper: choice?.value ?? "" });
  expect(textOf(card)).toContain(choice?.name.replace(/…$/, ""));
});

test.each(["/paper search", "/paper latest", "/paper random"])(
  "%s suggests something for every keystroke of a query",
  async (path) => {
    for (const typed of ["", "l", "la", "lan", "langu", "language mo", "<@1> `"])
      expect((await standIn.suggest(path, "query", typed)).length).toBeLessThanOrEqual(25);
  },
);

test("/paper similar lists other papers", async () => {
  const [choice] = await standIn.suggest("/paper similar", "paper", "diffusion mod");
  const message = await standIn.command("/paper similar", { paper: choice?.value ?? "" });
  expect(listed(message).length).toBeGreaterThan(0);
  expect(listed(message)).not.toContain(choice?.value);
});

test("/paper latest says how many undated papers it leaves out", async () => {
  const message = await standIn.command("/paper latest");
  expect(textOf(message)).toMatch(/1–5 of \d+ · page 1 of \d+ · \d+ undated papers left out/);
});

test("/paper random deals no paper twice in a channel", async () => {
  const message = await standIn.command("/paper random");
  const titles = [titleOf(message)];
  for (let i = 0; i < 10; i += 1)
    titles.push(titleOf(await standIn.press(message, "Show another")));
  expect(new Set(titles).size).toBe(11);
});

test("/help shows the commands, the size of the corpus and the invitation", async () => {
  const message = await standIn.command("/help");
  const names = commands.map(({ data }) => data.name).filter((name) => name !== "source");
  for (const name of names) expect(textOf(message)).toContain(`/${name}`);
  // Only those who run this Paperboy can use it.
  expect(textOf(message)).not.toContain("/source");
  expect(textOf(message)).toContain("232 papers");
  const links = allComponents(message.body.components ?? []).map(({ url }) => url);
  expect(links).toContain(inviteUrl);
});

describe.each(["server", "dm", "elsewhere"] as const)("in %s", (place) => {
  test("the menu of a message looks up what it names, privately", async () => {
    const who = { in: place };
    const card = await standIn.command("/paper random", {}, who);
    const title = textOf(card).match(/### \[(.*?)\]/)?.[1] ?? "";
    expect(title).not.toBe("");
    const nothing = await standIn.pickFromMenu("Look up papers", "no paper at all", who);
    expect(nothing).toMatchObject(isPrivate);
    expect(textOf(nothing)).toContain("This message has no arXiv ID");
    const unknown = await standIn.pickFromMenu(
      "Look up papers",
      "<https://www.alphaxiv.org/abs/2312.00752>",
      who,
    );
    expect(unknown).toMatchObject(isPrivate);
    expect(textOf(unknown)).toContain("no paper with the arXiv id 2312.00752");
  });

  test.each([
    ["/paper search", { query: "graphs" }],
    ["/paper show", { paper: "graphs" }],
    ["/paper similar", { paper: "graphs" }],
    ["/paper latest", {}],
    ["/paper random", {}],
  ])("%s answers, and with hide only to the asker", async (path, options) => {
    const where = { in: place };
    expect(await standIn.command(path, options, where)).toMatchObject(isPublic);
    const hidden = await standIn.command(path, { ...options, hide: true }, where);
    expect(hidden).toMatchObject(isPrivate);
  });

  test("a card has a button to follow who wrote it where there is /digest", async () => {
    const card = await standIn.command(
      "/paper show",
      { paper: "intelligence per watt" },
      { in: place },
    );
    const labels = allComponents(card.body.components ?? []).map(({ label }) => label);
    expect(labels.includes("Follow…")).toBe(place !== "elsewhere");
  });
});

describe("after a restart of the bot", () => {
  test("the buttons and menus of older messages still work", async () => {
    const list = await standIn.command("/paper search", { query: "diffusion" });
    const first = listed(list);
    const random = await standIn.command("/paper random");
    const dealt = titleOf(random);
    await running.stop();
    await startBot();

    await standIn.press(list, "Next");
    expect(listed(list).filter((id) => first.includes(id))).toEqual([]);
    const card = await standIn.pick(list, listed(list)[0] ?? "");
    expect(textOf(await standIn.press(card, "Find similar"))).toContain("Papers like");
    expect(titleOf(await standIn.press(random, "Show another"))).not.toBe(dealt);
  });
});

describe("with hostile input", () => {
  test.each([
    ["mentions", "@everyone <@1> <@&2> <#3> </paper:4>"],
    ["Markdown", "**b** __u__ ||s|| `c` ```js\n1``` [x](https://e.vil) # h\n> q\n- l"],
    ["links", "https://e.vil <https://e.vil> discord.gg/x"],
    ["one long word", "a".repeat(300)],
    ["signs that are not seen", "\u202Eabc\u0000\u200B\u2028\uD800"],
    ["the name of a prototype", "__proto__"],
    ["SQL", "'; drop table views; --"],
    ["nothing", "   "],
    ["emoji", "💩".repeat(150)],
    ["a pattern", "(a+)+$ [^"],
  ])("%s in an option are answered within Discord's limits", async (_, typed) => {
    const since = typed.slice(0, 40);
    for (const [path, options] of [
      ["/paper search", { query: typed }],
      ["/paper search", { query: "learning", since }],
      ["/paper show", { paper: typed }],
      ["/paper similar", { paper: typed }],
      ["/paper latest", { query: typed }],
      ["/paper random", { query: typed }],
    ] as const)
      expect(textOf(await standIn.command(path, options))).not.toBe("");
    await standIn.suggest("/paper search", "query", typed);
    await standIn.suggest("/paper show", "paper", typed);
  });

  test.each([
    "paper.page:nothing:1:1",
    "paper.page",
    "paper.open:more",
    "paper.similar:nobody",
    "paper.another:::",
    "__proto__:1",
    ":".repeat(100),
  ])(
    "a button with the custom id %s is refused in private, and no fault of ours",
    async (forged) => {
      const message = await standIn.command("/paper search", { query: "diffusion" });
      const { custom_id } = componentOf(message, "Next");
      message.body = JSON.parse(JSON.stringify(message.body).replace(custom_id ?? "", forged));
      const answer = await standIn.press(message, "Next");
      expect(answer).toMatchObject(isPrivate);
      expect(textOf(answer)).not.toMatch(/Error|went wrong/);
    },
  );
});

test("when the store fails the asker learns so in private, with an id that stands in the log", async () => {
  await running.store.close();
  // Searching needs no store.
  const answer = await standIn.command("/digest list");
  expect(answer).toMatchObject(isPrivate);
  const id = /Error ([0-9a-f]{6})/.exec(textOf(answer))?.[1];
  expect(running.bot.recorded.lines).toContainEqual(
    expect.objectContaining({ errorId: id, level: 50 }),
  );
});

/** The heading of a card. */
function titleOf(message: Message): string {
  return /^### .*$/m.exec(textOf(message))?.[0] ?? "";
}
