interface Colours {
  ground: string;
  ink: string;
  /** Of small print. */
  soft: string;
  /** Of headings, and of titles, which are links. */
  accent: string;
}

/**
 * Those of the public pages, on grounds of their own: no colour can be read both on white and on the dark greys that
 * mail programs choose themselves.
 */
export const COLOURS: Record<"light" | "dark", Colours> = {
  light: { ground: "#fffdfa", ink: "#1f1b16", soft: "#655d52", accent: "#a63f1a" },
  dark: { ground: "#181512", ink: "#ebe4d9", soft: "#aca293", accent: "#f2986f" },
};

/** Which colour each class of elements has. */
const COLOUR_OF: Record<string, keyof Colours> = {
  ground: "ground",
  small: "soft",
  foot: "soft",
  text: "ink",
  title: "ink",
  heading: "accent",
  head: "ink",
  link: "accent",
  "small-link": "soft",
};

/** For programs that follow what their person prefers; others turn the light colours around, or leave them. */
export const DARK_STYLES = ["@media", `(prefers-color-scheme:dark){${darkRules()}}`].join(" ");

function darkRules(): string {
  return Object.entries(COLOUR_OF)
    .map(
      ([name, colour]) =>
        `.${name}{${colour === "ground" ? "background" : "color"}:${COLOURS.dark[colour]}!important}`,
    )
    .join("");
}
