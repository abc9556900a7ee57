import { type Kysely, sql } from "kysely";
import { nameBeginnings, namesOf } from "../../search/words/names.ts";

/**
 * The names of authors and organisations of all papers, to complete them: a row for each way to begin
 * one (see `nameBeginnings`), with the number of papers that have the name.
 */
export const NAME_TABLE = `create table known_name (
  kind text not null, begin text not null, name text not null, papers integer not null,
  primary key (kind, begin, name)
) without rowid`;

/** Papers that are there already are counted by the database: to read each of many would take minutes. */
export async function createNames(db: Kysely<unknown>): Promise<void> {
  await sql.raw(NAME_TABLE).execute(db);
  const authors = await sql<Counted>`
    select author.value as name, count(distinct paper.seq) as papers
    from paper, json_each(case when json_valid(paper) then paper else '{}' end, '$.authors') as author
    where gone = 0 and author.type = 'text'
    group by author.value`.execute(db);
  for (const { name, papers } of authors.rows)
    await insert(db, namesOf({ authors: [name], organisation: null }), papers);
  const organisations = await sql<Counted>`
    select case when json_valid(paper) then paper ->> 'organisation' end as name, count(*) as papers
    from paper where gone = 0 group by 1 having name is not null`.execute(db);
  for (const { name, papers } of organisations.rows)
    await insert(db, namesOf({ organisation: name }), papers);
}

interface Counted {
  name: string;
  papers: number;
}

async function insert(
  db: Kysely<unknown>,
  names: ReturnType<typeof namesOf>,
  papers: number,
): Promise<void> {
  for (const { kind, name } of names)
    for (const begin of nameBeginnings(name))
      await sql`insert into known_name values (${kind}, ${begin}, ${name}, ${papers})`.execute(db);
}
