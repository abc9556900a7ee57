import { visible } from "../papers/text/clean.ts";

/**
 * A topic's name for people outside of Discord; "" where nothing of it is left. A topic is called whatever
 * somebody typed, and Discord writes people, roles and channels as their ids.
 */
export function headingInPublic(heading: string): string {
  return visible(heading.replaceAll(/<(?:@[!&]?|#)\d+>/g, ""));
}
