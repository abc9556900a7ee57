export type ShownSource = keyof typeof SOURCES;

/** What people call the sources. */
export const SOURCES = {
  huggingface: "Hugging Face",
  arxiv: "arXiv",
  pages: "saved pages",
} as const;
