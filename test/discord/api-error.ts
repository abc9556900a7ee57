/** An answer of Discord's REST API other than success. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: number;
  readonly body: object;

  constructor(status: number, code: number, message: string, errors?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = errors ? { code, message, errors } : { code, message };
  }
}

/** One thing that is wrong with a payload, and where. */
export interface Flaw {
  path: PropertyKey[];
  message: string;
}

/** Discord's "Invalid Form Body", in which each flaw stands under its path. */
export function invalidFormBody(flaws: Flaw[]): ApiError {
  return new ApiError(400, 50035, "Invalid Form Body", byPath(flaws));
}

function byPath(flaws: Flaw[]): object {
  const here = flaws.filter(({ path }) => path.length === 0);
  const below = Map.groupBy(
    flaws.filter(({ path }) => path.length > 0),
    ({ path }) => String(path[0]),
  );
  const errors = here.map(({ message }) => ({ code: "STAND_IN", message }));
  const deeper = Array.from(below, ([step, list]) => {
    return [step, byPath(list.map(({ path, message }) => ({ path: path.slice(1), message })))];
  });
  return { ...(errors.length > 0 && { _errors: errors }), ...Object.fromEntries(deeper) };
}
