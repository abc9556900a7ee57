import { expect, test } from "vitest";

test("instants that differ are told apart in every comparison", () => {
  const [nine, ten] = ["09", "10"].map((hour) =>
    Temporal.Instant.from(`2026-11-20T${hour}:00:00Z`),
  );
  expect({ at: nine }).toMatchObject({ at: nine?.add({ hours: 0 }) });
  expect({ at: nine }).not.toMatchObject({ at: ten });
  expect([{ at: nine }]).not.toMatchObject([{ at: ten }]);
  expect({ at: nine }).not.toEqual({ at: ten });
  expect({ at: nine }).not.toEqual(expect.objectContaining({ at: ten }));
});
