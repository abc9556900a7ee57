import { expect } from "vitest";

// `toMatchObject` takes any two instants for equal, since neither has properties of its own.
expect.addEqualityTesters([
  (one: unknown, other: unknown) =>
    one instanceof Temporal.Instant && other instanceof Temporal.Instant
      ? one.equals(other)
      : undefined,
]);
