import { expect, test } from "vitest";
import { headingInPublic } from "../../src/digests/heading-in-public.ts";

test.each([
  ["Vision <@200000000000000001>", "Vision"],
  ["<@!200000000000000001>", ""],
  ["<@&1> and <#2>", "and"],
  ["a < b > c", "a < b > c"],
])("%s is %s outside of Discord", (heading, shown) => {
  expect(headingInPublic(heading)).toBe(shown);
});
