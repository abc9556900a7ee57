import { expect } from "vitest";

/** `toMatchObject` takes any two instants for equal otherwise, since neither has properties of its own. */
export function compareInstants(): void {
  expect.addEqualityTesters([
    (one: unknown, other: unknown) =>
      one instanceof Temporal.Instant && other instanceof Temporal.Instant
        ? one.equals(other)
        : undefined,
  ]);
}
