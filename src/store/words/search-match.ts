import type { Field } from "../../search/words/paper-fields.ts";
import type { FactCondition, WordCondition } from "../../search/query/conditions.ts";

/**
 * Words as FTS5 keeps them: its tokeniser `ascii` parts words at the signs of names such as `c++`,
 * but takes the wide forms of these signs for letters.
 */
export function indexedWords(words: string): string {
  return words.replace(/[+#*.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/** As an FTS5 query. Words have only letters, digits and wide signs in them, so nothing has to be escaped. */
export function matchExpression(match: WordCondition): string {
  switch (match.kind) {
    case "stems":
      return `${columns(match.fields, "")}"${indexedWords(match.stems.join(" "))}"`;
    case "joined":
      return `${columns(match.fields ?? ALL_FIELDS, "_joined")}"${indexedWords(match.word)}"`;
    case "author":
      return `{author} : (${match.words.map((word) => `"${indexedWords(word)}"`).join(" AND ")})`;
    case "any":
    case "all":
    default: {
      const parts = [...new Set(match.of.map(matchExpression))];
      return `(${parts.join(match.kind === "any" ? " OR " : " AND ")})`;
    }
  }
}

const ALL_FIELDS: readonly Field[] = ["title", "text", "organisation"];

/** Stems without a column would be looked for among authors too. */
function columns(fields: readonly Field[] = ALL_FIELDS, ending: string): string {
  return `{${fields.map((field) => field + ending).join(" ")}} : `;
}

/** A condition on the facts of a paper, and what is bound in it, in order. */
export function factCondition(fact: FactCondition): { sql: string; bound: string[] } {
  switch (fact.kind) {
    case "code":
    case "plain":
      return { sql: fact.kind, bound: [] };
    case "since":
      return { sql: "coalesce(day >= ?, 0)", bound: [fact.day] };
    case "before":
      return { sql: "coalesce(day < ?, 0)", bound: [fact.day] };
    case "not": {
      const { sql, bound } = factCondition(fact.fact);
      return { sql: `not ${sql}`, bound };
    }
    case "any":
    case "all":
    default: {
      const parts = fact.of.map(factCondition);
      const sql = parts.map((part) => part.sql).join(fact.kind === "any" ? " or " : " and ");
      return { sql: `(${sql})`, bound: parts.flatMap(({ bound }) => bound) };
    }
  }
}
