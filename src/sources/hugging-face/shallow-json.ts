/** Far more than any answer has; millions, as in a bomb of brackets, keep the parser for seconds. */
const MAX_JSON_DEPTH = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The value that the JSON says. Throws a `SyntaxError`, also where it is nested beyond all reason. */
export function parseShallow(json: string): unknown {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfText(json, at);
    // `[` and `{`, and what closes them.
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > MAX_JSON_DEPTH)
      throw new SyntaxError(`Nested more than ${MAX_JSON_DEPTH} levels deep`);
  }
  return JSON.parse(json);
}

/** Where the quotation mark stands that ends the text which begins at `start`. */
function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json.charCodeAt(at) !== QUOTE)
    at += json.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
