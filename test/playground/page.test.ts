import { MessageFlags } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Command, subcommand } from "../../commands/command/command.ts";
import { inBrowser, type Tab } from "./in-browser.ts";

inBrowser("the page", ({ start, open }) => {
  test("a newcomer presses an example and sees papers, linked to safe places", async () => {
    const tab = await open(await start());

    await tab.click("/paper search federated learning");
    await tab.sees("Papers on “federated learning”");

    const links = await tab.page.$$eval("discord-message discord-link", (found) =>
      found.map(({ href, rel, target }) => ({ href, rel, target })),
    );
    expect(links.length).toBeGreaterThanOrEqual(5);
    for (const link of links)
      expect(link).toEqual({
        href: expect.stringMatching(/^https?:/),
        rel: "noopener noreferrer",
        target: "_blank",
      });
  });

  test("a search is paged in place, and its menu opens a paper's card for the asker alone", async () => {
    const tab = await open(await start());
    await tab.type("/paper search learning");
    await tab.key("Enter");
    await tab.sees("1–5 of");
    const first = await titles(tab);

    await tab.click("Next");
    await tab.sees("6–10 of");
    const second = await titles(tab);
    expect(await tab.count("discord-message")).toBe(1);
    expect(second).toHaveLength(5);
    expect(first).not.toContain(second[0]);

    await tab.clickAt("discord-string-select-menu");
    await tab.clickAt("discord-string-select-menu-option:nth-of-type(2)");
    await tab.sees("Only you can see this");
    expect((await tab.texts("discord-message.private discord-header"))[0]).toBe(second[1]);

    await tab.click("Dismiss message");
    await tab.waitForCount("discord-message", 1);
  });

  test("random papers differ from draw to draw", async () => {
    const tab = await open(await start());

    for (const draw of [1, 2, 3]) {
      await tab.type("/paper random ");
      await tab.key("Enter");
      await tab.waitForCount("discord-message", draw);
    }

    const drawn = await tab.texts("discord-message discord-header");
    expect(new Set(drawn).size).toBe(3);
  });

  test("a paper is picked from the completions, and its card is shown", async () => {
    const tab = await open(await start());
    await tab.type("/paper show federated");
    await tab.page.waitForSelector(".field input");
    await tab.sees("Federated", "#choices [role=option]");
    await tab.key("ArrowDown");
    const [picked = ""] = await tab.texts("#choices [aria-selected=true]");

    await tab.key("Enter");
    expect(await tab.page.$eval(".field input", ({ value }) => value)).toBe(picked);
    await tab.key("Enter");

    await tab.page.waitForSelector("discord-message");
    const [title = ""] = await tab.texts("discord-message discord-header");
    expect(picked).toContain(title.slice(0, 60));
  });

  test("words typed on after a command go into its first option", async () => {
    const tab = await open(await start());

    await tab.type("/paper latest federated learning");
    await tab.key("Enter");

    await tab.sees("Latest papers on “federated learning”");
    expect(await tab.count("discord-message")).toBe(1);
  });

  test("everything can be done with the keyboard alone", async () => {
    const tab = await open(await start());
    expect(await tab.focused()).toContain("Type / for commands");

    // The command is picked from the list, its option filled in, another one added and filled in.
    await tab.type("/pap");
    await tab.sees("/paper search", "#choices");
    await tab.key("ArrowDown", "ArrowUp", "Tab");
    await tab.type("learning");
    await tab.key("Tab");
    await tab.tabTo(/code-only/);
    await tab.key("Enter");
    await tab.sees("True", "#choices");
    await tab.key("Enter", "Enter");
    await tab.sees("with code");
    expect(await tab.focused()).toContain("Type / for commands");

    // Back to the message: the next page, twice, without losing the button.
    await tab.tabTo("Next", { backwards: true });
    await tab.key("Enter");
    await tab.sees("6–10 of");
    await tab.waitForFocus("Next");
    await tab.key("Space");
    await tab.sees("11–15 of");

    // The menu: opened, left again, opened, the third paper picked.
    await tab.waitForFocus("Next");
    await tab.tabTo("Open a paper", { backwards: true });
    const third = (await titles(tab))[2];
    await tab.key("Enter", "Escape", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
    await tab.sees("Only you can see this");
    expect((await tab.texts("discord-message.private discord-header"))[0]).toBe(third);

    // Forward to its note: dismissed, and the line has the focus.
    await tab.tabTo("Dismiss message");
    await tab.key("Enter");
    await tab.waitForCount("discord-message", 1);
    await tab.waitForFocus("Type / for commands");
  });

  test("Escape goes back step by step, and Backspace takes an option away", async () => {
    const tab = await open(await start());
    await tab.type("/paper search learning");
    await tab.page.waitForSelector("#choices [role=option]");
    await tab.key("Escape");
    expect(await tab.count("#choices [role=option]")).toBe(0);
    await tab.click("+ since");
    expect(await tab.count(".field")).toBe(2);
    await tab.key("Backspace");
    expect(await tab.count(".field")).toBe(1);

    await tab.key("Escape", "Escape");
    expect(await tab.count(".field")).toBe(0);
    expect(await tab.page.$eval(".line input", ({ value }) => value)).toBe("/paper search");
    await tab.key("Escape", "Escape");
    expect(await tab.page.$eval(".line input", ({ value }) => value)).toBe("");
  });

  test("what cannot be sent is told where it stands", async () => {
    const tab = await open(await start());

    await tab.type("find me papers");
    await tab.key("Enter");
    await tab.sees("Paperboy answers commands only", ".hint");

    await tab.key("Escape");
    await tab.type("/paper search ");
    await tab.key("Enter");
    await tab.sees("query is required", ".hint");
    expect(await tab.count(".field.invalid [aria-invalid=true]")).toBe(1);
    expect(await tab.count("discord-message")).toBe(0);
  });

  test("a window of 380 pixels never scrolls to the side", async () => {
    const tab = await open(await start(), { width: 380, height: 740 });
    const widths = [await tab.overflow()];

    await tab.type("/");
    await tab.page.waitForSelector("#choices [role=option]");
    widths.push(await tab.overflow());
    await tab.type("paper search learning");
    await tab.page.waitForSelector("#choices [role=option]");
    for (const option of ["since", "code-only", "hide"]) await tab.click(`+ ${option}`);
    widths.push(await tab.overflow());
    await tab.key("Enter");
    await tab.click("Send");
    await tab.sees("1–5 of");
    await tab.clickAt("discord-string-select-menu");
    widths.push(await tab.overflow());
    await tab.clickAt("discord-string-select-menu-option");
    await tab.sees("Only you can see this");
    widths.push(await tab.overflow());

    expect(widths).toEqual([0, 0, 0, 0, 0]);
  });

  test("when the window becomes lower, the last message stays in view", async () => {
    const tab = await open(await start());
    await tab.click("/paper search federated learning");
    await tab.sees("1–5 of");
    await tab.type("/digest list ");
    await tab.key("Enter");
    await tab.sees("Only you can see this");
    await tab.waitForEnd();

    await tab.page.setViewport({ width: 1200, height: 500 });
    await tab.waitForEnd();

    expect(await tab.page.$eval(".channel", ({ clientHeight }) => clientHeight)).toBeLessThan(500);
  });

  test("hostile titles and texts are drawn as the text they are", async () => {
    const title =
      "<img src=x onerror=alert(1)> **b** [x](https://evil.example) @everyone <@1> ||s|| `c`";
    // Without its scheme, which Discord would make a link of.
    const shown = title.replace("https://", "");
    const tab = await open(await start({ page: aPage(title) }));

    await tab.type("/paper show img");
    await tab.page.waitForSelector("#choices [role=option]");
    await tab.key("ArrowDown", "Enter", "Enter");
    await tab.page.waitForSelector("discord-message");
    await tab.type("/paper search onerror");
    await tab.key("Enter");
    await tab.waitForCount("discord-message", 2);
    await tab.clickAt("discord-string-select-menu");

    expect(await tab.count("discord-message img, #choices img")).toBe(0);
    expect((await tab.texts("discord-message discord-header"))[0]).toBe(shown);
    expect((await titles(tab))[0]).toBe(shown);
    expect(await tab.texts("discord-message discord-link")).not.toContain("x");
    for (const mark of ["discord-mention", "discord-spoiler", "discord-code", "script"])
      expect(await tab.count(`discord-message ${mark}`)).toBe(0);
  });

  test("a reload keeps the channel, and another tab sees it as somebody else", async () => {
    const app = await start();
    const ada = await open(app);
    const ben = await open(app);
    await ben.clickAt(".people label:nth-of-type(2)");
    await ada.type("/paper search learning");
    await ada.key("Enter");
    await ben.sees("1–5 of");

    await ada.page.reload();
    await ada.sees("1–5 of");

    await ben.click("Next");
    await ben.sees("Only you can see this");
    await ben.sees("6–10 of", "discord-message.private");
    expect(await ben.texts("discord-message:not(.private) v2-text")).toContainEqual(
      expect.stringContaining("1–5 of"),
    );
    expect(await ada.count("discord-message")).toBe(1);
  });

  test("completions that come too late are not shown", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = await start({ commands: [suggesting({ slow: promise })] });
    const tab = await open(app);
    await tab.type("/wait slow");
    await tab.type("er");
    await tab.sees("slower!", "#choices");

    const asksLater = fetch(`${app.url}/api/suggest`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...SUGGEST, typed: "slow" }),
    });
    resolve();
    expect(await (await asksLater).json()).toEqual({ choices: [{ name: "slow!", value: "slow" }] });

    expect(await tab.texts("#choices [role=option]")).toEqual(["slower!"]);
  });

  test("when Paperboy is gone the page says so, and goes on when it is back", async () => {
    const app = await start();
    const tab = await open(app);

    await app.stop();
    await tab.sees("Paperboy does not answer", ".notice");
    await tab.type("/help ");
    await tab.key("Enter");
    await tab.sees("Is it still running?", ".notice");

    await start({ port: Number(new URL(app.url).port) });
    await tab.page.waitForSelector(".notice[hidden]");
    await tab.click("/help");
    await tab.page.waitForSelector("discord-message");
    expect(await tab.count(".notice[hidden]")).toBe(1);
    // That it could not connect is what the browser had to complain of.
    tab.complaints.length = 0;
  });
});

function titles(tab: Tab): Promise<string[]> {
  return tab.texts("discord-message:last-of-type strong discord-link");
}

function aPage(title: string): string {
  return [
    "Summaries by Paperboy",
    title,
    `${title} # Not a heading`,
    "  • 3 authors\n·\n<b>Org</b> <b>Org</b>\n·\nNov 17, 2024",
  ].join("\n\n");
}

const SUGGEST = {
  as: "310000000000000001",
  command: "wait",
  subcommand: "",
  option: "words",
};

/** `/wait words`: suggests what is typed, for some words only after a while. */
function suggesting(waits: Record<string, Promise<void>>): Command {
  return {
    data: {
      name: "wait",
      description: "Suggests slowly",
      options: [{ type: 3, name: "words", description: "Any", required: true, autocomplete: true }],
    },
    subcommands: {
      "": subcommand({
        options: z.object({ words: z.string() }),
        visibility: () => "public",
        run: () => ({
          flags: MessageFlags.IsComponentsV2,
          components: [],
          allowed_mentions: { parse: [] },
        }),
        suggest: {
          words: async (typed) => {
            await waits[typed];
            return [{ name: `${typed}!`, value: typed }];
          },
        },
      }),
    },
  };
}
