const FIELDS = "title, text, organisation";

/** Which texts are in the indexes of completions: those of 4 papers or more. */
export const IN_MANY = "level > 2";

/** Of each stem the words that are not it themselves: one in ten. */
const OTHER_FORMS = "create index term_of_stem on term (stem, term) where stem <> term";

/** Tables of texts that can be completed. */
const COMPLETED = [
  ["term", "term"],
  ["title_phrase", "phrase"],
] as const;

/**
 * The words of all papers, as statements that make the tables. A paper is known by its number (`at`),
 * which is its `seq` in the table of papers. Terms are as `termsOf` makes them.
 */
const WORD_TABLES: readonly string[] = [
  // In how many papers a term stands, and in which fields; `said`: in how many as a word that people
  // may type; `joined`: in how many as a compound run together. The rest of how a term is scored is in the sums.
  // `level` is that of `said`: see `levelOf`.
  `create table term (
    id integer primary key,
    term text not null unique,
    stem text not null,
    papers integer not null,
    title integer not null,
    text integer not null,
    organisation integer not null,
    said integer not null,
    joined integer not null,
    level integer not null
  )`,
  OTHER_FORMS,
  ...bestOfPrefix("term", "term"),
  `create table search_sum (
    id integer primary key check (id = 1),
    papers integer not null,
    title integer not null,
    text integer not null,
    organisation integer not null,
    version integer not null,
    reading text not null,
    up_to integer not null
  )`,
  // `reading`: the version of reading papers by which all of this was made. All papers up to the number
  // `up_to` are in it; see index-papers.ts.
  "insert into search_sum values (1, 0, 0, 0, 0, 0, '', 0)",

  // What a paper says, word by word, to score it: see forward-row.ts.
  "create table paper_forward (at integer primary key, words blob not null)",

  // Stems in reading order, and compounds run together. The tokeniser `ascii` takes none of our words
  // apart, whatever the script.
  `create virtual table paper_words using fts5(
    ${FIELDS}, title_joined, text_joined, organisation_joined, author,
    content = '', contentless_delete = 1, tokenize = 'ascii'
  )`,

  // For autocomplete: titles by their beginning, by their words, and the runs of words in them.
  "create table title_begin (at integer primary key, whole text not null)",
  "create index title_begin_whole on title_begin (whole, at)",
  `create virtual table title_words using fts5(
    title, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3', detail = none
  )`,
  // Those that several titles have, or had: `level` is 0 where one is left. Of the
  // others there are hashes, in a log: see title-phrase-writer.ts.
  `create table title_phrase (
    phrase text primary key, papers integer not null, level integer not null
  ) without rowid`,
  ...bestOfPrefix("title_phrase", "phrase"),
  "create table title_seen (id integer primary key, hashes blob not null, gone integer not null)",

  // What papers teach about which words belong together, and how many times.
  `create table acronym (
    short text not null, term text not null, long text not null, texts integer not null,
    primary key (short, term)
  ) without rowid`,
  "create index acronym_of_term on acronym (term)",
  "create index acronym_of_long on acronym (long)",
  `create table phrase (
    term text not null, stems text not null, pair text not null, papers integer not null,
    primary key (term, stems)
  ) without rowid`,
  "create index phrase_of_pair on phrase (pair)",
];

/** What is known of a paper beside its words, apart from the papers themselves: those take up much room. */
const FACT_TABLES: readonly string[] = [
  "create table paper_fact (at integer primary key, day text, code integer not null, plain integer not null)",
  "create index paper_fact_day on paper_fact (day desc, at, code)",
];

export const SEARCH_TABLES: readonly string[] = [...FACT_TABLES, ...WORD_TABLES];

/** The indexes of terms and phrases as they are, in place of others with the same names. */
export const INDEXES_OF_TEXTS: readonly string[] = [
  "drop index if exists term_of_stem",
  OTHER_FORMS,
  ...COMPLETED.flatMap(([table, text]) => [
    ...[1, 2, 3].map((length) => `drop index if exists ${table}_begin_${length}`),
    ...bestOfPrefix(table, text),
  ]),
];

/** All words go; who opens the file next makes the index anew. The facts of the papers stay. */
export const EMPTY_WORD_TABLES: readonly string[] = [
  ...[
    "term",
    "search_sum",
    "paper_forward",
    "paper_words",
    "title_begin",
    "title_words",
    "title_seen",
    "title_phrase",
    "acronym",
    "phrase",
  ].map((table) => `drop table if exists ${table}`),
  ...WORD_TABLES,
];

/**
 * So that the best completions of a short beginning are at hand, however many there are. A text that few papers have
 * is in none of these indexes: most texts are that, and each that is new would change a page of all three.
 */
function bestOfPrefix(table: string, text: string): string[] {
  return [1, 2, 3].map(
    (length) =>
      `create index ${table}_begin_${length} on ${table}
        (substr(${text}, 1, ${length}), level desc) where ${IN_MANY}`,
  );
}
