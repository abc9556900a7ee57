const MOST = 127;

/**
 * A vector in a byte a number, by its direction alone: what is compared are angles. Null for one that has
 * none.
 */
export function quantise(vector: Float32Array): Int8Array<ArrayBuffer> | null {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  // NaN is what `Math.max` gives where any of the numbers is.
  if (!(most > 0 && most < Infinity)) return null;
  return Int8Array.from(vector, (value) => Math.round((value / most) * MOST));
}
