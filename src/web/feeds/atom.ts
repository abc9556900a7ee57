import type { Feed, FeedEntry } from "./feed.ts";
import * as common from "../wording.ts";
import { xml, xmlDocument } from "./xml.ts";

/** A feed in Atom (RFC 4287). `self` is its own address. */
export async function atom(feed: Feed, self: string): Promise<string> {
  return await xmlDocument(xml`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${feed.id}</id>
<title>${feed.title}</title>
<subtitle>${feed.description}</subtitle>
<updated>${feed.updated.toString()}</updated>
<link rel="self" type="application/atom+xml" href="${self}"/>
<link rel="alternate" type="text/html" href="${feed.page}"/>
<author><name>${common.NAME}</name></author>
<generator>${common.NAME}</generator>${feed.entries.map(atomEntry)}
</feed>`);
}

function atomEntry(entry: FeedEntry) {
  const { id, title, page, paper, authors, heading, content } = entry;
  const at = entry.published.toString();
  return xml`
<entry>
<id>${id}</id>
<title>${title}</title>
<published>${at}</published>
<updated>${at}</updated>
<link rel="alternate" type="text/html" href="${page}"/>${
    paper === null ? null : xml`<link rel="related" href="${paper}"/>`
  }${authors.map((name) => xml`<author><name>${name}</name></author>`)}${
    heading === null ? null : xml`<category term="${heading}"/>`
  }
<content type="html">${content}</content>
</entry>`;
}
