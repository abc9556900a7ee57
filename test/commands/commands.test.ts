import { readdirSync } from "node:fs";
import {
  type APIApplicationCommandChannelOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ChannelType,
} from "discord-api-types/v10";
import { expect, test } from "vitest";
import { type Command, declarationsOf } from "../../commands/command/command.ts";
import { commands } from "../../commands/index.ts";
import { commandFlaws } from "../discord/check-commands.ts";

test("the list has a command for every file and every folder that is one", () => {
  const folder = new URL("../../commands/", import.meta.url);
  const files = readdirSync(folder, { withFileTypes: true })
    .map(({ name }) => name.replace(/\.ts$/, ""))
    .filter((name) => !["index", "command", "wording"].includes(name));
  // What stands in the menu of a message is a folder too.
  const names = [...commands.map(({ data }) => data.name), "look-up"];
  expect(names.toSorted()).toEqual(files.toSorted());
});

test("a command with subcommands has a folder, with itself, its wording and a file for each of them", () => {
  for (const { data } of commands.filter((command) => declaredIn(command.data)[0] !== "")) {
    const folder = new URL(`../../commands/${data.name}/`, import.meta.url);
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((file) => file.isFile())
      .map(({ name }) => name);
    const expected = [data.name, ...declaredIn(data), "wording"].map((name) => `${name}.ts`);
    expect(files.toSorted()).toEqual(expected.toSorted());
  }
});

test("every declaration is one that Discord takes", () => {
  const installations = {
    [ApplicationIntegrationType.GuildInstall]: {},
    [ApplicationIntegrationType.UserInstall]: {},
  };
  expect(commandFlaws(declarationsOf(commands), installations)).toEqual([]);
});

test("every subcommand that is declared has a handler, and the other way round", () => {
  for (const { data, subcommands } of commands)
    expect(Object.keys(subcommands).toSorted()).toEqual(declaredIn(data).toSorted());
});

test("every option that completes has completions", () => {
  for (const { data, subcommands } of commands)
    for (const option of data.options ?? []) {
      if (option.type !== ApplicationCommandOptionType.Subcommand) continue;
      const completing = (option.options ?? []).filter(
        (one) => "autocomplete" in one && one.autocomplete,
      );
      expect(Object.keys(subcommands[option.name]?.suggest ?? {})).toEqual(
        completing.map(({ name }) => name),
      );
    }
});

test("channels of every kind that takes a digest can be picked wherever channels can", () => {
  const picked = commands.flatMap(({ data }) => channelOptions(data.options ?? []));
  expect(picked.length).toBeGreaterThan(5);
  for (const option of picked)
    expect(option.channel_types).toEqual(
      expect.arrayContaining([
        ChannelType.GuildText,
        ChannelType.GuildAnnouncement,
        ChannelType.PublicThread,
        ChannelType.PrivateThread,
        ChannelType.GuildForum,
        ChannelType.GuildMedia,
      ]),
    );
});

function channelOptions(
  options: readonly APIApplicationCommandOption[],
): APIApplicationCommandChannelOption[] {
  return options.flatMap((option) => {
    if (option.type === ApplicationCommandOptionType.Channel) return [option];
    return "options" in option ? channelOptions(option.options ?? []) : [];
  });
}

test("no two commands have a component of one name", () => {
  const names = commands.flatMap(({ components = {} }) => Object.keys(components));
  expect(new Set(names).size).toBe(names.length);
});

function declaredIn({ options = [] }: Command["data"]): string[] {
  const names = options
    .filter(({ type }) => type === ApplicationCommandOptionType.Subcommand)
    .map(({ name }) => name);
  return names.length > 0 ? names : [""];
}
