import { oneLine } from "./authors.ts";
import { type CitedPaper, factsOf } from "./cited.ts";
import { dateOf, nameInOrder } from "./csv.ts";

const AUTHORS_NAMED = 3;

/** A list that any Markdown viewer shows: title, authors and day, and the note below. */
export function markdown(papers: readonly CitedPaper[]): string {
  return papers
    .map(({ paper, note }) => {
      const { title, authors, isMore, date, url } = factsOf(paper);
      const linked = url === null ? escaped(title) : `[${escaped(title)}](<${target(url)}>)`;
      const names = authors.slice(0, AUTHORS_NAMED).map(nameInOrder).map(escaped);
      const others = authors.length > names.length || isMore ? [...names, "et al."] : names;
      const about = [others.join(", "), dateOf(date)].filter((part) => part !== "");
      const head = [`- ${linked}`, ...about].join(" · ");
      return note === null ? `${head}\n` : `${head}\n  - ${escaped(oneLine(note))}\n`;
    })
    .join("");
}

/** CommonMark takes a backslash before any sign of ASCII. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~&!$]|^[+\-=]|^\d+(?=[.)])/g, "\\$&");
}

function target(url: string): string {
  return url.replace(/[<>\s]/g, (sign) => encodeURIComponent(sign));
}
