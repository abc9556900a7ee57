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
import { inPlace } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import { counted } from "../layout/wording.ts";
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
import { type ForumSettings, forumLines, POSTS } from "./forum-settings.ts";
import { DAYS, ORDERS, QUIET_DAYS, SWITCH } from "./settings-words.ts";

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
    case "posts":
    default:
      return settings.forum === null ? settingsCard(settings) : posts(settings, settings.forum);
  }
}

function schedule(settings: ShownSettings): Reply {
  const { ids, days, time } = settings;
  return card("Digest schedule", settings, {
    lines: [whenLine(settings), nextLine(settings)],
    controls: [
      ...labelled("Days", menu(ids.set("days"), DAYS, { chosen: days })),
      ...labelled("Time", menu(ids.set("time"), timesWith(time), { chosen: time })),
    ],
    buttons: [button("Change time zone", ids.form)],
  });
}

function papers(settings: ShownSettings): Reply {
  const { ids, most, order, keep, quietDay, hasQuietLine } = settings;
  const { "one line": _line, ...others } = QUIET_DAYS;
  const quietDays = hasQuietLine ? QUIET_DAYS : others;
  return card("Digest contents", settings, {
    controls: [
      ...labelled("At most", menu(ids.set("most"), AT_MOST, { chosen: String(most) })),
      ...labelled("Which papers come first", menu(ids.set("order"), ORDERS, { chosen: order })),
      ...labelled(
        "If papers don't fit",
        menu(ids.set("keep"), waitsWith(keep), { chosen: String(keep) }),
      ),
      ...labelled(
        "When nothing is new, post",
        menu(ids.set("quiet"), quietDays, { chosen: quietDay }),
      ),
    ],
  });
}

function mentions(settings: ShownSettings): Reply {
  const { ids, roleId, publish } = settings;
  const nobody = button("Stop mentioning it", ids.set("no-role", "true"));
  const publishing = publish
    ? button("Stop publishing", ids.set("publish", "false"))
    : button("Start publishing", ids.set("publish", "true"));
  return card("Mentions and alerts", settings, {
    lines: [...publishesLine(settings), ...alertsLine(settings), ALERT_OTHERS],
    controls: labelled("Role to mention", roleMenu(ids.set("role"), "Choose a role", roleId)),
    buttons: [...(roleId === null ? [] : [nobody]), ...(publish === null ? [] : [publishing])],
  });
}

function posts(settings: ShownSettings, forum: ForumSettings): Reply {
  const { ids } = settings;
  const { post, tags } = forum;
  const tagMenu = menu(ids.set("tag"), tags.names, { chosen: tags.given });
  return card("Posts", settings, {
    lines: forumLines(forum),
    controls: [
      ...labelled("Where digests go", menu(ids.set("post"), POSTS, { chosen: post })),
      ...(Object.keys(tags.names).length > 1 ? labelled("Tag of new posts", tagMenu) : []),
    ],
  });
}

function votes(settings: ShownSettings, { votes: isOn }: CommunitySettings): Reply {
  const { ids } = settings;
  return card("Votes", settings, {
    controls: labelled(
      "Vote buttons",
      menu(ids.set("votes"), SWITCH, { chosen: isOn ? "on" : "off" }),
    ),
  });
}

const ALERT_OTHERS =
  "-# Use `/digest settings` with `alarms-person` or `alarms-channel` to alert someone else too";

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
  const head = [`### ${heading} ${inPlace(place)}`, ...(changed ? ["Saved."] : []), ...lines];
  const back = button("Go back", ids.show("overview"));
  return reply([container([text(head.join("\n")), ...controls, row([...buttons, back])])]);
}

function labelled(
  label: string,
  control: APIActionRowComponent<APIComponentInMessageActionRow>,
): APIComponentInContainer[] {
  return [text(`**${label}**`), control];
}

const AT_MOST = Object.fromEntries(
  Array.from({ length: 25 }, (_, i) => [i + 1, counted(i + 1, "paper")]),
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
  return Object.fromEntries(
    [...USUAL_WAITS, chosen].map((days) => [
      days,
      days === 0 ? "Don't keep them" : `Keep them for up to ${counted(days, "day")}`,
    ]),
  );
}

/** The form of the schedule. Its fields are called like the options of the command. */
export function scheduleForm(
  customId: string,
  { time, timeZone }: Pick<ShownSettings, "time" | "timeZone">,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: "Change time zone",
    components: [
      field("zone", timeZone, {
        label: "Time zone",
        description: "A city, a country or an offset, such as Munich or UTC+8",
      }),
      field("time", time, {
        label: "Time",
        description: "Time of day there, such as 9, 09:00 or 9am",
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
