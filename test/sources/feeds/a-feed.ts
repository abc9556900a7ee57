/** An item as a test wants it. */
export interface AnItem {
  id?: string;
  link?: string;
  title: string;
  text?: string;
  /** `2026-11-20T08:00:00Z` */
  published?: string;
  authors?: string[];
  doi?: string;
}

/** RSS 2.0, with what journals add to it. */
export function rssOf(items: readonly AnItem[], { title = "A Journal" } = {}): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<channel><title>${escaped(title)}</title><link>https://journal.example/</link>
${items.map(rssItem).join("\n")}
</channel></rss>`;
}

export function rssItem({ id, link, title, text, published, authors = [], doi }: AnItem): string {
  return [
    "<item>",
    `<title>${escaped(title)}</title>`,
    ...tag("guid", id),
    ...tag("link", link),
    ...tag("description", text),
    ...tag("pubDate", published && new Date(published).toUTCString()),
    ...authors.flatMap((name) => tag("dc:creator", name)),
    ...tag("prism:doi", doi),
    "</item>",
  ].join("");
}

export function atomOf(items: readonly AnItem[]): string {
  const entries = items.map(({ id, link, title, text, published, authors = [] }) =>
    [
      "<entry>",
      `<title>${escaped(title)}</title>`,
      ...tag("id", id),
      ...(link === undefined ? [] : [`<link href="${escaped(link)}"/>`]),
      ...tag("summary", text),
      ...tag("published", published),
      ...authors.map((name) => `<author><name>${escaped(name)}</name></author>`),
      "</entry>",
    ].join(""),
  );
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>A Journal</title>${entries.join("\n")}</feed>`;
}

export function jsonFeedOf(items: readonly AnItem[]): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "A Journal",
    items: items.map(({ id, link, title, text, published, authors = [], doi }) => ({
      id,
      url: link,
      title,
      content_text: text,
      date_published: published,
      authors: authors.map((name) => ({ name })),
      doi,
    })),
  });
}

function tag(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`<${name}>${escaped(text)}</${name}>`];
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
