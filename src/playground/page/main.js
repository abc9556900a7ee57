import { entriesOf } from "./commands.js";
import { createComposer } from "./composer.js";
import { ask, follow, suggestions, upload } from "./connection.js";
import { make, one } from "./dom.js";
import { dressComponents } from "./look.js";
import { avatarOf, drawMessage, keepFocus, markDays } from "./messages.js";
import { openModal } from "./modal.js";
import { createStory } from "./story.js";
import { openThread } from "./thread.js";
import { createView } from "./view.js";
import { drawWelcome } from "./welcome.js";

/** @import { ChannelEvent, ChannelMessage, Mentionable, OpenedModal, Person } from "../protocol.ts" */
/** @import { Entry } from "./commands.js" */
/** @import { Options } from "./fields.js" */

const REMEMBERED = "paperboy-person";

dressComponents();

const log = one("discord-messages", HTMLElement);
const view = createView(one("main.channel", HTMLElement), log);
const notice = one(".notice", HTMLElement);
const welcome = one(".welcome", HTMLElement);

/** @type {Entry[]} */
let entries = [];
/** @type {readonly string[]} */
let onMessages = [];
/** @type {readonly Mentionable[]} */
let roles = [];
/** @type {readonly Mentionable[]} */
let channels = [];
/** @type {Person | null} */
let you = null;
let stopFollowing = () => {};
/** Between the last word of the old playground and the first of the new one. */
let isStartingOver = false;

const composer = createComposer(one("form.composer", HTMLFormElement), {
  entries: () => entries,
  send: use,
  suggest: (entry, option, typed, options, signal) =>
    suggestions({ as: you?.id ?? "", ...named(entry), option, typed, options }, signal),
  upload,
});
const story = createStory(one(".story", HTMLElement), {
  skip: async (to) => void (await attempt(() => ask("skip", { to }))),
  deliver: async () => void (await attempt(() => ask("deliver", {}))),
  startOver: () => void startOver(),
});
// As in Discord, typing goes to the line, whatever was pressed last.
document.addEventListener("keydown", ({ key, target }) => {
  const isTyping = target instanceof Element && target.matches("[type=text], textarea");
  if (key === "/" && !isTyping && !document.querySelector("dialog")) composer.focus();
});
// Each tab may be somebody else, so this is kept by the tab.
be(sessionStorage.getItem(REMEMBERED));

/** @param {string | null} person */
function be(person) {
  stopFollowing();
  stopFollowing = follow(person, receive, () => {
    if (!isStartingOver) tell("Paperboy isn't responding. Reconnecting… Is it still running?");
  });
}

/** @param {ChannelEvent} event */
function receive(event) {
  switch (event.kind) {
    case "state": {
      tell("");
      you = event.you;
      entries = entriesOf(event.commands, event);
      ({ channels, roles, onMessages } = event);
      drawPeople(event.people, event.you);
      welcome.replaceChildren(
        ...drawWelcome(entries, (entry, options) => void use(entry, options)),
      );
      welcome.hidden = false;
      story.show(event.story);
      log.replaceChildren(...event.messages.map(draw));
      markDays(log);
      view.toEnd();
      // What had the focus, the button in the bar, is hidden now.
      if (isStartingOver) composer.focus();
      isStartingOver = false;
      return;
    }
    case "message": {
      const before = document.getElementById(`message-${event.message.id}`);
      const after = draw(event.message);
      const isAnswerAtLast = before?.querySelector(".thinking") && view.isAtNewest();
      if (before) void keepFocus(before, after);
      else log.append(after);
      if (!before || isAnswerAtLast) void view.showNew(after);
      markDays(log);
      return;
    }
    case "gone": {
      const gone = document.getElementById(`message-${event.id}`);
      const hadFocus = gone?.contains(document.activeElement);
      gone?.remove();
      if (hadFocus) composer.focus();
      markDays(log);
      return;
    }
    case "story":
      story.show(event.story);
      return;
    case "starting over":
      expectNewState();
  }
}

/** Whoever starts over need not hear of it: the connection may end before the word of it is here. */
async function startOver() {
  expectNewState();
  const isBegun = await attempt(() => ask("start-over", {}));
  if (!isBegun) isStartingOver = false;
}

function expectNewState() {
  isStartingOver = true;
  tell("Starting over…");
}

/** @param {ChannelMessage} message */
function draw(message) {
  const element = drawMessage(message, {
    press: (customId, values) =>
      void attempt(async () => {
        element.setAttribute("aria-busy", "true");
        return await ask("press", {
          as: you?.id ?? "",
          message: message.id,
          customId,
          values,
        }).finally(() => element.removeAttribute("aria-busy"));
      }),
    useCommand: (name) => composer.use(name),
    roles: () => roles,
    channels: () => channels,
    jump: (id) => {
      const there = document.getElementById(`message-${id}`);
      tell(there ? "" : "That message is no longer here.");
      if (there) view.show(there);
      if (there) openThread(there);
    },
    onMessages,
    useOn: (command, said) =>
      void attempt(() =>
        ask("on-message", {
          as: you?.id ?? "",
          command,
          message: message.id,
          ...(said !== undefined && { said }),
        }),
      ),
    say: (text) => void attempt(() => ask("say", { as: you?.id ?? "", message: message.id, text })),
    dismiss: () =>
      void attempt(async () => {
        await ask("dismiss", { as: you?.id ?? "", message: message.id });
        composer.focus();
        return null;
      }),
  });
  return element;
}

/**
 * @param {Entry} entry
 * @param {Options} options
 */
async function use(entry, options) {
  composer.say("Asking Paperboy…");
  const isTaken = await attempt(() =>
    ask("command", { as: you?.id ?? "", ...named(entry), options }),
  );
  composer.say("");
  return isTaken;
}

/** @param {Entry} entry */
function named({ command, subcommand }) {
  return { command, subcommand };
}

/**
 * Tells what goes wrong, and is false then. Where Paperboy asks for more, opens the modal for it.
 * @param {() => Promise<OpenedModal | null>} work
 */
async function attempt(work) {
  try {
    const opened = await work();
    if (!isStartingOver) tell("");
    if (opened) open(opened);
    return true;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** @param {OpenedModal} opened */
function open({ modal }) {
  openModal(
    modal,
    (fields) =>
      void attempt(() => ask("submit", { as: you?.id ?? "", customId: modal.custom_id, fields })),
  );
}

/** @param {string} words */
function tell(words) {
  notice.textContent = words;
  notice.hidden = words === "";
}

/**
 * @param {readonly Person[]} people
 * @param {Person} current
 */
function drawPeople(people, current) {
  const fieldset = one(".people", HTMLFieldSetElement);
  // Drawn once, because drawing them anew would take the focus from them.
  if (!fieldset.querySelector("label")) fieldset.append(...people.map(drawPerson));
  for (const radio of fieldset.querySelectorAll("input"))
    radio.checked = radio.value === current.id;
}

/** @param {Person} person */
function drawPerson(person) {
  const radio = make("input", { type: "radio", name: "person", value: person.id });
  radio.addEventListener("change", () => {
    sessionStorage.setItem(REMEMBERED, person.id);
    // At once: what is typed next is theirs, however long the connection takes.
    you = person;
    be(person.id);
  });
  const picture = make("img", { src: avatarOf(person), alt: "", width: "24", height: "24" });
  const label = make("label", {}, radio, picture, person.name);
  const may = { class: "may", title: "Has the Manage Server permission" };
  if (person.mayManage) label.append(make("span", may, "manager"));
  return label;
}
