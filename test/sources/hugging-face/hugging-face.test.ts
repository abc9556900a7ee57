import { afterEach, beforeEach, expect, test } from "vitest";
import type { Snapshot } from "../../../src/papers/paper.ts";
import { createHuggingFace } from "../../../src/sources/hugging-face/hugging-face.ts";
import { readItems, readListing } from "../../../src/sources/hugging-face/listing.ts";
import type { ReadingWish } from "../../../src/sources/source.ts";
import { recordLog, type RecordedLog } from "../../discord/log.ts";
import { aClient, aClock, aMemory } from "../a-client.ts";
import { aListedPaper, type HuggingFace, startHuggingFace } from "./stand-in.ts";

let clock: ReturnType<typeof aClock>;
let memory: ReturnType<typeof aMemory>;
let farEnd: HuggingFace;
let recorded: RecordedLog;

beforeEach(async () => {
  // A Friday.
  clock = aClock("2026-11-20T20:00:00Z");
  memory = aMemory();
  recorded = recordLog();
  farEnd = await startHuggingFace(clock.now);
});

afterEach(async () => await farEnd[Symbol.asyncDispose]());

const { signal } = new AbortController();

/** As after a restart: it knows what the memory holds. */
function open() {
  const { now, wait } = clock;
  const name = "Hugging Face";
  const client = aClient(farEnd.base, { name, memory, now, wait, log: recorded.log });
  return createHuggingFace({ client, memory, now, baseUrl: farEnd.base, log: recorded.log });
}

async function read(wish: Partial<ReadingWish> = {}, source = open()) {
  const listings: Snapshot[] = [];
  for await (const listing of source.read({ signal, ...wish })) listings.push(listing);
  return { listings, health: source.health, shown: listings.map(shownIn) };
}

const shownIn = ({ file, entries }: Snapshot) =>
  `${file}: ${entries.map(({ arxivId, title }) => arxivId ?? title).join(" ")}`;

const daysAsked = () =>
  farEnd.asked.map(({ path }) => new URLSearchParams(path.split("?")[1]).get("date"));

/** A working week with a paper on each of its days. */
function fillWeek() {
  for (const day of [16, 17, 18, 19, 20])
    farEnd.list(`2026-11-${day}`, aListedPaper(`2611.000${day}`));
}

test("a listed paper is read with everything that is told of it", async () => {
  fillWeek();
  const { listings } = await read();
  expect(listings[2]).toEqual({
    file: "Hugging Face, 2026-11-20",
    origin: "huggingface",
    savedOn: { date: "2026-11-20", precision: "day", inferred: false },
    textKind: "abstract",
    problems: [],
    entries: [
      {
        line: 1,
        arxivId: "2611.00020",
        title: "On the matter of 2611.00020",
        text: "What 2611.00020 is about.",
        authors: ["Ada Lovelace", "Charles Babbage"],
        authorCount: 2,
        organisation: "Engine Lab",
        published: { date: "2026-11-17", precision: "day", inferred: false },
        dates: { submitted: "2026-11-17", listed: "2026-11-20" },
        upvotes: 12,
        comments: 2,
        aiSummary: "A model says what it is about.",
        aiKeywords: ["engines", "notes"],
        pages: [
          { kind: "code", url: "https://github.com/ada/engine" },
          { kind: "project", url: "https://engine.example.org/" },
        ],
        thumbnail: "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2611.00020.png",
        url: "https://huggingface.co/papers/2611.00020",
      },
    ],
  });
});

test("the last three days are read, the oldest first, and then nothing for half an hour", async () => {
  fillWeek();
  expect((await read()).shown).toEqual([
    "Hugging Face, 2026-11-18: 2611.00018",
    "Hugging Face, 2026-11-19: 2611.00019",
    "Hugging Face, 2026-11-20: 2611.00020",
  ]);
  clock.pass({ minutes: 29 });
  expect((await read()).listings).toEqual([]);
  expect(farEnd.asked).toHaveLength(3);
  clock.pass({ minutes: 1 });
  await read();
  expect(farEnd.asked).toHaveLength(6);
});

test("who asks for it reads again at once", async () => {
  fillWeek();
  await read();
  await read({ now: true });
  expect(farEnd.asked).toHaveLength(6);
});

test("a list is given again only when it changed", async () => {
  fillWeek();
  await read();
  farEnd.list("2026-11-20", aListedPaper("2611.00021"));
  clock.pass({ minutes: 30 });
  expect((await read()).shown).toEqual(["Hugging Face, 2026-11-20: 2611.00020 2611.00021"]);
  expect(farEnd.asked.at(-1)?.headers).toHaveProperty("if-none-match");
  clock.pass({ minutes: 30 });
  expect((await read()).shown).toEqual([]);
});

test("what nobody took is given again", async () => {
  fillWeek();
  for await (const listing of open().read({ signal })) {
    expect(shownIn(listing)).toMatch(/11-18/);
    break;
  }
  expect((await read()).shown).toHaveLength(3);
});

test("a day with more papers than a page is read whole, each paper once", async () => {
  const ids = Array.from({ length: 250 }, (_, i) => `2611.${String(i + 1).padStart(5, "0")}`);
  farEnd.list("2026-11-20", ...ids.map((id) => aListedPaper(id)), aListedPaper("2611.00001"));
  farEnd.list(
    "2026-11-19",
    ...ids.slice(0, 100).map((id) => aListedPaper(id.replace("2611", "2610"))),
  );
  farEnd.list("2026-11-18", aListedPaper("2609.00001"));
  const { listings } = await read();
  expect(listings.map(({ entries }) => entries.length)).toEqual([1, 100, 250]);
  expect(listings[2]?.entries.map(({ arxivId }) => arxivId)).toEqual(ids);
  // One page, a full one and the empty one behind it, three pages.
  expect(farEnd.asked).toHaveLength(1 + 2 + 3);
});

test("a far end that pays no heed to the page is left at last, and said to be truncated", async () => {
  fillWeek();
  await read();
  clock.pass({ minutes: 30 });
  const page = JSON.stringify(
    Array.from({ length: 100 }, (_, i) => aListedPaper(`2611.1${i + 1000}`)),
  );
  const before = farEnd.asked.length;
  farEnd.say(
    { status: 304 },
    { status: 304 },
    ...Array.from({ length: 20 }, () => ({ body: page })),
  );
  const { listings, health } = await read();
  expect(listings.map(({ entries }) => entries.length)).toEqual([100]);
  expect(health).toMatchObject({
    state: "truncated",
    trouble: expect.stringContaining("more papers"),
  });
  expect(farEnd.asked.length - before).toBe(22);
});

test("a withdrawn paper is known as one, whoever else tells of it", async () => {
  farEnd.list(
    "2026-11-20",
    aListedPaper("2611.00001", { withdrawnAt: "2026-11-20T08:00:00.000Z" }),
  );
  const { listings } = await read();
  expect(listings[0]?.entries).toMatchObject([{ arxivId: "2611.00001", withdrawn: true }]);
  expect(listings[0]?.entries[0]).not.toHaveProperty("onlyIfKnown");
});

test("what stands in the item and not in its paper is taken from there", async () => {
  const { paper, ...item } = aListedPaper("2611.00001v2");
  const organization = { name: "inner", fullname: "The Inner Lab" };
  farEnd.list("2026-11-20", {
    ...item,
    paper: { id: paper.id, organization },
    upvotes: 5,
    ai_summary: "Outer",
  });
  const { listings } = await read();
  expect(listings[0]?.entries).toMatchObject([
    {
      arxivId: "2611.00001",
      title: "On the matter of 2611.00001v2",
      organisation: "The Inner Lab",
      upvotes: 5,
      aiSummary: "Outer",
      published: null,
      authorCount: null,
      dates: { listed: "2026-11-20" },
    },
  ]);
});

test("texts are made plain: no controls, composed letters, one line", async () => {
  farEnd.list(
    "2026-11-20",
    aListedPaper("2611.00001", {
      title: "  A\u0000 re\u0301sume\u0301\n  of\u202Etext ",
      summary: "First line\r\nsecond\u200B line",
    }),
  );
  const { listings } = await read();
  expect(listings[0]?.entries).toMatchObject([
    { title: "A résumé oftext", text: "First line second line" },
  ]);
});

test("links that lead elsewhere than they look are left out", async () => {
  farEnd.list(
    "2026-11-20",
    aListedPaper("2611.00001", {
      githubRepo: "javascript:alert(1)",
      projectPage: "https://github.com@evil.example/",
      thumbnail: "http://127.0.0.1/pixel.png",
    }),
  );
  const { paper, ...outer } = aListedPaper("2611.00002");
  farEnd.list("2026-11-20", { ...outer, thumbnail: "http://127.0.0.1/pixel.png", paper });
  const { listings } = await read();
  const [first, second] = listings[0]?.entries ?? [];
  expect(first).not.toHaveProperty("pages");
  expect(second).not.toHaveProperty("thumbnail");
  expect(listings[0]?.problems.map(({ what }) => what)).toEqual([
    "“githubRepo” isn't as expected: 2611.00001",
    "“projectPage” isn't as expected: 2611.00001",
    "“thumbnail” isn't as expected: 2611.00002",
  ]);
});

test("a broken item is told of, with what was done, and the others are kept", async () => {
  farEnd.list(
    "2026-11-20",
    aListedPaper("2611.00001"),
    "no paper at all",
    { paper: { id: "2611.00003" } },
    aListedPaper("2611.00004", { upvotes: "many", authors: "Ada" }),
    aListedPaper("2611.00005", { upvotes: -1 }),
  );
  const { listings, health } = await read();
  expect(listings[0]?.entries.map(({ line, arxivId }) => [line, arxivId])).toEqual([
    [1, "2611.00001"],
    [4, "2611.00004"],
    [5, "2611.00005"],
  ]);
  expect(listings[0]?.problems).toEqual([
    {
      line: 2,
      what: "Can't read a title: the paper in place 2",
      done: "Left out the paper",
    },
    { line: 3, what: "Can't read a title: 2611.00003", done: "Left out the paper" },
    { line: 4, what: "“authors” isn't as expected: 2611.00004", done: "Read the rest without it" },
    { line: 4, what: "“upvotes” isn't as expected: 2 papers", done: "Read the rest without it" },
  ]);
  expect(health.state).toBe("failing");
});

test("a paper whose id is none of arXiv's is kept without one", async () => {
  farEnd.list("2026-11-20", aListedPaper("acl/long 12"));
  const { listings } = await read();
  expect(listings[0]?.entries[0]).not.toHaveProperty("arxivId");
  expect(listings[0]?.entries[0]?.url).toBe("https://huggingface.co/papers/acl%2Flong%2012");
});

test("a date far ahead is left out", async () => {
  farEnd.list("2026-11-20", aListedPaper("2611.00001", { publishedAt: "2062-11-17T00:00:00Z" }));
  const { listings } = await read();
  expect(listings[0]?.entries).toMatchObject([
    { published: null, dates: { listed: "2026-11-20" } },
  ]);
  expect(listings[0]?.problems).toMatchObject([
    { what: "“publishedAt” isn't as expected: 2611.00001" },
  ]);
});

test("a fresh source says what it read, and when", async () => {
  fillWeek();
  const source = open();
  expect(source.health.state).toBe("unread");
  expect((await read({}, source)).health).toEqual({
    name: "Hugging Face",
    state: "fresh",
    since: clock.now(),
    readAt: clock.now(),
    newest: { date: "2026-11-20", precision: "day", inferred: false },
    trouble: null,
  });
});

test("health is the same after a restart", async () => {
  fillWeek();
  const { health } = await read();
  clock.pass({ minutes: 5 });
  expect((await read()).health).toEqual(health);
});

test("a weekend without papers is quiet", async () => {
  fillWeek();
  await read();
  clock.pass({ hours: 30 });
  const { listings, health } = await read();
  expect(listings).toEqual([]);
  expect(health).toMatchObject({
    state: "quiet",
    trouble: "No lists on weekends",
    newest: { date: "2026-11-20" },
    readAt: clock.now(),
  });
});

test("a working day without papers is quiet in its morning and suspect in its evening", async () => {
  fillWeek();
  farEnd.clear("2026-11-20");
  clock.pass({ hours: -10 });
  expect((await read()).health).toMatchObject({
    state: "quiet",
    trouble: "Today's list isn't out yet",
  });
  clock.pass({ hours: 10 });
  const evening = await read();
  expect(evening.health).toMatchObject({
    state: "failing",
    since: clock.now(),
    trouble: "Hugging Face shows no papers for Friday 20 November",
  });
  clock.pass({ minutes: 30 });
  farEnd.list("2026-11-20", aListedPaper("2611.00020"));
  expect(await read()).toMatchObject({
    shown: ["Hugging Face, 2026-11-20: 2611.00020"],
    health: { state: "fresh", trouble: null },
  });
});

test("an empty working day is asked for a few times more when it is past, and then believed", async () => {
  fillWeek();
  farEnd.clear("2026-11-18");
  expect((await read()).health.state).toBe("failing");
  clock.pass({ hours: 24 });
  expect((await read()).health.state).toBe("quiet");
  for (let more = 0; more < 12; more += 1) {
    clock.pass({ minutes: 30 });
    await read();
  }
  expect(daysAsked().filter((day) => day === "2026-11-18")).toHaveLength(1 + 8);
  expect((await read()).health.state).toBe("quiet");
});

test("a list that vanished is suspect, and what was read of it stays", async () => {
  fillWeek();
  await read();
  farEnd.clear("2026-11-20");
  clock.pass({ minutes: 30 });
  expect(await read()).toMatchObject({
    listings: [],
    health: {
      state: "failing",
      trouble: "Hugging Face shows the papers of Friday 20 November no more",
    },
  });
});

test("a day that shows the papers of the one before is stale, and not given", async () => {
  fillWeek();
  farEnd.clear("2026-11-20");
  farEnd.list("2026-11-20", aListedPaper("2611.00019"));
  expect(await read()).toMatchObject({
    shown: ["Hugging Face, 2026-11-18: 2611.00018", "Hugging Face, 2026-11-19: 2611.00019"],
    health: {
      state: "stale",
      trouble:
        "Hugging Face shows the papers of Thursday 19 November for those of Friday 20 November",
    },
  });
});

test("a weekend that shows the papers of Friday is quiet", async () => {
  fillWeek();
  await read();
  farEnd.list("2026-11-21", aListedPaper("2611.00020"));
  clock.pass({ hours: 24 });
  expect(await read()).toMatchObject({ listings: [], health: { state: "quiet" } });
});

test("the days of an outage are caught up, and each is read once more when it is past", async () => {
  farEnd.list("2026-11-06", aListedPaper("2611.00006"));
  clock.set("2026-11-06T12:00:00Z");
  farEnd.list("2026-11-04", aListedPaper("2611.00004"));
  farEnd.list("2026-11-05", aListedPaper("2611.00005"));
  expect((await read()).shown).toHaveLength(3);
  farEnd.list("2026-11-06", aListedPaper("2611.00106"));
  for (const day of ["09", "10", "11", "12", "13"])
    farEnd.list(`2026-11-${day}`, aListedPaper(`2611.000${day}`));
  fillWeek();
  clock.set("2026-11-20T20:00:00Z");
  expect((await read()).shown).toEqual([
    "Hugging Face, 2026-11-18: 2611.00018",
    "Hugging Face, 2026-11-19: 2611.00019",
    "Hugging Face, 2026-11-20: 2611.00020",
    "Hugging Face, 2026-11-06: 2611.00006 2611.00106",
    ...["09", "10", "11", "12", "13"].map((day) => `Hugging Face, 2026-11-${day}: 2611.000${day}`),
    "Hugging Face, 2026-11-16: 2611.00016",
    "Hugging Face, 2026-11-17: 2611.00017",
  ]);
  const before = farEnd.asked.length;
  clock.pass({ minutes: 30 });
  expect((await read()).shown).toEqual([]);
  expect(daysAsked().slice(before)).toEqual(["2026-11-18", "2026-11-19", "2026-11-20"]);
});

test("an outage that ends in the middle of catching up goes on where it stopped", async () => {
  fillWeek();
  clock.set("2026-11-13T20:00:00Z");
  for (const day of [11, 12, 13]) farEnd.list(`2026-11-${day}`, aListedPaper(`2611.000${day}`));
  await read();
  clock.set("2026-11-20T20:00:00Z");
  const asked = farEnd.asked.length;
  // The last three days and the 12th to the 15th are answered, the 16th is not.
  farEnd.say(...Array.from({ length: 7 }, () => farEnd.answer), {
    status: 429,
    headers: { "retry-after": "600" },
  });
  const cut = await read();
  expect(farEnd.asked.length - asked).toBe(8);
  expect(cut).toMatchObject({
    shown: [18, 19, 20].map((day) => `Hugging Face, 2026-11-${day}: 2611.000${day}`),
    health: {
      state: "failing",
      trouble: "Hugging Face is asking Paperboy to slow down until 20:10 UTC",
    },
  });
  clock.pass({ minutes: 9 });
  expect((await read()).listings).toEqual([]);
  clock.pass({ minutes: 1 });
  const { shown, health } = await read();
  expect(shown).toEqual([
    "Hugging Face, 2026-11-17: 2611.00017",
    "Hugging Face, 2026-11-16: 2611.00016",
  ]);
  expect(health.state).toBe("fresh");
});

test("somebody may ask for days before the first reading", async () => {
  fillWeek();
  expect((await read({ since: Temporal.PlainDate.from("2026-11-14") })).shown).toEqual(
    [18, 19, 20, 16, 17].map((day) => `Hugging Face, 2026-11-${day}: 2611.000${day}`),
  );
});

test("a missed day that cannot be read holds up no other, and is given up at last", async () => {
  fillWeek();
  clock.set("2026-11-20T10:00:00Z");
  const wish = { since: Temporal.PlainDate.from("2026-11-17") };
  farEnd.say(farEnd.answer, farEnd.answer, farEnd.answer, { body: "<html>" });
  const { shown, health } = await read(wish);
  expect(shown.map((line) => line.slice(14, 24))).toEqual([
    "2026-11-18",
    "2026-11-19",
    "2026-11-20",
  ]);
  expect(health).toMatchObject({
    state: "failing",
    trouble: "Hugging Face didn't send a list of papers for Tuesday 17 November",
  });
  for (let tries = 2; tries <= 8; tries += 1) {
    clock.pass({ minutes: 30 });
    farEnd.say(farEnd.answer, farEnd.answer, farEnd.answer, { body: "{}" });
    await read();
  }
  expect(recorded.lines.at(-1)).toMatchObject({
    msg: "Giving up on a day",
    day: "2026-11-17",
  });
  clock.pass({ minutes: 30 });
  expect((await read()).health.state).toBe("fresh");
});

test("a missed day that seems to be without papers is believed only while others are shown", async () => {
  fillWeek();
  clock.set("2026-11-13T20:00:00Z");
  await read();
  clock.set("2026-11-20T10:00:00Z");
  for (let tries = 1; tries <= 20; tries += 1) {
    farEnd.say(...Array.from({ length: 20 }, () => ({ body: "[]" })));
    await read();
    farEnd.forget();
    clock.pass({ minutes: 30 });
  }
  expect((await read()).shown).toHaveLength(5);
});

test("a day that has not begun there is not there yet", async () => {
  fillWeek();
  clock.set("2026-11-20T00:00:30Z");
  farEnd.say(farEnd.answer, farEnd.answer, { status: 400, body: "{}" });
  expect(await read()).toMatchObject({ health: { state: "quiet" } });
});

test.each([
  [
    "429 without a pause",
    { status: 429 },
    /^Hugging Face is asking Paperboy to slow down until \d\d:\d\d UTC$/,
  ],
  ["500", { status: 500 }, /^Hugging Face isn't working \(HTTP 500\); next try after 20:0\d UTC$/],
  [
    "403",
    { status: 403 },
    /^Hugging Face refused to answer \(HTTP 403\); next try after 21:00 UTC$/,
  ],
  ["an answer that is cut", { body: "[{}]", isCut: true }, /can't be reached/],
  ["no answer at all", { body: "" }, /^Hugging Face sends empty answers until/],
  ["malformed JSON", { body: '[{"paper":' }, /send a list of papers for Wednesday 18 November$/],
  ["an object", { body: '{"error":"no"}' }, /send a list/],
  [
    "a redirect inwards",
    { status: 302, headers: { location: "http://169.254.169.254/" } },
    /doesn't visit$/,
  ],
  ["50 MB", { body: Buffer.alloc(50 << 20, 0x5b) }, /sent more than 16 MB$/],
  ["a bomb of brackets", { body: "[".repeat(5 << 20) }, /send a list/],
  ["a deep bomb", { body: `${"[".repeat(4 << 20)}${"]".repeat(4 << 20)}` }, /send a list/],
  ["a list of nothing that is known", { body: "[[],1,null,{}]" }, /cannot be read$/],
])("%s is a failure that passes, and nothing is lost", async (_what, said, trouble) => {
  fillWeek();
  farEnd.say(...Array.from({ length: 15 }, () => said));
  const broken = await read();
  expect(broken.listings.flatMap(({ entries }) => entries)).toEqual([]);
  expect(broken.health).toMatchObject({
    state: "failing",
    since: expect.anything(),
    readAt: null,
    trouble: expect.stringMatching(trouble),
  });
  farEnd.forget();
  clock.pass({ hours: 2 });
  const { shown, health } = await read();
  expect(shown).toHaveLength(3);
  expect(health).toMatchObject({ state: "fresh", since: clock.now(), readAt: clock.now() });
});

test("who is stopped gives nothing more, and says nothing of the far end", async () => {
  fillWeek();
  const stop = new AbortController();
  farEnd.say(farEnd.answer, () => {
    stop.abort();
    return { body: "[]" };
  });
  const { shown, health } = await read({ signal: stop.signal });
  expect(shown).toEqual(["Hugging Face, 2026-11-18: 2611.00018"]);
  expect(health.state).toBe("unread");
  expect((await read()).shown).toHaveLength(2);
});

test("what was remembered and cannot be understood counts as forgotten", async () => {
  fillWeek();
  memory.kept.set("hugging face", '{"through":7}');
  expect((await read()).shown).toHaveLength(3);
});

test("thousands of authors are read, also those of whom nothing but the name is said", () => {
  const authors = Array.from({ length: 3000 }, (_, i) => ({
    name: `L&#39;H&ocirc;pital ${i}`,
    affiliation: "Institute of R&D, ".repeat(12),
  }));
  const body = JSON.stringify([aListedPaper("2611.00042", { authors })]);
  expect(body.length).toBeGreaterThan(575_000);
  const day = Temporal.PlainDate.from("2026-11-20");
  const { entries, problems } = readListing(readItems(body) ?? [], day);
  expect(problems).toEqual([]);
  expect(entries[0]?.authors).toHaveLength(3000);
  expect(entries[0]?.authors?.[7]).toBe("L'Hôpital 7");
});

test("a process that doesn't read it says how it is for the one that does", async () => {
  fillWeek();
  const other = open();
  const { health } = await read();
  expect(other.health.state).toBe("unread");
  await other.recall?.();
  expect(other.health).toEqual(health);
});
