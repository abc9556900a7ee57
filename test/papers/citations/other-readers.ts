/** Reads RIS by its rules alone: a tag, two blanks, a dash and a blank on every line, `TY` to `ER`. */
export function readRis(text: string): Record<string, string[]>[] {
  const records: Record<string, string[]>[] = [];
  let open: Record<string, string[]> | null = null;
  for (const line of text.split("\r\n")) {
    if (line === "" && open === null) continue;
    const [, tag = "", value = ""] = /^([A-Z][A-Z0-9]) {2}- (.*)$/.exec(line) ?? [];
    if (tag === "") throw new Error(`No tag: ${JSON.stringify(line)}`);
    if ((tag === "TY") !== (open === null)) throw new Error(`${tag} out of place`);
    if (tag === "ER") {
      if (open) records.push(open);
      open = null;
      continue;
    }
    open ??= {};
    (open[tag] ??= []).push(value);
  }
  if (open) throw new Error("A record without an end");
  return records;
}

/** Reads CSV by RFC 4180 alone. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  cells.lastIndex = text.startsWith("\uFEFF") ? 1 : 0;
  while (cells.lastIndex < text.length) {
    const at = cells.lastIndex;
    const found = cells.exec(text);
    if (!found) throw new Error(`No cell at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    const [, quoted, bare = "", end] = found;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
