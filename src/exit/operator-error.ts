/**
 * Something that only the person who runs Paperboy can mend. `message` says to them what it is; where it
 * may be a setting, `hint` names that, and a value that works.
 */
export class OperatorError extends Error {
  override name = "OperatorError";
  readonly hint: string | null;

  constructor(message: string, { hint, ...options }: ErrorOptions & { hint?: string } = {}) {
    super(message, options);
    this.hint = hint ?? null;
  }
}
