/** Where in an entry we are: what it has so far, and whether furniture came below that. */
export const FRESH = 0;
export const BETWEEN = 1;
export const TITLE = 2;
export const TEXT = 3;
export const WRAPPED = 4;
export const PARAGRAPHS = 5;
export const BARE = 6;
export const BELOW = 7;
export const ORPHAN = 8;
export const FURNITURE_FRESH = 9;
export const FURNITURE_BETWEEN = 10;
export const FURNITURE_TITLE = 11;
export const FURNITURE_TEXT = 12;
export const FURNITURE_BARE = 13;
export const STATES = 14;

export const UNDER_FURNITURE = [
  FURNITURE_FRESH,
  FURNITURE_BETWEEN,
  FURNITURE_TITLE,
  FURNITURE_TEXT,
  FURNITURE_TEXT,
  FURNITURE_TEXT,
  FURNITURE_BARE,
  FURNITURE_BETWEEN,
  FURNITURE_BETWEEN,
  FURNITURE_FRESH,
  FURNITURE_BETWEEN,
  FURNITURE_TITLE,
  FURNITURE_TEXT,
  FURNITURE_BARE,
];

/** What a piece is taken for; with the state before it, four bits each. */
export const AS_TITLE = 0;
export const AS_MORE_TITLE = 1;
export const AS_TEXT = 2;
export const AS_MORE_TEXT = 3;
export const AS_FURNITURE = 4;
export const AS_METADATA = 5;
export const AS_ENTRY = 6;
export const AS_DAY = 7;
export const AS_SCRAP = 8;

export function isTitle(state: number): boolean {
  return state === TITLE || state === FURNITURE_TITLE;
}

export function isText(state: number): boolean {
  return state === TEXT || state === WRAPPED || state === PARAGRAPHS || state === FURNITURE_TEXT;
}
