import { ComponentType } from "discord-api-types/v10";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIMITS, measure } from "../../../src/messages/layout/budget.ts";
import {
  type DigestPage,
  digestMessages,
  quietDigest,
} from "../../../src/messages/digests/digest.ts";
import {
  apart,
  messageAgain,
  plainMessage,
  type SheetAgain,
  titleInNote,
} from "../../../src/messages/digests/digest-again.ts";
import {
  digestMark,
  type LaidOut,
  marginsIn,
} from "../../../src/messages/digests/digest-message.ts";
import type { DigestPaper } from "../../../src/messages/digests/digest-paper.ts";
import { allComponents, type ComponentBody, messageFlaws } from "../../discord/check-message.ts";
import { aPaper } from "../../papers/a-paper.ts";
import { hostileText } from "../hostile-text.ts";
import { allNodes } from "../read-markdown.ts";

const ROLE = "123456789012345678";
const LATE_SINCE = Temporal.Instant.from("2026-11-20T08:00:00Z");

function aDigestPaper(overrides: Partial<DigestPaper> = {}): DigestPaper {
  return {
    paper: aPaper(),
    topic: "vision",
    grade: "strong",
    words: ["vision"],
    fields: ["title"],
    ...overrides,
  };
}

function aPage(overrides: Partial<DigestPage> = {}): DigestPage {
  return {
    id: "d1",
    date: "2026-11-21",
    lateSince: null,
    from: "new",
    sections: [{ heading: "Vision", papers: [aDigestPaper()] }],
    waiting: 0,
    missed: 0,
    more: null,
    roleId: null,
    ...overrides,
  };
}

/** As many papers under one heading, each as long as a paper's lines get. */
/** The line that says why a paper is there. */
const WHY = /(?:^|\n)-# (?:(?:Strong|Good|Weak) match|Fits every filter)/;

function manyPapers(count: number): DigestPaper[] {
  const words = "a title of many words ".repeat(20);
  return Array.from({ length: count }, (_, i) =>
    aDigestPaper({
      paper: aPaper({ title: `${i} ${words}`, displayTitle: `${i} ${words}`, abstract: words }),
    }),
  );
}

function parts({ payload }: LaidOut): ComponentBody[] {
  return allComponents(payload.components);
}

function texts(message: LaidOut): string[] {
  return parts(message).flatMap(({ content }) => (content === undefined ? [] : [content]));
}

function customIds(message: LaidOut): string[] {
  return parts(message).flatMap(({ custom_id }) => (custom_id === undefined ? [] : [custom_id]));
}

function options(message: LaidOut): string[] {
  return parts(message).flatMap((one) => one.options?.map(({ value }) => value) ?? []);
}

test("a digest tells its day, its topics, and of each paper why it is there", () => {
  const paper = aPaper({ title: "Seeing with state space models", organisation: "Vision Lab" });
  const [message] = digestMessages(
    aPage({
      sections: [
        {
          heading: "State space",
          papers: [
            {
              paper: { ...paper, displayTitle: paper.title },
              topic: "state space models",
              words: ["state", "space"],
              grade: "strong",
              fields: ["text", "title"],
            },
          ],
        },
        { heading: "Audio", papers: [aDigestPaper({ topic: "audio", words: [], fields: [] })] },
      ],
    }),
  );
  const [head, first, second] = texts(message!);
  expect(head).toBe("## New papers · 21 Nov 2026");
  expect(first).toMatch(/^### State space\n\*\*\[Seeing with state space models\]/);
  expect(first?.split("\n").at(-1)).toBe(
    "-# Strong match in the title and the text: **state space**",
  );
  expect(second).toMatch(/^### Audio\n/);
  expect(second?.split("\n").at(-1)).toBe("-# Fits every filter");
});

test("where people can vote, each paper has one button with its count, and is laid out again with it", () => {
  const papers = ["p1", "p2"].map((id) => aDigestPaper({ paper: aPaper({ id }) }));
  const page = aPage({ sections: [{ heading: "Vision", papers }], votes: new Map([["p2", 1204]]) });
  const [message] = digestMessages(page);
  const votes = parts(message!).filter(({ custom_id }) => custom_id?.startsWith("paper.vote:"));
  expect(votes.map(({ custom_id, label }) => [custom_id, label])).toEqual([
    ["paper.vote:p1", "▲ 0"],
    ["paper.vote:p2", "▲ 1,204"],
  ]);
  expect(messageAgain(sheetsOf(page)[0]!)).toEqual(message);
  expect(marginsIn(digestMessages(aPage())[0]!.payload).votes).toBeNull();
});

test("a paper that went to one channel has its own why in the next", () => {
  const one = aDigestPaper();
  const whyFor = (grade: DigestPaper["grade"]) => {
    const sections = [{ heading: "Vision", papers: [{ ...one, grade }] }];
    return texts(digestMessages(aPage({ sections }))[0]!)[1]
      ?.split("\n")
      .at(-1);
  };
  expect(whyFor("strong")).toBe("-# Strong match in the title: **vision**");
  expect(whyFor("weak")).toBe("-# Weak match in the title: **vision**");
});

test("the line under a paper does not say again what its heading says", () => {
  const one = aDigestPaper({ topic: "state space models" });
  const [message] = digestMessages(aPage({ sections: [{ heading: "Mamba", papers: [one] }] }));
  expect(texts(message!)[1]?.split("\n").at(-1)).not.toContain("state space models");
});

test("each message carries a mark of its own, on the menu that opens its papers", () => {
  const papers = manyPapers(12);
  const messages = digestMessages(aPage({ sections: [{ heading: "Vision", papers }] }));
  expect(messages.length).toBeGreaterThan(1);
  for (const [i, message] of messages.entries()) {
    const menu = parts(message).find(({ type }) => type === ComponentType.StringSelect);
    expect(menu?.custom_id).toBe(digestMark("d1", i + 1));
    expect(options(message)).toEqual(message.paperIds);
  }
});

test("a topic's heading stands once, and again only where the next message goes on with it", () => {
  const papers = manyPapers(12);
  const messages = digestMessages(aPage({ sections: [{ heading: "Vision", papers }] }));
  for (const message of messages) {
    const headed = texts(message).filter((one) => one.startsWith("### Vision\n"));
    expect(headed).toHaveLength(1);
    expect(texts(message)[1]).toBe(headed[0]);
  }
});

test("what did not fit is offered under the last message only", () => {
  const page = aPage({
    sections: [{ heading: "Vision", papers: manyPapers(12) }],
    waiting: 1037,
    more: "digest.more:d1",
  });
  const messages = digestMessages(page);
  const buttons = messages.map((message) => parts(message).filter(({ label }) => label));
  expect(buttons.slice(0, -1).flat()).toEqual([]);
  expect(buttons.at(-1)).toMatchObject([{ label: "Show 1,037 more", custom_id: "digest.more:d1" }]);
  expect(texts(messages.at(-1)!).at(-1)).toBe("-# 1,037 more waiting");
  const [both] = digestMessages(aPage({ waiting: 12, missed: 31 }));
  expect(texts(both!).at(-1)).toBe("-# 12 more waiting · 31 missed this week");
  const [gone] = digestMessages(aPage({ missed: 31, more: null }));
  expect(texts(gone!).at(-1)).toBe("-# 31 missed this week");
  const [previewed] = digestMessages(aPage({ waiting: 1 }));
  expect(texts(previewed!).at(-1)).toBe("-# 1 more waiting");
  expect(customIds(previewed!)).toEqual([digestMark("d1", 1)]);
});

test("a late digest says so in one small line, an archive day in another", () => {
  const [late] = digestMessages(aPage({ lateSince: LATE_SINCE }));
  expect(texts(late!)[0]?.split("\n").at(-1)).toBe(
    "-# This digest is late. It was due <t:1795161600:f>.",
  );
  const [archive] = digestMessages(aPage({ from: "archive" }));
  expect(texts(archive!)[0]).toMatch(/^## From the archive · 21 Nov 2026\n-# Nothing new today/);
});

test("the one role is mentioned in the first message, and may be notified there alone", () => {
  const sections = [{ heading: "Vision", papers: manyPapers(12) }];
  const [first, ...others] = digestMessages(aPage({ sections, roleId: ROLE }));
  expect(texts(first!)[0]).toBe(`<@&${ROLE}>`);
  expect(first?.payload.allowed_mentions).toEqual({ parse: [], roles: [ROLE] });
  for (const other of others) {
    expect(other.payload.allowed_mentions).toEqual({ parse: [] });
    expect(texts(other).join("\n")).not.toContain(ROLE);
  }
});

test("a quiet day's line names the topics, and can be found again", () => {
  const [line, ...none] = quietDigest(aPage(), ["vision", "audio"]);
  expect(none).toEqual([]);
  expect(line?.paperIds).toEqual([]);
  expect(texts(line!)).toEqual(["-# 21 Nov 2026 · nothing new on *vision* and *audio*."]);
  expect(customIds(line!)).toEqual([digestMark("d1", 1)]);
  const [long] = quietDigest(aPage({ lateSince: LATE_SINCE }), "abcdefgh".split(""));
  expect(texts(long!)[0]).toContain("*e* and 3 more topics.\n-# This digest is late");
});

/** Each message of a digest, as it is laid out again from its papers. */
function sheetsOf(page: DigestPage): SheetAgain[] {
  const all = page.sections.flatMap(({ heading, papers }) =>
    papers.map(({ paper, ...why }) => ({ paper, why: { ...why, heading } })),
  );
  let laidOut = 0;
  return digestMessages(page).map(({ payload, paperIds }, i) => {
    const papers = all.slice(laidOut, (laidOut += paperIds.length));
    const roleId = i === 0 ? page.roleId : null;
    return { ...marginsIn(payload), digestId: page.id, papers, number: i + 1, roleId };
  });
}

describe("a refused message taken apart", () => {
  const sections = [{ heading: "Vision", papers: [1, 2, 3].map(() => aDigestPaper()) }];
  const page = aPage({ sections, roleId: ROLE, waiting: 2, more: "digest.more:d1" });
  const [whole] = digestMessages(page);
  const [sheet] = sheetsOf(page);

  test("gives each paper a message with its own number", () => {
    const singles = apart(sheet!, 7);
    expect(singles.map(({ paperIds }) => paperIds)).toEqual(whole?.paperIds.map((id) => [id]));
    for (const [i, single] of singles.entries()) {
      expect(options(single)).toEqual(single.paperIds);
      expect(customIds(single)[0]).toBe(digestMark("d1", 7 + i));
      const title = sections[0]?.papers[i]?.paper.title;
      expect(texts(single).filter((one) => one.includes(`[${title}]`))).toHaveLength(1);
      expect(messageFlaws("channel message", single.payload)).toEqual([]);
    }
  });

  test("keeps the mention in the first, and what did not fit under the last", () => {
    const [first, second, third] = apart(sheet!, 7);
    expect(first?.payload.allowed_mentions).toEqual({ parse: [], roles: [ROLE] });
    expect(second?.payload.allowed_mentions).toEqual({ parse: [] });
    expect(texts(first!)[0]).toBe(`<@&${ROLE}>`);
    expect(customIds(second!)).toEqual([digestMark("d1", 8)]);
    expect(customIds(third!)).toEqual([digestMark("d1", 9), "digest.more:d1"]);
  });

  test("says a topic's heading where the message did", () => {
    const other = { heading: "Audio", papers: [aDigestPaper({ topic: "audio" })] };
    const [both] = sheetsOf(aPage({ sections: [...sections, other] }));
    const headings = apart(both!, 7).map((one) => texts(one)[1]?.startsWith("### "));
    expect(headings).toEqual([true, false, false, true]);
  });

  test("shows a paper without its topic where that is not known any more", () => {
    const papers = sheet!.papers.map(({ paper }) => ({ paper, why: null }));
    const [first] = apart({ ...sheet!, papers }, 7);
    expect(texts(first!)[2]).toMatch(/^\*\*\[/);
    expect(texts(first!)[2]).not.toContain("Matches");
  });
});

test("a message in its plain layout has titles, links and the same mark", () => {
  const papers = manyPapers(3).map(({ paper }) => paper);
  const payload = plainMessage(papers, { mark: digestMark("d1", 2), roleId: ROLE });
  const plain = { payload, paperIds: papers.map(({ id }) => id) };
  const [mention, titles] = texts(plain);
  expect(mention).toBe(`<@&${ROLE}>`);
  expect(titles?.split("\n").map((line) => line.slice(0, 3))).toEqual(["**[", "**[", "**["]);
  expect(options(plain)).toEqual(plain.paperIds);
  expect(customIds(plain)).toEqual([digestMark("d1", 2)]);
  expect(JSON.stringify(payload)).not.toContain("description");
  expect(papers.map(titleInNote)).toEqual([
    expect.stringMatching(/^0 a title of many words/),
    expect.stringMatching(/^1 /),
    expect.stringMatching(/^2 /),
  ]);
  expect(messageFlaws("channel message", payload)).toEqual([]);
});

describe("whatever stands in a digest", () => {
  const numbers = fc.option(fc.nat(), { nil: null });
  const texted = fc.option(hostileText, { nil: null });
  const paper = fc.record({
    title: hostileText,
    abstract: texted,
    summary: texted,
    organisation: texted,
    authorCount: numbers,
    comments: numbers,
    authors: fc.array(hostileText),
    upvotes: fc.nat(),
    withdrawn: fc.boolean(),
    url: fc.oneof(fc.webUrl(), hostileText),
  });
  const digestPaper: fc.Arbitrary<DigestPaper> = fc.record({
    paper: paper.map(({ title, url, ...facts }) =>
      aPaper({ ...facts, title, displayTitle: title, links: [{ kind: "project", url }] }),
    ),
    topic: hostileText,
    words: fc.array(fc.oneof(hostileText, fc.constantFrom("word", "federated")), { maxLength: 9 }),
    grade: fc.constantFrom("strong", "good", "weak"),
    fields: fc.subarray(["title", "text", "organisation"] as const),
  });
  const section = fc.record({
    heading: hostileText,
    papers: fc.array(digestPaper, { minLength: 1, maxLength: 9 }),
  });
  const page: fc.Arbitrary<DigestPage> = fc
    .record({
      id: fc.constant("AbC-_1234567890x"),
      date: fc.constant("2026-11-21"),
      lateSince: fc.constantFrom(null, LATE_SINCE),
      from: fc.constantFrom("new", "archive"),
      sections: fc.array(section, { minLength: 1, maxLength: 4 }),
      waiting: fc.nat({ max: 50_000 }),
      missed: fc.nat({ max: 50_000 }),
      more: fc.constantFrom(null, "digest.more:AbC-_1234567890x"),
      roleId: fc.constantFrom(null, ROLE),
      votes: fc.constantFrom(null, new Map<string, number>()),
    })
    .map((drawn) => ({
      ...drawn,
      // A paper stands in a digest once, and so does its button.
      sections: drawn.sections.map(({ heading, papers }, i) => ({
        heading,
        papers: papers.map((one, j) => ({ ...one, paper: { ...one.paper, id: `p${i}-${j}` } })),
      })),
      votes: drawn.votes && new Map([["p0-0", 1234567]]),
    }));

  /** Kinds that ping, or look as if they did. */
  const MENTIONS = new Set(["user", "channel", "role", "here", "everyone", "slashCommand"]);

  function mentions(message: LaidOut): string[] {
    return texts(message).flatMap((one) =>
      allNodes(one)
        .filter(({ type }) => MENTIONS.has(type))
        .map((node) => JSON.stringify(node)),
    );
  }

  test("Discord takes every message, a margin below its limits", () => {
    fc.assert(
      fc.property(page, (drawn) => {
        for (const [i, message] of digestMessages(drawn).entries()) {
          const sheet = sheetsOf(drawn)[i]!;
          expect(messageAgain(sheet)).toEqual(message);
          expect(messageFlaws("channel message", message.payload)).toEqual([]);
          const { text, count } = measure(message.payload.components);
          expect(text).toBeLessThanOrEqual(LIMITS.textInMessage - 300);
          expect(count).toBeLessThanOrEqual(LIMITS.componentsInMessage - 2);
          for (const single of apart(sheet, 1000))
            expect(messageFlaws("channel message", single.payload)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("every paper stands wholly in exactly one message, in order", () => {
    fc.assert(
      fc.property(page, (drawn) => {
        const messages = digestMessages(drawn);
        const given = drawn.sections.flatMap(({ papers }) => papers.map((one) => one.paper.id));
        expect(messages.flatMap(({ paperIds }) => paperIds)).toEqual(given);
        for (const message of messages) {
          expect(options(message)).toEqual(message.paperIds);
          const whys = texts(message).filter((one) => WHY.test(one));
          expect(whys).toHaveLength(message.paperIds.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("nobody is mentioned but the one role, once", () => {
    fc.assert(
      fc.property(page, fc.array(hostileText, { minLength: 1 }), (drawn, topics) => {
        const found = [...digestMessages(drawn), ...quietDigest(drawn, topics)].flatMap(mentions);
        const role = expect.stringContaining(ROLE) as unknown;
        expect(found).toEqual(drawn.roleId === null ? [] : [role]);
        for (const line of quietDigest(drawn, topics))
          expect(messageFlaws("channel message", line.payload)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("each why line is one line of small print that shows words as they are", () => {
    fc.assert(
      fc.property(digestPaper, (drawn) => {
        const sections = [{ heading: "Vision", papers: [drawn] }];
        const [message] = digestMessages(aPage({ sections }));
        const why = texts(message!)[1]?.split("\n").at(-1) ?? "";
        expect(why).toMatch(WHY);
        const kinds = new Set(["text", "twemoji", "escape", "em", "strong", "subtext"]);
        expect(allNodes(why).filter(({ type }) => !kinds.has(type))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  { attention: { upvotes: 212, days: 1 }, note: "212 upvotes in its first day" },
  { attention: { upvotes: 1, days: 3 }, note: "1 upvote in its first 3 days" },
])("the line under a paper says so where votes brought it: $note", ({ attention, note }) => {
  const papers = [aDigestPaper({ attention })];
  const [message] = digestMessages(aPage({ sections: [{ heading: "Vision", papers }] }));
  expect(texts(message!).join("\n")).toContain(`: **vision** · ${note}`);
});
