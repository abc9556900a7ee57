import type { PublicChannel } from "../../digests/public-channels.ts";
import { visible } from "../../papers/text/clean.ts";
import { within } from "./within.ts";
import * as common from "../wording.ts";

/** In bytes of a page. */
export const LONGEST_NAME = 120;

/** `#papers` */
export function channelName({ name }: Pick<PublicChannel, "name">): string {
  return common.channel(within(visible(name), LONGEST_NAME));
}

/** `#papers on Lab` */
export function placeOf({ name, serverName }: Pick<PublicChannel, "name" | "serverName">): string {
  return common.channelOn(...namesOf({ name, serverName }));
}

export function namesOf(of: Pick<PublicChannel, "name" | "serverName">): [string, string] {
  return [within(visible(of.name), LONGEST_NAME), within(visible(of.serverName), LONGEST_NAME)];
}
