/** Plurals that do not end in `s` as others do, by what their singular ends in; prefixes may stand before the longer ones. */
const ENDINGS: [plural: string, singular: string][] = [
  ["corpora", "corpus"],
  ["matrices", "matrix"],
  ["indices", "index"],
  ["vertices", "vertex"],
  ["vortices", "vortex"],
  ["cortices", "cortex"],
  ["simplices", "simplex"],
  ["appendices", "appendix"],
  ["helices", "helix"],
  ["analyses", "analysis"],
  ["hypotheses", "hypothesis"],
  ["syntheses", "synthesis"],
  ["parentheses", "parenthesis"],
  ["diagnoses", "diagnosis"],
  ["prognoses", "prognosis"],
  ["metastases", "metastasis"],
  ["criteria", "criterion"],
  ["phenomena", "phenomenon"],
  ["automata", "automaton"],
  ["hedra", "hedron"],
  ["mitochondria", "mitochondrion"],
  ["spectra", "spectrum"],
  ["maxima", "maximum"],
  ["minima", "minimum"],
  ["optima", "optimum"],
  ["extrema", "extremum"],
  ["momenta", "momentum"],
  ["bacteria", "bacterium"],
  ["curricula", "curriculum"],
  ["equilibria", "equilibrium"],
  ["continua", "continuum"],
  ["desiderata", "desideratum"],
  ["stimuli", "stimulus"],
  ["nuclei", "nucleus"],
  ["formulae", "formula"],
  ["antennae", "antenna"],
  ["vertebrae", "vertebra"],
  ["schemata", "schema"],
  ["lemmata", "lemma"],
  ["children", "child"],
];

const SINGULAR_OF = new Map([
  ...ENDINGS,
  ["codices", "codex"],
  ["apices", "apex"],
  ["theses", "thesis"],
  ["crises", "crisis"],
  ["axes", "axis"],
  ["oases", "oasis"],
  ["emphases", "emphasis"],
  ["catalyses", "catalysis"],
  ["dialyses", "dialysis"],
  ["paralyses", "paralysis"],
  ["antitheses", "antithesis"],
  ["prostheses", "prosthesis"],
  ["ganglia", "ganglion"],
  ["taxa", "taxon"],
  ["strata", "stratum"],
  ["quanta", "quantum"],
  ["symposia", "symposium"],
  ["memoranda", "memorandum"],
  ["errata", "erratum"],
  ["consortia", "consortium"],
  ["millennia", "millennium"],
  ["vacua", "vacuum"],
  ["loci", "locus"],
  ["foci", "focus"],
  ["radii", "radius"],
  ["fungi", "fungus"],
  ["bacilli", "bacillus"],
  ["tori", "torus"],
  ["moduli", "modulus"],
  ["calculi", "calculus"],
  ["syllabi", "syllabus"],
  ["thalami", "thalamus"],
  ["hippocampi", "hippocampus"],
  ["thrombi", "thrombus"],
  ["octopi", "octopus"],
  ["cacti", "cactus"],
  ["genera", "genus"],
  ["larvae", "larva"],
  ["algae", "alga"],
  ["nebulae", "nebula"],
  ["novae", "nova"],
  ["supernovae", "supernova"],
  ["lacunae", "lacuna"],
  ["stomata", "stoma"],
  ["bureaux", "bureau"],
  ["plateaux", "plateau"],
  ["tableaux", "tableau"],
  ["women", "woman"],
  ["men", "man"],
  ["mice", "mouse"],
  ["feet", "foot"],
  ["teeth", "tooth"],
  ["leaves", "leaf"],
  ["halves", "half"],
  ["wolves", "wolf"],
  ["knives", "knife"],
  ["shelves", "shelf"],
] as const);

const ENDING = new RegExp(`^(.*)(${ENDINGS.map(([plural]) => plural).join("|")})$`);
const LIKELY = /(?:[aei]|x|es|en|et|th)$/;

/** The singular of such a plural; any other word as it is. `word` is folded. */
export function singularOf(word: string): string {
  if (!LIKELY.test(word)) return word;
  const singular = SINGULAR_OF.get(word);
  if (singular !== undefined) return singular;
  const [, before = "", plural = ""] = ENDING.exec(word) ?? [];
  return plural === "" ? word : before + (SINGULAR_OF.get(plural) ?? plural);
}

/** All those singulars. */
export const SINGULARS: readonly string[] = [
  ...ENDINGS.map(([, one]) => one),
  ...SINGULAR_OF.values(),
];

/**
 * What a word may be the plural or the singular of, where it may be something else as well: bases are
 * those of knowledge, too.
 */
export const OTHER_NUMBER: ReadonlyMap<string, string> = new Map([
  ["basis", "bases"],
  ["bases", "basis"],
]);
