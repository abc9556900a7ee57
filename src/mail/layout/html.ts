import { escapeUTF8 } from "entities";

// Mail programs know little CSS and no style sheets: tables, and styles in each element.

const FONT = "font-family:system-ui,-apple-system,Roboto,Helvetica,Arial,sans-serif";
const ACCENT = "#c9572c";

export const STYLES = {
  // Some titles have words that are wider than a phone.
  page: `margin:0;padding:0;${FONT};font-size:16px;line-height:1.5;word-break:break-word;overflow-wrap:anywhere`,
  small: "margin:0;margin-top:4px;font-size:13px;line-height:1.4;color:#757575",
  text: "margin:0;margin-top:6px;font-size:15px;line-height:1.5",
  title: "margin:0;font-size:17px;line-height:1.35;font-weight:600",
  heading: `margin:0;margin-top:28px;margin-bottom:4px;font-size:14px;line-height:1.4;font-weight:600;color:${ACCENT}`,
  head: "margin:0;font-size:22px;line-height:1.3;font-weight:700",
  link: `color:${ACCENT};text-decoration:none`,
  smallLink: "color:#757575;text-decoration:underline",
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
    `<meta name="color-scheme" content="light dark"><title>${escaped(title)}</title></head>` +
    `<body style="${STYLES.page}"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">` +
    `<tr><td align="center" style="padding:24px 16px">` +
    `<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">` +
    `<tr><td align="left" style="${FONT}">${inside}</td></tr></table></td></tr></table></body></html>\r\n`
  );
}
