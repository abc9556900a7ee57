import type { Place } from "../../../messages/layout/place.ts";
import type { ChannelKind } from "../../digest.ts";
import { type ForumTags, tagMeant } from "../../forum-tag.ts";
import type { DigestSettings } from "../../settings.ts";
import { meant, type PortableSettings, type Reference } from "./portable.ts";
import type { ServerNames } from "../../server-names.ts";
import * as say from "../wording.ts";

/** Where settings from elsewhere are to hold. */
export interface Here {
  place: Place;
  kind: ChannelKind;
  /** Channels and roles that may be named here. */
  names: ServerNames;
  /** Of a forum: its tags; absent where posts have none. */
  forum?: ForumTags | undefined;
  /** IANA name: the zone of channels that have not chosen one. */
  defaultZone: string;
}

/** What settings from elsewhere make of those that a channel has; what cannot be here stays as it is, and is told. */
export function settingsHere(
  { role, alarms, post, tag, ...plain }: Partial<PortableSettings>,
  before: DigestSettings,
  here: Here,
): { settings: DigestSettings; problems: string[] } {
  const problems: string[] = [];
  const settings: DigestSettings = { ...before, ...plain };
  if (plain.zoneChosen === false) settings.timeZone = here.defaultZone;
  if (settings.publish && here.kind !== "announcement") {
    settings.publish = false;
    if (plain.publish) problems.push(say.problems.publish);
  }
  Object.assign(settings, postsHere({ post, tag }, before, here, problems));
  if (role !== undefined) settings.roleId = roleHere(role, before, here, problems);
  if (alarms !== undefined) settings.alarms = alarmsHere(alarms, before, here, problems);
  return { settings, problems };
}

/** How a forum's posts are made. What a channel of another kind says of them, by default or not, is nothing to tell. */
function postsHere(
  { post, tag }: { post: PortableSettings["post"] | undefined; tag: Reference | null | undefined },
  before: DigestSettings,
  { kind, forum }: Here,
  problems: string[],
): Pick<DigestSettings, "post" | "tag"> {
  if (kind !== "forum") return { post: before.post, tag: before.tag };
  const habit = post ?? before.post;
  if (tag === undefined) return { post: habit, tag: before.tag };
  if (tag === null) return { post: habit, tag: null };
  const found =
    forum &&
    (tagMeant(tag.id, forum) ?? (tag.name === null ? undefined : tagMeant(tag.name, forum)));
  if (found?.isUsable) return { post: habit, tag: { id: found.id, name: found.name } };
  const called = tag.name ?? tag.id;
  problems.push(found ? say.problems.moderatorsTag(called) : say.problems.noTag(called));
  return { post: habit, tag: before.tag };
}

function roleHere(
  role: PortableSettings["role"],
  { roleId }: DigestSettings,
  { place, names }: Here,
  problems: string[],
): string | null {
  if (role === null) return null;
  const found = meant(role, names.roles);
  if (typeof found === "object") return found.id;
  if (place.guildId === null) problems.push(say.problems.nobodyElse);
  else problems.push(say.problems.role(whyNot(found, `@${role.name ?? role.id}`, "role")));
  return roleId;
}

function alarmsHere(
  wanted: PortableSettings["alarms"],
  { alarms }: DigestSettings,
  { place, names }: Here,
  problems: string[],
): DigestSettings["alarms"] {
  if (wanted === null) return undefined;
  const { kind, id, name } = wanted;
  if (place.guildId === null) problems.push(say.problems.onlyInServers);
  else if (kind === "person") return { kind, id };
  else {
    const found = meant(wanted, names.channels);
    if (typeof found !== "object")
      problems.push(say.problems.alerts(whyNot(found, `#${name ?? id}`, "channel")));
    else if (found.id === place.channelId) problems.push(say.problems.sameChannel);
    else return { kind, id: found.id };
  }
  return alarms;
}

/** Why a name leads nowhere, in words for people. */
export function whyNot(
  found: "none" | "several",
  called: string,
  what: "channel" | "role",
): string {
  return found === "none" ? say.noneCalled(what, called) : say.severalCalled(what, called);
}
