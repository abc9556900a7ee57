import { describe, expect, test } from "vitest";
import { aPaper } from "../../papers/a-paper.ts";
import { engines } from "../engines.ts";

describe.each(engines)("%s", (_, createIndex) => {
  const index = createIndex([
    aPaper({ authors: ["Yann LeCun", "Laurens van der Maaten"], organisation: "Meta AI" }),
    aPaper({ authors: ["Yann LeCun", "Yannic Kilcher"], organisation: "Meta AI" }),
    aPaper({ authors: ["Łukasz Kaiser", "Geoffrey E. Hinton"], organisation: "Meteor Institute" }),
    aPaper({ authors: ["Lukasz Kaiser", "Jean-Pierre Serre", "G. Hinton"] }),
    aPaper({ authors: ["Łukasz Kaiser", 'Ada "Countess" Lovelace', "Aristotle"] }),
  ]);

  const completed = (typed: string) =>
    index.suggest(typed).map((one) => (one.kind === "words" ? one.text : one.paper.id));

  test.each([
    ["author:lec", ['author:"Yann LeCun"']],
    ["author:LECUN", ['author:"Yann LeCun"']],
    ['author:"yann le', ['author:"Yann LeCun"']],
    ["author:“yann le", ['author:"Yann LeCun"']],
    ["author:yann", ['author:"Yann LeCun"', 'author:"Yannic Kilcher"']],
    ["author:van", ['author:"Laurens van der Maaten"']],
    ['author:"van der m', ['author:"Laurens van der Maaten"']],
    ["author:maaten", ['author:"Laurens van der Maaten"']],
    ['author:"geoffrey hin', ['author:"Geoffrey E. Hinton"']],
    ['author:"g hin', ['author:"G. Hinton"', 'author:"Geoffrey E. Hinton"']],
    ['author:"lecun, y', ['author:"Yann LeCun"']],
    ["author:lukasz", ['author:"Łukasz Kaiser"']],
    ["author:jean-p", ['author:"Jean-Pierre Serre"']],
    ["author:ada", ['author:"Ada Countess Lovelace"']],
    ["author:aris", ["author:Aristotle"]],
    ["author:nobody", []],
    ["author:", []],
    ["org:met", ['org:"Meta AI"', 'org:"Meteor Institute"']],
    ["organization:meteor", ['org:"Meteor Institute"']],
    ["diffusion -author:lec", ['diffusion -author:"Yann LeCun"']],
    ["(marmots OR author:lec", ['(marmots OR author:"Yann LeCun"']],
  ])("%s goes on as a name: %s", (typed, names) => {
    expect(completed(typed)).toEqual(names);
  });

  test("a name may be typed without quotes", () => {
    expect(completed("author:yann lec")).toContain('author:"Yann LeCun"');
    expect(completed("author:lecun world")).not.toContain('author:"Yann LeCun"');
  });
});
