/** Categories that arXiv shows under two names, and the name that it lists them by. */
const TWINS = new Map([
  ["cs.NA", "math.NA"],
  ["cs.SY", "eess.SY"],
  ["math.IT", "cs.IT"],
  ["math.MP", "math-ph"],
  ["q-fin.EC", "econ.GN"],
  ["stat.TH", "math.ST"],
]);

/**
 * The name by which arXiv lists a category or a whole archive, whatever its case: `cs.lg` is
 * `cs.LG`, and `math.IT` is `cs.IT`. Null for what is no name of either. Whether arXiv has such a
 * category only its answer tells.
 */
export function canonicalCategory(name: string): string | null {
  const [, archive, group] =
    /^([a-z]{2,9}(?:-[a-z]{2,4})?)(?:\.([a-z]{2}|[a-z]+-[a-z]+|[a-z]{3,}))?$/i.exec(name.trim()) ??
    [];
  if (!archive) return null;
  // Two letters are written in capitals (cs.LG), words are not (physics.ao-ph, cond-mat.supr-con).
  const written = group?.length === 2 ? group.toUpperCase() : group?.toLowerCase();
  const category = [archive.toLowerCase(), ...(written ? [written] : [])].join(".");
  return TWINS.get(category) ?? category;
}
