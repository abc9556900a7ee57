/**
 * Takes apart what is typed as in Discord, `lora since:2024 hide:true`: what stands before the first option that
 * is named, and the value of each. What is between quotation marks is left alone.
 * @param {string} typed
 * @param {readonly string[]} names of the options there are
 * @returns {{ before: string, named: { name: string, value: string }[] }}
 */
export function readNamedOptions(typed, names) {
  const starts = [...typed.matchAll(/"[^"]*"?|(?<=^|\s)([-_\p{L}\p{N}]+):/gu)].flatMap((found) => {
    const name = names.find((one) => one === found[1]?.toLowerCase());
    return name === undefined
      ? []
      : [{ name, from: found.index, to: found.index + found[0].length }];
  });
  return {
    before: typed.slice(0, starts[0]?.from).trimEnd(),
    named: starts.map(({ name, to }, place) => ({
      name,
      value: typed.slice(to, starts[place + 1]?.from).trim(),
    })),
  };
}
