import {
  type APIActionRowComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import { reply } from "../layout/budget.ts";
import { plainWithin } from "../layout/escape.ts";
import { button, container, menu, roleMenu, row, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import {
  alertsLine,
  nextLine,
  publishesLine,
  settingsCard,
  type SettingsGroup,
  type ShownSettings,
  whenLine,
} from "./digest-settings.ts";
import type { CommunitySettings } from "./community-settings.ts";
import { type ForumSettings, forumLines } from "./forum-settings.ts";
import { pagesButton, publicChoice, publicLines, type PublicSettings } from "./public-settings.ts";
import * as say from "./wording.ts";

/** Some of the settings of a channel, with what changes them: each choice applies at once. */
export function settingsGroup(group: SettingsGroup, settings: ShownSettings): Reply {
  switch (group) {
    case "schedule":
      return schedule(settings);
    case "papers":
      return papers(settings);
    case "mentions":
      // In a direct message there is nobody to mention or to alert.
      return settings.alarmsTo === null ? settingsCard(settings) : mentions(settings);
    case "votes":
      return settings.community === null
        ? settingsCard(settings)
        : votes(settings, settings.community);
    case "public":
      return settings.pages === null
        ? settingsCard(settings)
        : publicPages(settings, settings.pages);
    case "posts":
    default:
      return settings.forum === null ? settingsCard(settings) : posts(settings, settings.forum);
  }
}

function schedule(settings: ShownSettings): Reply {
  const { ids, days, time } = settings;
  return card(say.GROUPS.schedule, settings, {
    lines: [whenLine(settings), nextLine(settings)],
    controls: [
      ...labelled(say.MENUS.days, menu(ids.set("days"), say.DAYS, { chosen: days })),
      ...labelled(say.MENUS.time, menu(ids.set("time"), timesWith(time), { chosen: time })),
    ],
    buttons: [button(say.labels.changeZone, ids.form)],
  });
}

function papers(settings: ShownSettings): Reply {
  const { ids, most, order, keep, quietDay, hasQuietLine } = settings;
  const { "one line": _line, ...others } = say.QUIET_DAYS;
  const quietDays = hasQuietLine ? say.QUIET_DAYS : others;
  return card(say.GROUPS.papers, settings, {
    controls: [
      ...labelled(say.MENUS.most, menu(ids.set("most"), AT_MOST, { chosen: String(most) })),
      ...labelled(say.MENUS.order, menu(ids.set("order"), say.ORDERS, { chosen: order })),
      ...labelled(say.MENUS.keep, menu(ids.set("keep"), waitsWith(keep), { chosen: String(keep) })),
      ...labelled(say.MENUS.quiet, menu(ids.set("quiet"), quietDays, { chosen: quietDay })),
    ],
  });
}

function mentions(settings: ShownSettings): Reply {
  const { ids, roleId, publish } = settings;
  const nobody = button(say.labels.stopMentioning, ids.set("no-role", "true"));
  const publishing = publish
    ? button(say.labels.stopPublishing, ids.set("publish", "false"))
    : button(say.labels.startPublishing, ids.set("publish", "true"));
  return card(say.GROUPS.mentions, settings, {
    lines: [...publishesLine(settings), ...alertsLine(settings), `-# ${say.ALERT_OTHERS}`],
    controls: labelled(say.MENUS.role, roleMenu(ids.set("role"), say.labels.chooseRole, roleId)),
    buttons: [...(roleId === null ? [] : [nobody]), ...(publish === null ? [] : [publishing])],
  });
}

function posts(settings: ShownSettings, forum: ForumSettings): Reply {
  const { ids } = settings;
  const { post, tags } = forum;
  const tagMenu = menu(ids.set("tag"), tags.names, { chosen: tags.given });
  return card(say.GROUPS.posts, settings, {
    lines: forumLines(forum),
    controls: [
      ...labelled(say.MENUS.post, menu(ids.set("post"), say.POSTS, { chosen: post })),
      ...(Object.keys(tags.names).length > 1 ? labelled(say.MENUS.tag, tagMenu) : []),
    ],
  });
}

function votes(settings: ShownSettings, { votes: isOn, taste, roundUp }: CommunitySettings): Reply {
  const { ids } = settings;
  const times =
    roundUp && menu(ids.set("round-up-time"), timesWith(roundUp.time), { chosen: roundUp.time });
  return card(say.VOTES, settings, {
    controls: [
      ...labelled(
        say.VOTE_BUTTONS,
        menu(ids.set("votes"), say.SWITCH, { chosen: isOn ? "on" : "off" }),
      ),
      ...labelled(say.TASTE, menu(ids.set("taste"), say.SWITCH, { chosen: taste ? "on" : "off" })),
      ...labelled(
        say.WEEKLY_ROUND_UP,
        menu(ids.set("round-up"), say.ROUND_UPS, { chosen: roundUp?.day ?? "off" }),
      ),
      ...(times ? labelled(say.ROUND_UP_TIME, times) : []),
    ],
  });
}

function publicPages(settings: ShownSettings, pages: PublicSettings): Reply {
  const { ids } = settings;
  const chosen = publicChoice(pages);
  return card(say.GROUPS.public, settings, {
    lines: [...publicLines(settings), `-# ${say.WHAT_PAGES_SHOW}`],
    controls: labelled(say.MENUS.public, menu(ids.set("public"), say.PUBLIC, { chosen })),
    buttons: pagesButton(pages, settings.place),
  });
}

/** Before a channel is opened that Discord doesn't show to everybody. */
export function openingQuestion(
  place: Place,
  { open, cancel }: { open: string; cancel: string },
): Reply {
  const question = [`### ${say.openIt(inPlace(place))}`, say.NOT_EVERYBODY_SEES];
  const buttons = [
    button(say.labels.openAnyway, open, { primary: true }),
    button(say.labels.cancel, cancel),
  ];
  return reply([container([text(question.join("\n")), row(buttons)])]);
}

function card(
  heading: string,
  { place, ids, changed }: ShownSettings,
  {
    lines = [],
    controls,
    buttons = [],
  }: {
    lines?: string[];
    controls: APIComponentInContainer[];
    buttons?: APIComponentInMessageActionRow[];
  },
): Reply {
  const head = [`### ${heading} ${inPlace(place)}`, ...(changed ? [say.SAVED] : []), ...lines];
  const back = button(say.labels.goBack, ids.show("overview"));
  return reply([container([text(head.join("\n")), ...controls, row([...buttons, back])])]);
}

function labelled(
  label: string,
  control: APIActionRowComponent<APIComponentInMessageActionRow>,
): APIComponentInContainer[] {
  return [text(`**${label}**`), control];
}

const AT_MOST = Object.fromEntries(
  Array.from({ length: 25 }, (_, i) => [i + 1, say.papers(i + 1)]),
);

/** Every full hour, and the time that was chosen if it is none. */
function timesWith(chosen: string): Record<string, string> {
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
  const times = [...new Set([...hours, chosen])].toSorted();
  return Object.fromEntries(times.map((time) => [time, time]));
}

const USUAL_WAITS = [0, 1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30];

function waitsWith(chosen: number): Record<string, string> {
  // A record has its numbers in order.
  return Object.fromEntries([...USUAL_WAITS, chosen].map((days) => [days, say.keepFor(days)]));
}

/** The form of the schedule. Its fields are called like the options of the command. */
export function scheduleForm(
  customId: string,
  { time, timeZone }: Pick<ShownSettings, "time" | "timeZone">,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: say.labels.changeZone,
    components: [
      field("zone", timeZone, {
        label: say.labels.timeZone,
        description: say.ZONE_FIELD,
      }),
      field("time", time, {
        label: say.labels.time,
        description: say.TIME_FIELD,
      }),
    ],
  };
}

const LONGEST_FIELD = 60;

function field(
  customId: string,
  value: string,
  words: { label: string; description: string },
): APIModalInteractionResponseCallbackData["components"][number] {
  return {
    type: ComponentType.Label,
    ...words,
    component: {
      type: ComponentType.TextInput,
      custom_id: customId,
      style: TextInputStyle.Short,
      required: true,
      max_length: LONGEST_FIELD,
      value: plainWithin(value, LONGEST_FIELD),
    },
  };
}
