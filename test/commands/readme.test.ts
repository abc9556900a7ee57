import { readFileSync } from "node:fs";
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
} from "discord-api-types/v10";
import { expect, test } from "vitest";
import { commands } from "../../commands/index.ts";

interface Usage {
  /** `digest status` */
  name: string;
  options: readonly { name: string; required: boolean }[];
}

/** What Discord is written. */
const declared: Usage[] = commands.flatMap(({ data: { name, options = [] } }) => {
  const subcommands = options.filter(
    (option) => option.type === ApplicationCommandOptionType.Subcommand,
  );
  if (subcommands.length === 0) return [{ name, options: options.map(asUsed) }];
  return subcommands.map((one) => ({
    name: `${name} ${one.name}`,
    options: (one.options ?? []).map(asUsed),
  }));
});

/** What the table has: a row may go on with other subcommands, `/digest status`, `why paper`, `log`. */
const written: Usage[] = rowsOf("## Commands").flatMap((cell) => {
  const usages = [...cell.matchAll(/`([^`]+)`/g)].map(([, usage = ""]) => usage.split(" "));
  const [command = ""] = usages[0] ?? [];
  return usages.map((words) => {
    const [first = "", second = "", ...rest] = words[0] === command ? words : [command, ...words];
    const isAlone = second === "" || second.startsWith("[");
    const options = isAlone && second !== "" ? [second, ...rest] : rest;
    return {
      name: isAlone ? first.slice(1) : `${first.slice(1)} ${second}`,
      options: options.map((option) => ({
        name: option.replace(/^\[(.*)\]$/, "$1"),
        required: !option.startsWith("["),
      })),
    };
  });
});

test("the README's table has every command, each once, and none that is not", () => {
  expect(written.map(({ name }) => name).toSorted()).toEqual(
    declared.map(({ name }) => name).toSorted(),
  );
});

test("options in the README's table are declared, and in brackets where they may be left out", () => {
  const wrong = written.flatMap(({ name, options }) => {
    const known = declared.find((one) => one.name === name)?.options ?? [];
    const isDeclared = (option: Usage["options"][number]) =>
      known.some((one) => one.name === option.name && one.required === option.required);
    return options
      .filter((option) => !isDeclared(option))
      .map((option) => `${name} ${option.name}`);
  });
  expect(wrong).toEqual([]);
});

function asUsed({ name, ...option }: APIApplicationCommandOption): Usage["options"][number] {
  return { name, required: ("required" in option && option.required) ?? false };
}

/** The first cells of the table under a heading. */
function rowsOf(heading: string): string[] {
  const text = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, section = ""] = text.split(`\n${heading}\n`);
  const [table = ""] = section.trim().split("\n\n");
  return table
    .split("\n")
    .slice(2)
    .map((row) => row.split("|")[1] ?? "");
}
