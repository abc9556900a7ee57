import { beforeEach, describe, expect, test } from "vitest";
import {
  type Answer,
  aSnapshot,
  BOB,
  button,
  DM,
  GUILD,
  type House,
  openHouse,
  OTHER_CHANNEL,
} from "../house.ts";

const NOW = "2026-04-20T10:00:00Z";

const published = (date: string) => ({ date, precision: "day", inferred: false }) as const;

let house: House;

beforeEach(async () => {
  house = await openHouse({
    now: NOW,
    snapshots: [
      {
        ...aSnapshot([
          { title: "Old mamba", published: published("2024-01-01"), upvotes: 900 },
          { title: "New mamba", published: published("2026-04-18"), upvotes: 5 },
          { title: "New diffusion", published: published("2026-04-19"), upvotes: 50 },
          { title: "Nobody upvoted this mamba", published: published("2026-04-19") },
        ]),
        origin: "huggingface",
      },
    ],
  });
});

async function vote(title: string, { who = BOB, daysAgo = 0, channelId = OTHER_CHANNEL } = {}) {
  const paperId = house.corpus.byTitle(title)?.id ?? "";
  const at = Temporal.Instant.from(NOW).subtract({ hours: 24 * daysAgo });
  const place = { guildId: GUILD, channelId, audienceId: channelId };
  await house.store.votes.cast({ ...place, paperId, userId: who, at });
}

/** In the order of the menu, which is the list's. */
const titles = (answer: Answer) =>
  answer.components.flatMap(({ options = [] }) => options.map(({ label }) => label));

const top = (options = {}, who = {}) => house.ask("paper top", options, who);

describe("/paper top", () => {
  test("goes by upvotes at the source while nobody has voted, and says so", async () => {
    const answer = await top();
    expect(answer.text).toContain("### Top papers this week");
    expect(answer.text).toContain("Nobody here has voted for these yet");
    expect(titles(answer)).toEqual(["New diffusion", "New mamba"]);
  });

  test("says what to do where nothing was voted for, also without a topic", async () => {
    house.reload([aSnapshot([{ title: "Nobody upvoted this mamba" }])]);
    for (const options of [{}, { topic: "mamba" }]) {
      const { text } = await top(options);
      expect(text).toContain("No papers with votes or upvotes this week.");
      expect(text).toContain("Vote for papers with the button next to them");
    }
    house.reload([]);
    expect((await top()).text).toContain("There are no papers yet.");
  });

  test("puts votes of the period first, whatever the age of the paper", async () => {
    await vote("Nobody upvoted this mamba");
    await vote("Nobody upvoted this mamba", { who: "ada" });
    await vote("Old mamba");
    await vote("New mamba", { daysAgo: 8 });
    const week = await top();
    expect(titles(week)).toEqual([
      "Nobody upvoted this mamba",
      "Old mamba",
      "New diffusion",
      "New mamba",
    ]);
    expect(week.text).toContain("By votes in this server, then by upvotes at the source");
    expect(button(week, "▲ 2")).toBeDefined();
    expect(titles(await top({ period: "month" })).slice(1, 3)).toEqual(["Old mamba", "New mamba"]);
    expect((await top({ period: "ever" })).text).toContain("### Top papers ever");
  });

  test("takes a topic, and turns its pages", async () => {
    await vote("New diffusion");
    const answer = await top({ topic: "mamba", period: "year" });
    expect(answer.text).toContain("### Top papers this year on “mamba”");
    expect(titles(answer)).toEqual(["New mamba"]);
    expect((await top({ topic: "nothing like it" })).text).toContain(
      "No papers with votes or upvotes this week",
    );
  });

  test("counts no votes of a channel that its readers may not see", async () => {
    house.closed.add(OTHER_CHANNEL);
    await vote("New mamba");
    expect(titles(await top())).toEqual(["New diffusion", "New mamba"]);
    expect(titles(await top({}, { channelId: OTHER_CHANNEL }))[0]).toBe("New mamba");
  });

  test("goes by upvotes in a direct message", async () => {
    await vote("New mamba");
    const answer = await top({}, { channelId: DM });
    expect(titles(answer)).toEqual(["New diffusion", "New mamba"]);
    expect(answer.text).toContain("-# By upvotes at the source");
  });

  test.each([{ period: "decade" }, { topic: "" }, { topic: "x".repeat(400) }])(
    "refuses %o privately",
    async (options) => {
      expect((await top(options)).how).toBe("private");
    },
  );
});
