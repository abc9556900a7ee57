/** What a message of PostgreSQL or of the way to it says beside itself: values of rows, and addresses. */
const VALUES = [
  "detail",
  "where",
  "internalQuery",
  "hint",
  "address",
  "host",
  "hostname",
  "client",
];

/** An error as it may stand in a log: with what went wrong, and without what stood in the rows. */
export function withoutValues(error: unknown): unknown {
  if (error instanceof Error) for (const name of VALUES) Reflect.deleteProperty(error, name);
  return error;
}
