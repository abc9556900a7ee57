/** A line that is not blank. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
  /** Whether a blank line, or the start of the page, is right above it. */
  gap: boolean;
  /** Whether Markdown marks it as one; the marks are not in the text. */
  heading?: true;
  /** Whether it stands in the front matter that Markdown editors put above a page. */
  isFrontMatter?: true;
}
