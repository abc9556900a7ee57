/** What is said of look-ups by DOI: sentences for people without their full stop. */

export const NO_DESCRIPTION = "doi.org has no description of it that Paperboy can read";
