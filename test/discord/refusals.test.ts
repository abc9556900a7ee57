import { ButtonStyle, ComponentType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { commandFlaws } from "./check-commands.ts";
import { type ComponentBody, messageFlaws } from "./check-message.ts";

const text = (content: string): ComponentBody => ({ type: ComponentType.TextDisplay, content });
const button = (custom_id: string): ComponentBody => ({
  type: ComponentType.Button,
  style: ButtonStyle.Primary,
  label: "Next",
  custom_id,
});
const row = (...components: ComponentBody[]): ComponentBody => ({
  type: ComponentType.ActionRow,
  components,
});
const menu = (...values: string[]): ComponentBody => ({
  type: ComponentType.StringSelect,
  custom_id: "menu",
  options: values.map((value) => ({ label: value, value })),
});
const v2 = (...components: ComponentBody[]) => ({
  flags: MessageFlags.IsComponentsV2,
  components,
});
const times = (count: number, one: (index: number) => ComponentBody) =>
  Array.from({ length: count }, (_, index) => one(index));

describe("the stand-in takes", () => {
  test.each([
    ["4000 characters", v2(text("x".repeat(3000)), text("y".repeat(1000)))],
    ["40 components", v2(...times(40, () => text("x")))],
    ["buttons and a menu", v2(row(button("a"), button("b")), row(menu("x", "y")))],
    ["a plain message", { content: "Hello" }],
  ])("%s", (_, message) => {
    expect(messageFlaws("follow-up", message)).toEqual([]);
  });
});

describe("the stand-in refuses", () => {
  test.each([
    ["4001 characters", v2(text("x".repeat(3000)), text("y".repeat(1001)))],
    ["41 components, counted deep", v2(row(button("a")), ...times(39, () => text("x")))],
    ["an empty text", v2(text(""))],
    ["nothing at all", v2()],
    ["content beside Components V2", { ...v2(text("x")), content: "Hello" }],
    ["a text display without the flag", { components: [text("x")] }],
    ["2001 characters of content", { content: "x".repeat(2001) }],
    ["a custom_id of 101 characters", v2(row(button("x".repeat(101))))],
    ["a custom_id twice", v2(row(button("a")), row(button("a")))],
    ["a button with custom_id and url", v2(row({ ...button("a"), url: "https://x.org" }))],
    ["a link with custom_id", v2(row({ ...button("a"), style: ButtonStyle.Link }))],
    ["six buttons in a row", v2(row(...times(6, (index) => button(`${index}`))))],
    ["a button beside a menu", v2(row(button("a"), menu("x")))],
    ["a menu with 26 options", v2(row(menu(...times(26, () => text("")).map((_, i) => `${i}`))))],
    ["a menu with a value twice", v2(row(menu("x", "x")))],
    ["a label of 101 characters", v2(row(menu("x".repeat(101))))],
    ["a key that nobody knows", { ...v2(text("x")), allowedMentions: {} }],
    ["such a key inside", v2({ ...text("x"), url: "https://x.org" })],
    ["an unknown flag", { content: "x", flags: 1 << 3 }],
  ])("%s", (_, message) => {
    expect(messageFlaws("follow-up", message)).not.toEqual([]);
  });

  test("an edit that gives content to a message with Components V2", () => {
    expect(messageFlaws("edit", { content: "Hello" }, v2(text("x")))).not.toEqual([]);
  });

  test.each([
    ["a name with capitals", { name: "Paper", description: "x" }],
    ["a description of 101 characters", { name: "paper", description: "x".repeat(101) }],
    ["no description", { name: "paper", description: "" }],
    ["an unknown key", { name: "paper", description: "x", colour: "red" }],
    [
      "a way of installing that is off",
      { name: "paper", description: "x", integration_types: [1] },
    ],
    [
      "a required option after one that is not",
      {
        name: "paper",
        description: "x",
        options: [
          { type: 3, name: "one", description: "x" },
          { type: 3, name: "two", description: "x", required: true },
        ],
      },
    ],
    [
      "an option twice",
      {
        name: "paper",
        description: "x",
        options: [
          { type: 3, name: "one", description: "x" },
          { type: 5, name: "one", description: "x" },
        ],
      },
    ],
  ])("a command with %s", (_, command) => {
    expect(commandFlaws([command], { 0: {} })).not.toEqual([]);
  });
});
