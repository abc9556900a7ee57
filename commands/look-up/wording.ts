/** In the menu of a message. */
export const NAME = "Look up papers";

export const NOT_HERE =
  "Discord doesn't let you show this here: you need the permission to use external apps.";
export const PAPER_IS_GONE = "Paperboy no longer has this paper.";
