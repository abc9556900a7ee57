import { describe, expect, test } from "vitest";
import { canonicalCategory, isListedCategory } from "../../src/papers/arxiv-categories.ts";

describe("a category of arXiv", () => {
  test.each([
    ["cs.LG", "cs.LG"],
    ["CS.lg", "cs.LG"],
    ["q-bio.NC", "q-bio.NC"],
    ["q-bio", "q-bio"],
    ["q-fin.cp", "q-fin.CP"],
    [" hep-th ", "hep-th"],
    ["cond-mat.Mes-Hall", "cond-mat.mes-hall"],
    ["physics.optics", "physics.optics"],
    ["astro-ph.CO", "astro-ph.CO"],
    ["math", "math"],
  ])("“%s” is known as %s", (name, listed) => {
    expect(canonicalCategory(name)).toBe(listed);
    expect(isListedCategory(name)).toBe(true);
  });

  test.each([
    ["math.IT", "cs.IT"],
    ["cs.na", "math.NA"],
    ["cs.SY", "eess.SY"],
    ["math.MP", "math-ph"],
    ["q-fin.EC", "econ.GN"],
    ["stat.TH", "math.ST"],
  ])("%s is a twin that is listed as %s", (name, listed) => {
    expect(canonicalCategory(name)).toBe(listed);
  });

  test.each([
    ["alg-geom", "math.AG"],
    ["cmp-lg", "cs.CL"],
    ["q-alg", "math.QA"],
    ["bayes-an", "physics.data-an"],
    ["supr-con", "cond-mat.supr-con"],
  ])("%s is an old archive, and listed as %s", (name, listed) => {
    expect(canonicalCategory(name)).toBe(listed);
  });

  test.each([
    ["cs.qq", "cs.QQ"],
    ["physics.New-Ph", "physics.new-ph"],
  ])("%s may be new, and is asked for as %s", (name, written) => {
    expect(canonicalCategory(name)).toBe(written);
    expect(isListedCategory(name)).toBe(false);
  });

  test.each([
    "",
    "68T05",
    "I.2.6",
    "H.m",
    "Primary",
    "sc.LG",
    "cs.",
    "cs.L",
    "constructor",
    "x.LG",
    "cs.LG.AI",
  ])("“%s” is none", (name) => {
    expect(canonicalCategory(name)).toBeNull();
    expect(isListedCategory(name)).toBe(false);
  });
});
