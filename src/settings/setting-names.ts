import { editDistance } from "../search/words/edit-distance.ts";

/**
 * The setting that a name was probably meant for: `discord_token`, `PAPERBOY_TIMEZONE`, `BOT_TOKEN`.
 * Null for a setting's own name, and for one that is like none.
 */
export function settingMeant(name: string, settings: readonly string[]): string | null {
  if (settings.includes(name)) return null;
  return settings.find((setting) => isLike(name, setting)) ?? null;
}

/** Whether a name of the environment is one that only Paperboy or a Discord bot would read. */
export function isForBot(name: string): boolean {
  const letters = bare(name);
  return PREFIXES.some((prefix) => editDistance(letters.slice(0, prefix.length), prefix) <= 1);
}

const PREFIXES = ["PAPERBOY", "DISCORD"];

/** One letter in three at most is another: `HF` and `TZ` are two names and no slip. */
const LETTERS_PER_SLIP = 3;
const MAX_SLIPS = 2;

function isLike(name: string, setting: string): boolean {
  const [typed, wanted] = [bare(name), bare(setting)];
  if (typed === wanted || withoutPrefix(typed) === withoutPrefix(wanted)) return true;
  // `DISCORD_WEBHOOK` is another bot's own, and not a slip in `PAPERBOY_WEB_HOST`.
  if (isOther(typed, wanted)) return false;
  if (isSlip(withoutPrefix(typed), withoutPrefix(wanted))) return true;
  // A slip in the prefix itself, which then is none.
  return withoutPrefix(typed) === typed && isSlip(typed, wanted);
}

/** Whether a name begins as another program's do. */
function isOther(typed: string, wanted: string): boolean {
  const prefix = PREFIXES.find((one) => typed.startsWith(one));
  return prefix !== undefined && !wanted.startsWith(prefix);
}

function isSlip(typed: string, wanted: string): boolean {
  const allowed = Math.min(MAX_SLIPS, Math.floor(wanted.length / LETTERS_PER_SLIP));
  return editDistance(typed, wanted) <= allowed;
}

function bare(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** Other programs call the token `BOT_TOKEN` or `DISCORD_BOT_TOKEN`. */
function withoutPrefix(letters: string): string {
  return letters.replace(/^(?:PAPERBOY|DISCORD)?(?:BOT)?/, "");
}
