import { describe, expect, test } from "vitest";
import { restoreName, splitAuthors } from "../../../src/sources/arxiv/answers/authors.ts";

describe("the authors of a list", () => {
  test.each([
    ["Ada Lovelace, Grace Hopper", ["Ada Lovelace", "Grace Hopper"]],
    ["Ada Lovelace (MIT, Cambridge, MA), Grace Hopper", ["Ada Lovelace", "Grace Hopper"]],
    [
      "A. One (1 and 2), B. Two (2), C. Three ((1) ENS, Paris, (2) CERN (Geneva))",
      ["A. One", "B. Two", "C. Three"],
    ],
    ["J. (Hans) Smith, B. Two", ["J. (Hans) Smith", "B. Two"]],
    ["A. One (MIT, B. Two, C. Three", ["A. One (MIT", "B. Two", "C. Three"]],
    ["A. One) MIT, B. Two", ["A. One) MIT", "B. Two"]],
    ["Martin King, Jr., B. Two, III", ["Martin King Jr.", "B. Two III"]],
    ["The ATLAS Collaboration", ["The ATLAS Collaboration"]],
    [
      "Planck and BICEP2 Collaborations: P. Ade, R. Aikin",
      ["Planck and BICEP2 Collaborations", "P. Ade", "R. Aikin"],
    ],
    ["A. One, on behalf of the CMS Collaboration", ["A. One", "the CMS Collaboration"]],
    ["A. One and B. Two, and C. Three, et al.", ["A. One", "B. Two", "C. Three"]],
    ["A. One; B. Two", ["A. One", "B. Two"]],
    [" , ,A. One,, ", ["A. One"]],
    ["", []],
  ])("“%s”", (list, names) => {
    expect(splitAuthors(list)).toEqual(names);
  });

  test.each([
    [String.raw`Kurt G{\"o}del`, "Kurt Gödel"],
    [String.raw`Kurt G\"odel`, "Kurt Gödel"],
    [String.raw`Jos\'e D\'iaz L\'opez`, "José Díaz López"],
    [String.raw`Mar{\'\i}a Garc\'{\i}a`, "María García"],
    [String.raw`Pavel Proch\'azka Ale\v{s} \v{S}im\r{u}nek`, "Pavel Procházka Aleš Šimůnek"],
    [String.raw`\v Simon \c Cetin`, "Šimon Çetin"],
    [String.raw`S\o ren \O ystein {\O}re Bj{\o}rn`, "Søren Øystein Øre Bjørn"],
    [String.raw`\L{}ukasz Pawe\l{} Kaczmarek`, "Łukasz Paweł Kaczmarek"],
    [String.raw`Anders {\AA}ngstr{\"o}m`, "Anders Ångström"],
    [String.raw`Fran\c{c}ois O\'Neill d'Angelo`, "François O'Neill d'Angelo"],
    [String.raw`P\'al Erd{\H o}s, Erd\H{o}s`, "Pál Erdős, Erdős"],
    ["A.~B. Cde", "A. B. Cde"],
  ])("%s is %s", (written, name) => {
    expect(restoreName(written)).toBe(name);
  });
});
