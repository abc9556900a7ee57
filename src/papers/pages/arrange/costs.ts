import { FURNITURE_FRESH, FURNITURE_TITLE, isText, TITLE } from "./states.ts";

/**
 * How far from the format a step is. Pages follow it almost everywhere, so a step off it must be
 * paid for by lines that look wrong otherwise.
 */
export const COST = {
  titleWithoutText: 4,
  titleAmongFurniture: 5.5,
  /** Where entries have metadata, one with neither that nor a text is hardly one. */
  titleAlone: 1,
  /** Where all other entries have metadata. */
  entryWithoutMetadata: 4,
  secondParagraph: 4,
  furtherParagraph: 2,
  paragraphBelowFurniture: 6,
  /** Where entries have metadata, a sentence right below a text rather goes on with it. */
  sentenceAsNextTitle: 5,
  sentenceBelowFurniture: 2,
  textWithoutTitle: 6,
  textBelowMetadata: 2,
  metadataWithoutEntry: 4,
  titleBesideMetadata: 3.5,
  dateAlone: 1.5,
  dateBesideWords: 0.5,
  dateAsTitle: 2,
  dateAsText: 3.5,
  dateAsFurniture: 2.6,
  /** A gain: under furniture a date is the page's own, unless much speaks for a title. */
  dayUnderFurniture: -2,
  dayWithComments: 4,
  /** Another page may begin below the first. */
  dayFurtherDown: 1,
  furniture: 3.2,
  furnitureAlone: 4.6,
  furnitureInBlock: 2.4,
  furnitureAtTop: 1.9,
  titleOverLines: 2,
  /** Behind a small word such as “of”. */
  titleGoesOn: 0.4,
  textOverLines: 0.3,
  /** Where they mostly are not, and the other way round. */
  titleAndTextJoined: 1,
  titleAndTextApart: 1,
  entriesJoined: 1.5,
  titlesJoined: 1,
  furnitureInEntry: 2.5,
  /** The line right above a text is its title, unless something tells that it is none. */
  titleAboveFurniture: 3,
  /** A title below furniture, in one block with it. */
  blockTorn: 0.6,
  /** It rather goes on with the text. */
  sentenceBelowText: 1,
  /** A line within a sentence mostly begins with a small letter. */
  capitalInSentence: 0.7,
  /** Wrapped lines are long, but for the last. */
  wrappedEarly: 1,
  /** A first line that no width could have wrapped there is rather a title. */
  wrappedFarTooEarly: 4,
  /** A short line below a full stop is hardly the rest of a wrapped text. */
  scrapBelowText: 1.5,
} as const;

export function sentenceAsTitle(below: number): number {
  if (isText(below)) return COST.sentenceAsNextTitle;
  return below >= FURNITURE_FRESH ? COST.sentenceBelowFurniture : 0;
}

/** What it costs to be done with an entry in this state. */
export function leaving(state: number, entryWithoutMetadata: number): number {
  if (state === TITLE)
    return COST.titleWithoutText + (entryWithoutMetadata > 0 ? COST.titleAlone : 0);
  if (state === FURNITURE_TITLE) return COST.titleAmongFurniture;
  return isText(state) ? entryWithoutMetadata : 0;
}
