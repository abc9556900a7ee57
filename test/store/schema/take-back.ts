import type { DatabaseSync } from "node:sqlite";

/** What undoes each step, oldest first. A new step brings its own. */
const UNDONE: Record<string, string> = {
  "007": "alter table digest_message drop column attempted_there",
  "008": "drop table waiting; drop table rewording",
  "009": `
    drop table carried_over;
    alter table waiting drop column filtered_at;
    alter table subscription drop column wishes`,
  "012": "drop table known_name",
  "013": `
    alter table channel drop column running_post_id;
    alter table digest drop column post_id`,
  "020": "drop table vote",
  "021": "drop index channel_round_up; alter table channel drop column next_round_up_at",
  "022": "drop table discussion; drop table posting; drop table work_lease",
  "023": `
    drop table club_vote; drop table round_paper; drop table club_round;
    drop table nomination; drop table club`,
  "028": "drop table vector; drop table paper_vector",
  "024": "drop table saved; drop table citation_key",
  "025": "drop table catch_up",
  "029": `
    drop table title_seen;
    create index title_phrase_shared on title_phrase (phrase) where level > 0`,
  "030": [
    "drop index term_of_stem; create index term_of_stem on term (stem, term)",
    ...[1, 2, 3].flatMap((length) => [
      fullIndex("term", "term", length),
      fullIndex("title_phrase", "phrase", length),
    ]),
  ].join(";"),
  "032": "alter table arrival drop column is_archive",
  "034": "drop table outlet; drop table outlet_copy",
  "035": "drop table mail; drop table mail_code; drop table mail_code_count",
  "037": "alter table ledger drop column reason; alter table ledger drop column place",
  "038": "drop table public_channel",
  "039": "drop table webhook",
  "045": "alter table digest drop column round_up",
  "048": "drop table opening",
  "049": "drop index paper_by_upvotes; alter table paper drop column upvotes",
  "050": "drop table promised_answer",
  "052": `
    drop index view_shown;
    alter table view drop column for_all;
    alter table view drop column shown_at`,
  "053": "alter table subscription drop column open_after",
};

function fullIndex(table: string, text: string, length: number): string {
  const name = `${table}_begin_${length}`;
  return `drop index ${name}; create index ${name} on ${table}
    (substr(${text}, 1, ${length}), level desc) where level > 0`;
}

/**
 * Makes of a database what a Paperboy left that knew no step from `first` to `last`: by their numbers, `007`
 * to the newest.
 */
export function takeBack(database: DatabaseSync, first: string, last = "999"): void {
  for (const [step, undone] of Object.entries(UNDONE).toReversed()) {
    if (step < first || step > last) continue;
    database.exec(undone);
    database.prepare("delete from kysely_migration where name like ?").run(`${step}-%`);
  }
}
