import { describe, expect, test } from "vitest";
import { processorTime } from "../../papers/processor-time.ts";
import { readAuthors, restoreName } from "../../../src/sources/arxiv/answers/authors.ts";

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
    ["A. One et al", ["A. One"]],
    ["A. One, B. Two, and others", ["A. One", "B. Two"]],
    ["{ATLAS Collaboration}, G. Aad", ["ATLAS Collaboration", "G. Aad"]],
    ["G. Aad (for the ATLAS Collaboration)", ["G. Aad", "the ATLAS Collaboration"]],
    ["A. One (Group of Physics, CERN), B. Two", ["A. One", "B. Two"]],
    [
      "DESI Collaboration: A. G. Adame, S. Ahlen",
      ["DESI Collaboration", "A. G. Adame", "S. Ahlen"],
    ],
    [
      "Juan de la Cruz, María del Mar and Otto von und zu Stein",
      ["Juan de la Cruz", "María del Mar", "Otto von und zu Stein"],
    ],
    ["A. One [MIT, Cambridge], B. Two [ENS]", ["A. One", "B. Two"]],
    [
      "Ada Lovelace$^{1,2}$, Grace Hopper$^2$, A. One*†, B. Two^1,2",
      ["Ada Lovelace", "Grace Hopper", "A. One", "B. Two"],
    ],
    ["王小明、李华，张伟；김철수", ["王小明", "李华", "张伟", "김철수"]],
    ["Xiaoming Wang (王小明), Hua Li (清华大学)", ["Xiaoming Wang (王小明)", "Hua Li"]],
    ["艾伦·图灵, 久保 さくら", ["艾伦·图灵", "久保 さくら"]],
    [" , ,A. One,, ", ["A. One"]],
    ["", []],
  ])("“%s”", (list, names) => {
    expect(readAuthors(list).authors).toEqual(names);
  });

  test.each([
    ["A. One, B. Two", 2],
    ["A. One, et al. (45 additional authors not shown)", 46],
    ["A. One, B. Two and 2998 others", 3000],
    ["A. One et al.", 1],
    [" , ", null],
  ])("“%s” are %s", (list, count) => {
    expect(readAuthors(list).authorCount).toBe(count);
  });

  test("of three thousand names are those names, whatever stands in brackets behind them", () => {
    const names = Array.from({ length: 3000 }, (_, i) => `A. Name${i}`);
    const list = names.map((name) => `${name} ((1) ENS, Paris, (2) CERN [Geneva])`).join(", ");
    expect(readAuthors(list)).toEqual({ authors: names, authorCount: 3000 });
  });

  test.each(["(", "[", ")", ",", "et al. (", "$^{1", "a and "])(
    "in a list of many “%s” are looked for in time linear in their number",
    (part) => {
      const inParts = processorTime(() =>
        Array.from({ length: 16 }, () => readAuthors(part.repeat(4000))),
      );
      const atOnce = processorTime(() => readAuthors(part.repeat(64_000)));
      expect(atOnce).toBeLessThan(8 * inParts);
    },
  );

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
    [String.raw`Nguy\~{\^e}n V\u{a}n, Nguy{\~{\^{e}}}n`, "Nguyễn Văn, Nguyễn"],
    [String.raw`{\DJ}or{\dj}e {\TH}or`, "Đorđe Þor"],
    [String.raw`Jos\' e $\acute{E}$tienne`, "José Étienne"],
    [String.raw`R\u{a}zvan \cb{T}u\textcommabelow{t}ea`, "Răzvan Țuțea"],
    [String.raw`{van der Waals}, \textsc{Smith}`, "van der Waals, Smith"],
  ])("%s is %s", (written, name) => {
    expect(restoreName(written)).toBe(name);
  });
});
