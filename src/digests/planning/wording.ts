/** A paper that is not known any more. */
export function paperNumber(id: string): string {
  return `paper ${id}`;
}
