import type { ColumnType, Generated } from "kysely";
import type {
  CatchUpTable,
  CitationKeyTable,
  OpeningTable,
  PromisedAnswerTable,
  SavedTable,
} from "./community-tables.ts";
import type { PublicChannelTable } from "./public-tables.ts";
import type {
  ClubTable,
  ClubRoundTable,
  ClubVoteTable,
  NominationTable,
  RoundPaperTable,
} from "./club-tables.ts";
import type { DiscussionTable, PostingTable, WorkLeaseTable } from "./discussion-tables.ts";
import type { MailCodeCountTable, MailCodeTable, MailTable } from "./mail-tables.ts";
import type { OutletCopyTable, OutletTable } from "./outlet-tables.ts";
import type { WebhookTable } from "./webhook-table.ts";

export type { MailCodeTable };

/** The shapes of all tables. Instants are milliseconds since 1970, UTC. */
export interface Schema {
  identity: IdentityTable;
  page: PageTable;
  entry: EntryTable;
  paper: PaperTable;
  source_memory: SourceMemoryTable;
  view: ViewTable;
  draw: DrawTable;
  channel: ChannelTable;
  topic: TopicTable;
  subscription: SubscriptionTable;
  arrival: ArrivalTable;
  topic_match: TopicMatchTable;
  digest: DigestTable;
  digest_message: DigestMessageTable;
  ledger: LedgerTable;
  waiting: WaitingTable;
  carried_over: CarriedOverTable;
  rewording: RewordingTable;
  change: ChangeTable;
  vote: VoteTable;
  posting: PostingTable;
  discussion: DiscussionTable;
  work_lease: WorkLeaseTable;
  club: ClubTable;
  nomination: NominationTable;
  club_round: ClubRoundTable;
  round_paper: RoundPaperTable;
  club_vote: ClubVoteTable;
  vector: VectorTable;
  paper_vector: PaperVectorTable;
  saved: SavedTable;
  citation_key: CitationKeyTable;
  catch_up: CatchUpTable;
  opening: OpeningTable;
  promised_answer: PromisedAnswerTable;
  outlet: OutletTable;
  outlet_copy: OutletCopyTable;
  mail: MailTable;
  mail_code: MailCodeTable;
  mail_code_count: MailCodeCountTable;
  webhook: WebhookTable;
  public_channel: PublicChannelTable;
}

/** Which paper id an identity key (`title:…`, `arxiv:…`, `doi:…`) stands for, for ever. */
interface IdentityTable {
  /** Order of first sight: of two papers that turn out to be one, the older id stays. */
  seq: Generated<number>;
  key: string;
  paper_id: string;
}

/** A listing page, or a listing of a live source, as it was read last. */
interface PageTable {
  id: Generated<number>;
  file: string;
  /** Its number within the file, from 0. */
  number: number;
  /** A `PageHead` as JSON. */
  head: string;
  mark: string | null;
}

/** An entry of a page, and the paper that it is an entry of. */
interface EntryTable {
  id: Generated<number>;
  page_id: number;
  paper_id: string;
  /** An `Entry` as JSON. */
  entry: string;
}

/** What the entries of a work make together. */
interface PaperTable {
  /** Order of first sight. */
  seq: Generated<number>;
  id: string;
  /** A `Paper` as JSON. */
  paper: string;
  /** Of publication, `2024-11-17`, where it is known in full. */
  day: string | null;
  /** 0 or 1. */
  has_code: number;
  /** 1 where no source shows it any more; see `Paper.gone`. */
  gone: Generated<number>;
  /** At its source; 0 where none are known. */
  upvotes: Generated<number>;
}

/** What sources remember from one run to the next. */
interface SourceMemoryTable {
  key: string;
  /** JSON. */
  value: string;
}

/** What the buttons of a list need to know, by a key that is derived from the content. */
interface ViewTable {
  key: string;
  /** A `View` or a draft as JSON: see views.ts. */
  view: string;
  /** Whether a message has it that others see: 1, else 0. */
  for_all: Generated<number>;
  /** When it was shown last, within a day; 0 where nobody knows. */
  shown_at: Generated<number>;
}

/** Papers that `/paper random` has dealt in a channel since its pool was last used up. */
interface DrawTable {
  channel_id: string;
  paper_id: string;
  drawn_at: ColumnType<number, number, never>;
}

/** A channel that has, or had, subscriptions. */
export interface ChannelTable {
  id: string;
  guild_id: string | null;
  kind: string;
  /** `DigestSettings` as JSON. */
  settings: string;
  settled_until: number;
  /** The first slot after `settled_until`, so that a tick need not compute it for every channel. */
  next_slot_at: number;
  /** A `Pause` as JSON. */
  pause: string | null;
  ended_at: number | null;
  set_up_by: string;
  /** Of a forum: the post into which digests go on, until that is closed. */
  running_post_id: Generated<string | null>;
  /** The first weekly round-up that nothing has answered; null where it has none. */
  next_round_up_at: Generated<number | null>;
}

/** A query that is subscribed to somewhere, once however many subscribe to it. */
interface TopicTable {
  id: Generated<number>;
  topic: string;
  /** Arrivals up to this number have been matched. */
  matched_until: number;
}

interface SubscriptionTable {
  id: Generated<number>;
  channel_id: string;
  topic_id: number;
  name: string;
  /** `Wishes` as JSON; what is missing was never chosen. */
  wishes: Generated<string>;
  archive_until: number;
  /** News up to this arrival is over for the channel, but for what is carried over. */
  open_after: Generated<number>;
  created_by: string;
  created_at: number;
}

/** The order in which papers were first seen. Numbers are never used again. */
interface ArrivalTable {
  number: Generated<number>;
  paper_id: string;
  at: number;
  /** Whether it is archive also to who had subscribed before it came: 1, else 0. */
  is_archive: Generated<number>;
}

/** That a paper, by the number of its arrival, is about a topic. */
interface TopicMatchTable {
  topic_id: number;
  arrival: number;
  strength: number;
  /** Lists of strings as JSON. */
  words: string;
  fields: string;
}

export interface DigestTable {
  id: string;
  channel_id: string;
  /** Of a round-up behind `round-up `; null where somebody sent it by hand. */
  slot_date: string | null;
  slot_at: number;
  planned_at: number;
  /** 0 or 1. */
  late: number;
  quiet: number;
  outcome: string;
  note: string | null;
  finished_at: number | null;
  /** Of a forum: the post in which its messages stand. */
  post_id: string | null;
  /** Of a round-up: a list of `RoundUpPaper` as JSON. */
  round_up: string | null;
  /** Not before then shall delivery be tried. */
  next_attempt_at: number;
  /** The process that delivers it, and until when nobody else may. */
  owner: string | null;
  leased_until: number | null;
}

export interface DigestMessageTable {
  digest_id: string;
  number: number;
  /** A `Reply` as JSON. */
  payload: string;
  /** A list of strings as JSON. */
  paper_ids: string;
  nonce: string;
  attempted_at: number | null;
  /** The same by the clock of the far end. */
  attempted_there: number | null;
  message_id: string | null;
  refused: string | null;
}

/**
 * A paper's place in a channel, one at most: reserved for a message that is not delivered yet
 * (neither `message_id` nor `refused`), delivered, or set aside.
 */
interface LedgerTable {
  channel_id: string;
  paper_id: string;
  digest_id: string;
  /** The message's number within the digest. */
  number: number;
  /** Its own within the digest, from 1; null for what was sent before places were kept. */
  place: number | null;
  /** A `Reason` as JSON: see reason-column.ts; null where none is known. */
  reason: string | null;
  message_id: string | null;
  refused: string | null;
}

/** A paper that a digest of a channel did not take. One that the ledger has waits no more. */
interface WaitingTable {
  channel_id: string;
  paper_id: string;
  /** When the first such digest was due. */
  since: number;
  /** When its time was over: it had no place, or did not meet what its topics want. */
  missed_at: number | null;
  filtered_at: number | null;
}

/**
 * That a paper, by the number of its arrival, is new to a subscription although it came before its marks: it was when
 * its topic was changed, or is still open since `open_after` passed it.
 */
interface CarriedOverTable {
  subscription_id: number;
  arrival: number;
}

/** That a paper says something else than when it came. */
interface RewordingTable {
  paper_id: string;
  /** Stands for what it says now. */
  wording: string;
  /** When topics were matched with that; null while they were not. */
  matched_at: number | null;
}

interface ChangeTable {
  id: Generated<number>;
  /** A server, or the channel of a DM. */
  guild_id: string;
  user_id: string;
  at: number;
  what: string;
}

/** One for each person, paper and server. */
interface VoteTable {
  id: Generated<number>;
  guild_id: string;
  paper_id: string;
  /** Of a person who was forgotten their mark for this vote; null where that was before there were marks. */
  user_id: string | null;
  /** Where it was cast, and the channel whose readers saw that. */
  channel_id: string;
  audience_id: string;
  at: number;
}

/** What a text means, as a model has it. */
interface VectorTable {
  id: Generated<number>;
  model: string;
  /** Stands for the text. */
  text_key: string;
  /** A signed byte a number; empty where the model has none. */
  vector: Uint8Array;
}

/** The vector of what a paper says. Numbers are never used again. */
interface PaperVectorTable {
  number: Generated<number>;
  paper_id: string;
  vector_id: number;
}
