import { describe, expect, test } from "vitest";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";

describe.each(engines)("%s", (_, createIndex) => {
  const index = createIndex([
    aPaper({ id: "one", title: "Alpine Marmots in Winter" }),
    aPaper({ id: "two", title: "Alpine Marmots in Summer", organisation: "Vulture Institute" }),
    aPaper({ id: "three", title: "Lynxes (Alpine Cats)" }),
  ]);

  function words(typed: string): string[] {
    return index.suggest(typed).flatMap((one) => (one.kind === "words" ? [one.text] : []));
  }

  function papers(typed: string): string[] {
    return index.suggest(typed).flatMap((one) => (one.kind === "paper" ? [one.paper.id] : []));
  }

  test.each([
    ["alpine mar", "alpine marmots"],
    ["-lynxes alpine mar", "-lynxes alpine marmots"],
    ["lynxes OR alpine mar", "lynxes OR alpine marmots"],
    ["has:code alpine mar", "has:code alpine marmots"],
    ["(alpine mar", "(alpine marmots"],
    ['"alpine mar', '"alpine marmots"'],
    ['"lynxes" alpine mar', '"lynxes" alpine marmots'],
    ["title:alp", 'title:"alpine marmots"'],
    ["lynxes -alp", 'lynxes -"alpine marmots"'],
    ["lynxes has:c", "lynxes has:code"],
  ])("%s is completed to %s", (typed, completed) => {
    expect(words(typed)).toContain(completed);
  });

  test("papers are offered for which the rest of the query holds", () => {
    expect(papers("org:vulture alpine mar")).toEqual(["two"]);
    expect(papers("-winter title:alp")).toEqual(["two", "three"]);
    expect(papers("-winter alpine mar")).toEqual(["two"]);
  });

  test("a title with signs of the language in it is found by its beginning", () => {
    expect(papers("lynxes (alp")).toContain("three");
  });

  test.each(["since:20", "author:lov", "has:x"])(
    "what cannot be known is not guessed: %s",
    (typed) => {
      expect(index.suggest(typed)).toEqual([]);
    },
  );
});
