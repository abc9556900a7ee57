import type { KyselyPlugin, RootOperationNode } from "kysely";

/** Makes tables and indexes only where they are not there yet, and what a new table begins with. */
export const onlyWhatIsMissing: KyselyPlugin = {
  transformQuery: ({ node }) => ifMissing(node),
  transformResult: ({ result }) => Promise.resolve(result),
};

function ifMissing(node: RootOperationNode): RootOperationNode {
  if (node.kind === "CreateTableNode" || node.kind === "CreateIndexNode")
    return { ...node, ifNotExists: true };
  if (node.kind === "RawNode") return { ...node, sqlFragments: node.sqlFragments.map(reword) };
  return node;
}

function reword(statement: string): string {
  return statement
    .replace(/^create (table|index|virtual table) /, "create $1 if not exists ")
    .replace(/^insert into /, "insert or ignore into ");
}
