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

const ofPostgres = new WeakSet<Error>();

/** An error as it may stand in a log: with what went wrong, and without what stood in the rows. */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  for (const name of VALUES) Reflect.deleteProperty(error, name);
  ofPostgres.add(error);
  return error;
}

/** What is wrong, by SQLSTATE or its first two letters: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const REASONS = new Map([
  ["28", "it refuses the name or the password"],
  ["3D", "it has no database of that name"],
  ["25006", "it can only be read for now"],
  ["40", "too many write to it at once"],
  ["53100", "its disk is full"],
  ["53", "it has too much to do"],
  ["55P03", "somebody else writes to it and doesn't let go"],
  ["58", "its disk fails"],
  ["XX001", "a part of it is damaged"],
]);

/** Mistakes of ours: what is asked, and what it is asked with. */
const OURS = /^(?:0A|2[0-4]|25[^0]|2F|42|P0)/;

/**
 * What is wrong with the database and not with us, for whoever runs Paperboy; goes on after "the database can't be
 * used:". Null where an error is none of that.
 */
export function reasonOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (!ofPostgres.has(error)) return null;
  const code = codeOf(error);
  const known = REASONS.get(code) ?? REASONS.get(code.slice(0, 2));
  if (known !== undefined) return known;
  return OURS.test(code) ? null : "it can't be reached";
}

/** Whether nobody can use it for now; not where one of many attempts gave way to others. */
export function isAway(error: unknown): boolean {
  return reasonOf(error) !== null && !/^(?:40|55)/.test(codeOf(error));
}

/** Whether it may be over in a while, with the same settings. */
export function mayPass(error: unknown): boolean {
  return reasonOf(error) !== null && !/^(?:28|3D)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
