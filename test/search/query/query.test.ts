import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameQuery, printQuery, querySchema } from "../../../src/search/query/query.ts";
import { readQuery, understoodAs, unreadFilters } from "../../../src/search/query/read-query.ts";

const canonical = (text: string) => printQuery(readQuery(text));

const takes = (typed: string) => unreadFilters(typed)[0]?.takes;

const isSame = (one: string, other: string) => isSameQuery(readQuery(one), readQuery(other));

describe("what is typed as the language says is read so, and printed back in one form", () => {
  test.each([
    ["federated learning", "federated learning"],
    ["  federated \n learning ", "federated learning"],
    ["What's new in C++?", "What's new in C++?"],
    ["Mamba: Linear-Time Sequences", "Mamba: Linear-Time Sequences"],
    ["pre-trained marmots - and lynxes", "pre-trained marmots and lynxes"],
    ['"state space" models', 'models "state space"'],
    ["“state  space” models", 'models "state space"'],
    ["learning -federated", "learning -federated"],
    ["learning --federated", "learning -federated"],
    ['learning -"split learning"', 'learning -"split learning"'],
    ["learning -(split federated)", "learning -(split federated)"],
    ["learning -(-split)", "learning split"],
    ["marmots OR lynxes", "marmots OR lynxes"],
    ["alpine marmots OR lynxes", "alpine marmots OR lynxes"],
    ["alpine (marmots OR lynxes)", "alpine (marmots OR lynxes)"],
    ["(marmots OR lynxes) alpine", "alpine (marmots OR lynxes)"],
    ["(alpine) ((marmots))", "alpine marmots"],
    ["marmots OR marmots", "marmots"],
    ["(a OR b) OR c", "a OR b OR c"],
    ["title:marmots", "title:marmots"],
    ["Title:“alpine marmots”", 'title:"alpine marmots"'],
    ["organization:Stanford", "org:Stanford"],
    ['author:"Ada Lovelace"', 'author:"Ada Lovelace"'],
    ["has:CODE marmots", "marmots has:code"],
    ["since:2024/5", "since:2024-05"],
    ['since:"last month"', "since:1m"],
    ["before:30d", "before:30d"],
    ["-title:marmots", "-title:marmots"],
    ["title:a OR org:b", "title:a OR org:b"],
    ["(a has:code) OR b", "(a has:code) OR b"],
    ["has:code OR since:2024", "has:code OR since:2024"],
    ["marmots or lynxes", "marmots or lynxes"],
    ["foo:bar https://example.org", "foo:bar https://example.org"],
    ["", ""],
    ["?! -", ""],
    ["-(", ""],
  ])("%j is %j", (typed, printed) => {
    expect(canonical(typed)).toBe(printed);
    expect(understoodAs(typed)).toBeNull();
  });
});

describe("what cannot be read is searched as words, and is told", () => {
  test.each([
    ["OR OR", "or or"],
    ["marmots OR", "marmots"],
    ["OR marmots", "marmots"],
    ['"alpine marmots', "alpine marmots"],
    ['marmots ""', "marmots"],
    ["(alpine marmots", "alpine marmots"],
    ["alpine) marmots(", "alpine marmots"],
    ["title:", "title"],
    ["title: marmots", "title marmots"],
    ["a OR b since:2024", "(a OR b) since:2024"],
    ["a -c OR b", "(a OR b) -c"],
  ])("%j is %j", (typed, printed) => {
    expect(understoodAs(typed)).toBe(printed);
  });

  test.each([
    ["marmots since:banana", "marmots", ["since:banana"]],
    ["marmots -since:banana", "marmots", ["since:banana"]],
    ["Since:title:x marmots", "marmots", ["since:title:x"]],
    ["has:cheese marmots has:Code has:cheese", "marmots has:code", ["has:cheese"]],
    ['marmots OR (lynxes since:"long ago")', "marmots OR lynxes", ["since:long ago"]],
    ["marmots since:2024-02-30 org:??", "marmots", ["since:2024-02-30", "org:??"]],
    ["since:banana", "", ["since:banana"]],
  ])("%j is %j without the filters %j", (typed, printed, left) => {
    expect(understoodAs(typed)).toBe(printed);
    expect(unreadFilters(typed).map(({ written }) => written)).toEqual(left);
  });

  test("a filter that is left out comes with what it takes", () => {
    expect(takes("before:banana")).toMatch(/^2024, .* or 30d$/);
    expect([takes("has:cheese"), takes("title:?"), takes("since:2024"), takes("title:")]).toEqual([
      "code",
      "words",
      undefined,
      undefined,
    ]);
  });

  test("what is nested too deep, has too many alternatives or is too long is still a query", () => {
    const deep = `${"(a OR ".repeat(50)}b${")".repeat(50)}`;
    const wide = Array.from({ length: 100 }, (_, i) => `marmot${i}`).join(" OR ");
    for (const text of [deep, wide, "marmots ".repeat(1250), `"${"x".repeat(10_000)}`]) {
      expect(understoodAs(text)).not.toBeNull();
      expect(canonical(canonical(text))).toBe(canonical(text));
      expect(canonical(text).length).toBeLessThanOrEqual(2000);
    }
    expect(readQuery(wide).kind).toBe("words");
  });
});

describe("a query has room for", () => {
  test("five groups one in the other; the sixth is none, and its words stay", () => {
    expect(understoodAs(nested(5, "x"))).toBeNull();
    expect(canonical(nested(5, "x"))).toBe(nested(5, "x"));
    expect(understoodAs(nested(6, "x"))).toBe(nested(6, "x").replace("(b1 OR c x)", "b1 OR c x"));
  });

  test("as many as it prints, where a limit makes one more of them", () => {
    const limited = "d OR e since:2024";
    expect(canonical(nested(3, limited))).toBe(
      "a3 (b3 OR c a2 (b2 OR (c a1 (b1 OR c d OR e) since:2024)))",
    );
    expect(readQuery(nested(4, limited)).kind).toBe("all");
    expect(readQuery(nested(5, limited)).kind).toBe("words");
  });

  test("twenty alternatives, in one group or in several", () => {
    expect(understoodAs(anyOf(20))).toBeNull();
    expect(readQuery(anyOf(21)).kind).toBe("words");
    expect(understoodAs(`z (${anyOf(10)}) (${anyOf(10, "n")})`)).toBeNull();
    expect(readQuery(`z (${anyOf(10)}) (${anyOf(11, "n")})`).kind).toBe("words");
  });
});

test("capitals and accents don't make another query, an operator does", () => {
  expect(isSame("Łojasiewicz has:code", "has:code LOJASIEWICZ")).toBe(true);
  expect(isSame("marmots OR lynxes", "marmots or lynxes")).toBe(false);
});

const sign = fc.constantFrom(
  ...'( ) - OR or " “ ” title: org: author: has:code since:2024 since: before:7d a b : -- c-d'.split(
    " ",
  ),
  " ",
  "  ",
  "\n",
  "\u200b",
);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(sign, { maxLength: 40 }).map((signs) => signs.join("")),
  fc.array(sign, { maxLength: 40 }).map((signs) => signs.join(" ")),
);

test("whatever is typed is a query whose printed form reads as that query, and is as typed", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const query = readQuery(text);
      const printed = printQuery(query);
      expect(querySchema.parse(query)).toEqual(query);
      expect(readQuery(printed)).toEqual(query);
      expect(printQuery(readQuery(printed))).toBe(printed);
      expect(understoodAs(printed)).toBeNull();
    }),
    { numRuns: 5000 },
  );
});

/** Groups, one in the other. */
function nested(depth: number, inmost: string): string {
  return depth === 0 ? inmost : `a${depth} (b${depth} OR c ${nested(depth - 1, inmost)})`;
}

function anyOf(names: number, name = "m"): string {
  return Array.from({ length: names }, (_, i) => `${name}${i}`).join(" OR ");
}
