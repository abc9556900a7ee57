import { ApplicationCommandType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type Asker,
  type Command,
  component,
  form,
  formButton,
  type Services,
  subcommand,
  UserError,
} from "../../commands/command/command.ts";
import { createDispatcher } from "../../src/dispatch/dispatch.ts";
import type { Request } from "../../src/dispatch/request.ts";
import { reply } from "../../src/messages/layout/budget.ts";
import { text } from "../../src/messages/layout/parts.ts";
import type { Choice, Reply } from "../../src/messages/layout/reply.ts";
import { recordLog } from "../discord/log.ts";
import { trusted } from "../discord/trusted.ts";
import { type Call, createRecorder } from "../recorder.ts";

const ASKER: Asker = {
  userId: "111",
  channelId: "222",
  guildId: null,
  mayManage: true,
  hasDigests: true,
  mayView: (id) => id === "222",
};
const ANSWER = reply([text("An answer")]);

describe("a command", () => {
  test("is answered as visibly as its options say", async () => {
    const { ask } = house({ run: () => ANSWER });
    expect(await ask({ hide: false })).toEqual([
      { did: "reply", reply: ANSWER, visibility: "public" },
    ]);
    expect(await ask({ hide: true })).toEqual([
      { did: "reply", reply: ANSWER, visibility: "private" },
    ]);
  });

  test("that takes long is deferred as visibly as it will be answered", async () => {
    const { ask, finish } = slowHouse();
    const asked = ask({ hide: true });
    await finish(ANSWER);
    expect(await asked).toEqual([
      { did: "deferReply", visibility: "private" },
      { did: "reply", reply: ANSWER, visibility: "private" },
    ]);
  });

  test("that hangs is answered all the same, and goes on", async () => {
    const { ask, finish, lines } = slowHouse({ answerWithinMs: 60 });
    const calls = await ask({ hide: true });
    expect(calls).toMatchObject([{ did: "deferReply" }, { did: "reply", visibility: "private" }]);
    expect(told(calls)).toContain("taking longer than usual");
    expect(lines.every(({ level }) => level < 50)).toBe(true);
    await finish(new TypeError("No such thing"));
    await expect.poll(() => lines).toContainEqual(expect.objectContaining({ level: 50 }));
  });

  test("that throws is answered privately, and the log has the cause under the id that was told", async () => {
    const { ask, lines } = house({
      run: () => {
        throw new TypeError("No such thing");
      },
    });
    const calls = await ask({});
    expect(calls).toMatchObject([{ did: "reply", visibility: "private" }]);
    expect(told(calls)).toContain("Something went wrong on our end");
    expect(told(calls)).not.toContain("No such thing");
    expect(lines).toMatchObject([
      { level: 50, errorId: idTold(calls), err: { message: "No such thing" } },
    ]);
  });

  test("that fails for a reason which is not ours has no id", async () => {
    const { ask, lines } = house({
      run: () => {
        throw new TypeError("Full");
      },
      explain: () => "The disk is full.",
    });
    const calls = await ask({});
    expect(told(calls)).toContain("The disk is full.");
    expect(idTold(calls)).toBeUndefined();
    expect(lines).toMatchObject([{ level: 50, err: { message: "Full" } }]);
  });

  test("that fails after it was deferred in public still tells so privately", async () => {
    const { ask, finish } = slowHouse();
    const asked = ask({});
    await finish(new Error("Late"));
    const calls = await asked;
    expect(calls).toMatchObject([
      { did: "deferReply", visibility: "public" },
      { did: "reply", visibility: "private" },
    ]);
    expect(told(calls)).toContain("Something went wrong on our end");
  });

  test("tells what the asker can mend, without an id, and that is no error in the log", async () => {
    const { ask, lines } = house({
      run: () => {
        throw new UserError("Type *less*.");
      },
    });
    const calls = await ask({});
    expect(calls).toMatchObject([{ did: "reply", visibility: "private" }]);
    expect(told(calls)).toContain('"Type \\*less\\*."');
    expect(lines).toMatchObject([{ level: 30, told: "Type *less*." }]);
    expect(lines[0]).not.toHaveProperty("errorId");
  });

  test("with options that do not fit is not run, and the option is named", async () => {
    const { ask } = house({ run: () => ANSWER });
    expect(told(await ask({ hide: "perhaps" }))).toContain("hide: choose True or False");
  });

  test("that nobody knows is answered all the same", async () => {
    const { handle } = house({});
    const calls = await handle({
      kind: "command",
      command: "gone",
      subcommand: "",
      options: {},
      asker: ASKER,
    });
    expect(calls).toMatchObject([{ did: "reply", visibility: "private" }]);
    expect(told(calls)).toContain("This command no longer exists");
  });
});

describe("completing an option", () => {
  test("gives at most 25 choices", async () => {
    const { complete } = house({ suggest: (typed) => manyChoices(30, typed) });
    expect(await complete("fed")).toEqual([{ did: "choices", choices: manyChoices(25, "fed") }]);
  });

  test("gives none when it fails, at once or later, and the log says why", async () => {
    const atOnce = house({
      suggest: () => {
        throw new Error("At once");
      },
    });
    const later = house({ suggest: () => Promise.reject(new Error("Later")) });
    for (const { complete, lines } of [atOnce, later]) {
      expect(await complete("fed")).toEqual([{ did: "choices", choices: [] }]);
      expect(lines).toMatchObject([{ level: 50, msg: "Could not suggest completions" }]);
    }
  });

  test("gives none when it takes too long", async () => {
    const { complete } = house({ suggest: () => new Promise(() => undefined) });
    expect(await complete("fed")).toEqual([{ did: "choices", choices: [] }]);
  });

  test("gives none for an option that does not complete", async () => {
    const { complete } = house({});
    expect(await complete("fed")).toEqual([{ did: "choices", choices: [] }]);
  });

  test.each(["constructor", "toString", "hasOwnProperty", "__proto__", "valueOf", "words"])(
    "gives none for an option with the name %s, which nobody declared",
    async (option) => {
      const { complete, lines } = house({ suggest: () => [{ name: "One", value: "1" }] });
      expect(await complete("fed", option)).toEqual([{ did: "choices", choices: [] }]);
      expect(lines).toEqual([]);
    },
  );
});

describe("a button", () => {
  test("changes its message for whom it belongs to, and answers others privately", async () => {
    const { press } = house({ run: () => ANSWER });
    expect(await press("turn:111")).toEqual([{ did: "update", reply: ANSWER }]);
    expect(await press("turn:999")).toEqual([
      { did: "reply", reply: ANSWER, visibility: "private" },
    ]);
  });

  test("that takes long is deferred the way it will be answered", async () => {
    const own = slowHouse();
    const pressed = own.press("turn:111");
    await own.finish(ANSWER);
    expect(await pressed).toEqual([{ did: "deferUpdate" }, { did: "update", reply: ANSWER }]);

    const others = slowHouse();
    const pressedToo = others.press("turn:999");
    await others.finish(ANSWER);
    expect(await pressedToo).toEqual([
      { did: "deferReply", visibility: "private" },
      { did: "reply", reply: ANSWER, visibility: "private" },
    ]);
  });

  test.each(["gone:111", "turn", "turn:1:2", "", ":"])(
    "of another version (%o) says so privately",
    async (customId) => {
      const calls = await house({ run: () => ANSWER }).press(customId);
      expect(calls).toMatchObject([{ did: "reply", visibility: "private" }]);
      expect(told(calls)).toContain("Run the command again");
    },
  );

  test("leaves nobody's id in the log", async () => {
    const { press, lines } = house({
      run: () => {
        throw new Error("Broken");
      },
    });
    await press("turn:111");
    expect(lines).toMatchObject([{ request: "turn" }]);
  });
});

describe("a form", () => {
  test("is opened by its button, with nothing before", async () => {
    expect(await house({}).press("ask:111")).toEqual([
      { did: "modal", modal: { custom_id: "words:111", title: "Words", components: [] } },
    ]);
  });

  test("whose button may not be pressed is not opened, and the reason is told", async () => {
    const calls = await house({}).press("ask:999");
    expect(calls).toMatchObject([{ did: "reply", visibility: "private" }]);
    expect(told(calls)).toContain("Not yours.");
  });

  test("that is sent in changes the message it was opened from, or answers privately", async () => {
    const { send } = house({});
    expect(await send("words:111", { word: "noise" })).toEqual([
      { did: "update", reply: reply([text("noise")]) },
    ]);
    expect(await send("words:999", { word: "noise" })).toEqual([
      { did: "reply", reply: reply([text("noise")]), visibility: "private" },
    ]);
  });

  test("of another version says so privately", async () => {
    expect(told(await house({}).send("gone:111", {}))).toContain("Run the command again");
  });
});

test("an answer that cannot be delivered is logged, and nothing else breaks", async () => {
  const { dispatcher, lines } = house({ run: () => ANSWER });
  const unreachable = {
    ...createRecorder(),
    reply: () => Promise.reject(new Error("Unknown interaction")),
  };
  await dispatcher.handle(commandRequest({}), unreachable);
  expect(lines).toMatchObject([{ msg: "A request failed" }, { level: 40 }]);
});

describe("draining", () => {
  test("waits for what is in flight", async () => {
    const { dispatcher, ask, finish } = slowHouse();
    const asked = ask({});
    const drained = dispatcher.drain(10_000);
    await finish(ANSWER);
    expect(await drained).toBe(true);
    expect(await asked).toHaveLength(2);
  });

  test("gives up after its time", async () => {
    const { dispatcher, ask, finish } = slowHouse();
    const asked = ask({});
    expect(await dispatcher.drain(1)).toBe(false);
    await finish(ANSWER);
    await asked;
  });
});

interface Behaviour {
  answerWithinMs?: number;
  explain?: (error: unknown) => string | null;
  run?: () => Reply | Promise<Reply>;
  suggest?: (typed: string) => Choice[] | Promise<Choice[]>;
  onCall?: (call: Call) => void;
}

/** A dispatcher over one command, `/try`, a button `turn:<whose it is>`, and a form with its own. */
function house({ run = () => ANSWER, suggest, onCall, answerWithinMs, explain }: Behaviour) {
  const command: Command = {
    data: { type: ApplicationCommandType.ChatInput, name: "try", description: "For a test" },
    subcommands: {
      "": subcommand({
        options: z.object({ hide: z.boolean("choose True or False").default(false) }),
        visibility: ({ hide }) => (hide ? "private" : "public"),
        run,
        ...(suggest ? { suggest: { query: suggest } } : {}),
      }),
    },
    components: {
      turn: component({
        state: z.tuple([z.string()]),
        answer: ([ownerId], { userId }) => (ownerId === userId ? "update" : "private"),
        run,
      }),
      ask: formButton({
        state: z.tuple([z.string()]),
        form([ownerId], { userId }) {
          if (ownerId !== userId) throw new UserError("Not yours.");
          return { custom_id: `words:${ownerId}`, title: "Words", components: [] };
        },
      }),
    },
    forms: {
      words: form({
        state: z.tuple([z.string()]),
        answer: ([ownerId], { userId }) => (ownerId === userId ? "update" : "private"),
        run: (_state, { fields }) => reply([text(fields["word"] ?? "")]),
      }),
    },
  };
  const { log, lines } = recordLog();
  const dispatcher = createDispatcher({
    commands: [command],
    // The commands of these tests ask for nothing.
    services: trusted<Services>({ log }),
    log,
    deferAfterMs: 20,
    suggestWithinMs: 20,
    ...(answerWithinMs === undefined ? {} : { answerWithinMs }),
    ...(explain ? { explain } : {}),
  });
  const handle = async (request: Request): Promise<Call[]> => {
    const recorder = createRecorder(onCall);
    await dispatcher.handle(request, recorder);
    return recorder.calls;
  };
  return {
    dispatcher,
    lines,
    handle,
    ask: (options: Record<string, string | boolean>) => handle(commandRequest(options)),
    complete: (typed: string, option = "query") =>
      handle({
        kind: "suggest",
        command: "try",
        subcommand: "",
        option,
        typed,
        asker: ASKER,
      }),
    send: (customId: string, fields: Record<string, string>) =>
      handle({ kind: "modal", customId, fields, asker: ASKER }),
    press: (customId: string) =>
      handle({
        kind: "component",
        customId,
        values: [],
        message: { id: "1", components: [] },
        asker: ASKER,
      }),
  };
}

/** A house that works on an answer until `finish`, which lets it be deferred first. */
function slowHouse(behaviour: Pick<Behaviour, "answerWithinMs"> = {}) {
  const deferred = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Reply>();
  const slow = house({
    ...behaviour,
    run: () => answer.promise,
    onCall: ({ did }) => did.startsWith("defer") && deferred.resolve(),
  });
  const finish = async (result: Reply | Error) => {
    await deferred.promise;
    if (result instanceof Error) answer.reject(result);
    else answer.resolve(result);
  };
  return { ...slow, finish };
}

function commandRequest(options: Record<string, string | boolean>): Request {
  return { kind: "command", command: "try", subcommand: "", options, asker: ASKER };
}

function manyChoices(count: number, typed: string): Choice[] {
  return Array.from({ length: count }, (_, i) => ({ name: `${typed} ${i}`, value: `${i}` }));
}

function told(calls: Call[]): string {
  return JSON.stringify(calls).replaceAll("\\\\", "\\");
}

function idTold(calls: Call[]): string | undefined {
  return /Error ([0-9a-f]+)/.exec(told(calls))?.[1];
}
