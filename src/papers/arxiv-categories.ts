/**
 * arXiv's archives with the classes of their categories; one without classes is a category itself. (arXiv's
 * category taxonomy, arxiv-base, June 2026.)
 */
const CLASSES: Readonly<Record<string, string>> = {
  "astro-ph": "CO EP GA HE IM SR",
  "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
  cs:
    "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI OH OS PF PL RO " +
    "SC SD SE SI SY",
  econ: "EM GN TH",
  eess: "AS IV SP SY",
  "gr-qc": "",
  "hep-ex": "",
  "hep-lat": "",
  "hep-ph": "",
  "hep-th": "",
  math: "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT SG SP ST",
  "math-ph": "",
  nlin: "AO CD CG PS SI",
  "nucl-ex": "",
  "nucl-th": "",
  physics:
    "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph flu-dyn gen-ph geo-ph " +
    "hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
  "q-bio": "BM CB GN MN NC OT PE QM SC TO",
  "q-fin": "CP EC GN MF PM PR RM ST TR",
  "quant-ph": "",
  stat: "AP CO ME ML OT TH",
};

/** Names that arXiv shows something under, and the name that it lists that by. */
const LISTED_AS = new Map([
  // Twins: one category in two archives.
  ["cs.NA", "math.NA"],
  ["cs.SY", "eess.SY"],
  ["math.IT", "cs.IT"],
  ["math.MP", "math-ph"],
  ["q-fin.EC", "econ.GN"],
  ["stat.TH", "math.ST"],
  // Archives of the nineties, each a category of another one since.
  ["acc-phys", "physics.acc-ph"],
  ["adap-org", "nlin.AO"],
  ["alg-geom", "math.AG"],
  ["ao-sci", "physics.ao-ph"],
  ["atom-ph", "physics.atom-ph"],
  ["bayes-an", "physics.data-an"],
  ["chao-dyn", "nlin.CD"],
  ["chem-ph", "physics.chem-ph"],
  ["cmp-lg", "cs.CL"],
  ["comp-gas", "nlin.CG"],
  ["dg-ga", "math.DG"],
  ["funct-an", "math.FA"],
  ["mtrl-th", "cond-mat.mtrl-sci"],
  ["patt-sol", "nlin.PS"],
  ["plasm-ph", "physics.plasm-ph"],
  ["q-alg", "math.QA"],
  ["solv-int", "nlin.SI"],
  ["supr-con", "cond-mat.supr-con"],
]);

/** Archives and categories as arXiv writes them, by their names in small letters. */
const WRITTEN = new Map(
  [
    ...Object.entries(CLASSES).flatMap(([archive, classes]) => [
      archive,
      ...(classes === "" ? [] : classes.split(" ").map((one) => `${archive}.${one}`)),
    ]),
    ...LISTED_AS.keys(),
  ].map((name) => [name.toLowerCase(), name]),
);

/**
 * The name by which arXiv lists a category or a whole archive, whatever its case: `cs.lg` is `cs.LG`,
 * `math.IT` is `cs.IT`, and `alg-geom` is `math.AG`. Null for what is in none of its archives. A class
 * that is not known in one that is may be new, so only arXiv's answer tells whether there is one.
 */
export function canonicalCategory(name: string): string | null {
  const asked = name.trim().toLowerCase();
  const known = WRITTEN.get(asked);
  if (known !== undefined) return LISTED_AS.get(known) ?? known;
  const [, archive, group] = /^([a-z-]+)\.([a-z]{2}|[a-z]+-[a-z]+|[a-z]{3,10})$/.exec(asked) ?? [];
  if (!archive || !group || !Object.hasOwn(CLASSES, archive)) return null;
  // Two letters are written in capitals (cs.LG), words are not (physics.ao-ph, cond-mat.soft).
  return `${archive}.${group.length === 2 ? group.toUpperCase() : group}`;
}

/** Whether arXiv had such a category or archive when its list was copied. */
export function isListedCategory(name: string): boolean {
  return WRITTEN.has(name.trim().toLowerCase());
}
