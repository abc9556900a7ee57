/** A value as the type that it was checked for, or that Discord's library is known to send. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type
export function trusted<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so that it stands in one place
  return value as T;
}
