/** Quotation marks in which a phrase may stand. */
export const QUOTES = `"“”„‟«»＂`;

/** What may stand before a colon, as a part of a regular expression. */
export const FILTER_NAMES = "title|org|organi[sz]ation|author|has|since|before";
