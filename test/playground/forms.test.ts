import { ApplicationCommandOptionType, MessageFlags } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Command, form, formButton, subcommand } from "../../commands/command/command.ts";
import type { Reply } from "../../src/messages/layout/reply.ts";
import { inBrowser } from "./in-browser.ts";

inBrowser("what can be filled in", ({ start, open }) => {
  test("a channel and a role are picked by their names, and numbers keep their limits", async () => {
    const tab = await open(await start({ commands: [asking()] }));
    await tab.type("/ask ");
    await tab.sees("#papers", "#choices");
    await tab.key("Enter", "Tab");
    await tab.click("+ role");
    await tab.sees("@readers", "#choices");
    await tab.key("Enter");
    await tab.click("+ most");

    for (const [typed, problem] of [
      ["0", "most must be at least 1."],
      ["26", "most must be at most 25."],
      ["2.5", "most must be a whole number."],
      ["many", "most must be a number."],
    ] as const) {
      await tab.type(typed);
      await tab.key("Enter");
      await tab.sees(problem, ".hint");
      for (const _ of typed) await tab.key("Backspace");
    }
    await tab.type("25");
    await tab.key("Enter");

    await tab.page.waitForSelector("discord-message");
    expect((await tab.texts("discord-message v2-text"))[0]).toContain(
      JSON.stringify({ channel: "300000000000000001", role: "320000000000000001", most: 25 }),
    );
  });

  test("mentions of the channel, the role and people read as their names", async () => {
    const tab = await open(await start({ commands: [asking()] }));
    await tab.type("/ask ");
    await tab.key("Enter", "Enter");

    await tab.sees("for @readers in #papers by @Ada");
    expect(await tab.texts("discord-mention")).toEqual(["@readers", "#papers", "@Ada"]);
  });

  test("a form is filled in with the mouse, or left without a trace", async () => {
    const tab = await open(await start({ commands: [asking()] }));
    await tab.type("/ask ");
    await tab.key("Enter", "Enter");
    await tab.click("Change");
    await tab.sees("Another topic", "dialog h2");
    expect(await tab.texts("dialog .name")).toEqual(["Topic *", "Note"]);
    expect(await tab.page.$eval("dialog input", ({ value }) => value)).toBe("vision");
    await tab.click("Cancel");
    await tab.waitForCount("dialog", 0);

    await tab.click("Change");
    await tab.page.waitForSelector("dialog[open]");
    await tab.page.click("dialog input", { count: 3 });
    await tab.type("state <b>space</b> models");
    await tab.clickAt("dialog textarea");
    await tab.type("two\nlines");
    await tab.click("Submit");

    await tab.sees(JSON.stringify({ topic: "state <b>space</b> models", note: "two\nlines" }));
    expect(await tab.count("dialog, discord-message b")).toBe(0);
    expect(await tab.count("discord-message")).toBe(1);
  });

  test("a form is filled in with the keyboard, and the button has the focus again", async () => {
    const tab = await open(await start({ commands: [asking()] }));
    await tab.type("/ask ");
    await tab.key("Enter", "Enter");
    await tab.page.waitForSelector("discord-message");
    await tab.tabTo("Change", { backwards: true });

    await tab.key("Enter");
    await tab.page.waitForSelector("dialog[open]");
    await tab.key("Escape");
    await tab.waitForCount("dialog", 0);
    await tab.waitForFocus("Change");

    await tab.key("Enter");
    await tab.page.waitForSelector("dialog[open]");
    for (const _ of "vision") await tab.key("Backspace");
    // Too short: the browser says so, and the form stays.
    await tab.type("a");
    await tab.key("Enter");
    expect(await tab.page.$eval("dialog input", (input) => input.validity.tooShort)).toBe(true);
    await tab.type("udio");
    await tab.key("Enter");

    await tab.sees(JSON.stringify({ topic: "audio", note: "" }));
    await tab.waitForFocus("Change");
  });

  test("a narrow window holds a form", async () => {
    const tab = await open(await start({ commands: [asking()] }), { width: 380, height: 600 });
    await tab.type("/ask ");
    await tab.key("Enter", "Enter");
    await tab.click("Change");
    await tab.page.waitForSelector("dialog[open]");

    const { x = -1, width = 0 } = (await (await tab.page.$("dialog"))?.boundingBox()) ?? {};
    expect(x).toBeGreaterThan(0);
    expect(x + width).toBeLessThan(380);
  });
});

function say(words: string): Reply {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      { type: 10, content: words },
      { type: 1, components: [{ type: 2, style: 2, label: "Change", custom_id: "change:vision" }] },
    ],
    allowed_mentions: { parse: [] },
  };
}

/** `/ask channel [role] [most]` says what it was given; its button opens a form that does the same. */
function asking(): Command {
  return {
    data: {
      name: "ask",
      description: "Asks for all kinds of things",
      options: [
        {
          type: ApplicationCommandOptionType.Channel,
          name: "channel",
          description: "Where",
          required: true,
        },
        { type: ApplicationCommandOptionType.Role, name: "role", description: "Whom" },
        {
          type: ApplicationCommandOptionType.Integer,
          name: "most",
          description: "How many",
          min_value: 1,
          max_value: 25,
        },
      ],
    },
    subcommands: {
      "": subcommand({
        options: z.record(z.string(), z.unknown()),
        visibility: () => "public",
        run: (options, { userId, channelId }) =>
          say(
            `${JSON.stringify(options)} for <@&320000000000000001> in <#${channelId}> by <@${userId}>`,
          ),
      }),
    },
    components: {
      change: formButton({
        state: z.tuple([z.string()]),
        form: ([topic]) => ({
          custom_id: "changed",
          title: "Another topic",
          components: [
            {
              type: 18,
              label: "Topic",
              description: "As you would search for it",
              component: { type: 4, style: 1, custom_id: "topic", value: topic, min_length: 2 },
            },
            {
              type: 1,
              components: [
                { type: 4, style: 2, label: "Note", custom_id: "note", required: false },
              ],
            },
          ],
        }),
      }),
    },
    forms: {
      changed: form({
        state: z.tuple([]),
        answer: () => "update",
        run: (_state, { fields }) => say(`\`${JSON.stringify(fields)}\``),
      }),
    },
  };
}
