import { escapeUTF8 } from "entities";
import { COLOURS, DARK_STYLES } from "./colours.ts";

// Mail programs know little CSS: tables, and styles in each element. Its class is for what changes in the dark.

const FONT = "font-family:system-ui,-apple-system,Roboto,Helvetica,Arial,sans-serif";
const { ground: GROUND, ink: INK, soft: SOFT, accent: ACCENT } = COLOURS.light;

export const STYLES = {
  // Some titles have words that are wider than a phone.
  page: `margin:0;padding:0;${FONT};font-size:16px;line-height:1.5;word-break:break-word;overflow-wrap:anywhere;background:${GROUND}`,
  ground: `background:${GROUND}`,
  small: `margin:0;margin-top:4px;font-size:13px;line-height:1.4;color:${SOFT}`,
  foot: `margin:0;margin-top:32px;font-size:13px;line-height:1.4;color:${SOFT}`,
  text: `margin:0;margin-top:6px;font-size:15px;line-height:1.5;color:${INK}`,
  title: `margin:0;font-size:17px;line-height:1.35;font-weight:600;color:${INK}`,
  heading: `margin:0;margin-top:28px;margin-bottom:4px;font-size:14px;line-height:1.4;font-weight:600;color:${ACCENT}`,
  head: `margin:0;font-size:22px;line-height:1.3;font-weight:700;color:${INK}`,
  link: `color:${ACCENT};text-decoration:none`,
  smallLink: `color:${SOFT};text-decoration:underline`,
};

/** Text from outside, for an element or a quoted attribute. */
export function escaped(text: string): string {
  return escapeUTF8(text);
}

/** `inside` is markup. */
export function page(title: string, inside: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">` +
    `<title>${escaped(title)}</title><style>${DARK_STYLES}</style></head>` +
    `<body class="ground" style="${STYLES.page}">` +
    `<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLES.ground}">` +
    `<tr><td align="center" style="padding:24px 16px">` +
    `<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">` +
    `<tr><td align="left" style="${FONT}">${inside}</td></tr></table></td></tr></table></body></html>\r\n`
  );
}
