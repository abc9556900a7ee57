/** A full stop makes a sentence of it, which few titles are. */
export function endsWithStop(text: string): boolean {
  return /[^.]\.$|。$/.test(text.slice(-40));
}

/** Whatever ends it: a full stop, a question mark, an ellipsis. */
export function endsSentence(text: string): boolean {
  return /[.!?…。！？][)"”’」』]?$/u.test(text.slice(-40));
}
