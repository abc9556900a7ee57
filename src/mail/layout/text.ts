/** What people read without HTML: short lines, so that any program shows them well. */
const WIDTH = 72;

/** Lines at most `WIDTH` long where blanks allow it, each behind `indent`. */
export function wrapped(text: string, indent = ""): string {
  const room = WIDTH - indent.length;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}${one}`.trimEnd()).join("\n");
}
