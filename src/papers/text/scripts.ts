const LOW = new Map(
  Array.from("0123456789+-−=()aehijklmnoprstuvxβγρφχ.,", (sign, i): [string, string] => [
    sign,
    Array.from("₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ.,")[i] ?? sign,
  ]),
);
const HIGH = new Map(
  Array.from("0123456789+-−=()in*", (sign, i): [string, string] => [
    sign,
    Array.from("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿ*")[i] ?? sign,
  ]),
);

/** The signs as Unicode writes them below the line; null where it does not have them all. */
export function lowered(signs: string): string | null {
  return eachIn(LOW, signs);
}

/** The signs as Unicode writes them above the line; null where it does not have them all. */
export function raised(signs: string): string | null {
  return eachIn(HIGH, signs);
}

function eachIn(table: ReadonlyMap<string, string>, signs: string): string | null {
  const found = Array.from(signs, (sign) => table.get(sign));
  return found.length > 0 && found.every((sign) => sign !== undefined) ? found.join("") : null;
}
