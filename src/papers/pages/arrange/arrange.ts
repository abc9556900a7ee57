import type { ListedDate } from "../../dates.ts";
import { endsWithStop, type Look, lookOf, type Repeats, repeatsOf, textEnd } from "./looks.ts";
import type { Metadata } from "../lines/metadata.ts";
import type { Line } from "../lines/line.ts";
import type { PagePiece } from "../lines/pieces.ts";

/** What a part of a page turned out to be. Together the parts hold every line, each once. */
export type PagePart =
  | { role: "title"; lines: Line[] }
  | { role: "text"; lines: Line[] }
  | { role: "metadata"; metadata: Metadata }
  | { role: "day"; line: Line; date: ListedDate }
  /** What sites put around and between their entries. */
  | { role: "furniture"; lines: Line[] }
  | { role: "scrap"; line: Line; what: string };

export interface PageForm {
  /** Whether a date at the top is the page's own: furniture above makes it likely. */
  ownDay: "likely" | "possible" | "known already";
  /** Whether blank lines part its blocks; otherwise each line stands for itself. */
  hasGaps: boolean;
  /** Whether the page below has entries with metadata: this may be what stands above them. */
  aboveMetadata: boolean;
}

/**
 * How far from the format a step is. Pages follow it almost everywhere, so a step off it must be
 * paid for by lines that look wrong otherwise.
 */
const COST = {
  titleWithoutText: 4,
  titleAmongFurniture: 5.5,
  /** Where entries have metadata, one with neither that nor a text is hardly one. */
  titleAlone: 1,
  /** Where all other entries have metadata. */
  entryWithoutMetadata: 4,
  secondParagraph: 4,
  furtherParagraph: 2,
  paragraphBelowFurniture: 6,
  /** Where entries have metadata, a sentence right below a text rather goes on with it. */
  sentenceAsNextTitle: 5,
  sentenceBelowFurniture: 2,
  textWithoutTitle: 6,
  textBelowMetadata: 2,
  metadataWithoutEntry: 4,
  titleBesideMetadata: 3.5,
  dateAlone: 1.5,
  dateBesideWords: 0.5,
  dateAsTitle: 2,
  dateAsText: 3.5,
  dateAsFurniture: 2.6,
  /** A gain: under furniture a date is the page's own, unless much speaks for a title. */
  dayUnderFurniture: -2,
  dayWithComments: 4,
  /** Another page may begin below the first. */
  dayFurtherDown: 1,
  furniture: 3.2,
  furnitureAlone: 4.6,
  furnitureInBlock: 2.4,
  furnitureAtTop: 1.9,
  titleOverLines: 2,
  /** Behind a small word such as “of”. */
  titleGoesOn: 0.4,
  textOverLines: 0.3,
  /** Where they mostly are not, and the other way round. */
  titleAndTextJoined: 1,
  titleAndTextApart: 1,
  entriesJoined: 1.5,
  titlesJoined: 1,
  furnitureInEntry: 2.5,
  /** The line right above a text is its title, unless something tells that it is none. */
  titleAboveFurniture: 3,
  /** A title below furniture, in one block with it. */
  blockTorn: 0.6,
  /** It rather goes on with the text. */
  sentenceBelowText: 1,
  /** A line within a sentence mostly begins with a small letter. */
  capitalInSentence: 0.7,
  /** Wrapped lines are long, but for the last. */
  wrappedEarly: 1,
  /** A first line that no width could have wrapped there is rather a title. */
  wrappedFarTooEarly: 4,
  /** A short line below a full stop is hardly the rest of a wrapped text. */
  scrapBelowText: 1.5,
} as const;

/** Where in an entry we are: what it has so far, and whether furniture came below that. */
const FRESH = 0;
const BETWEEN = 1;
const TITLE = 2;
const TEXT = 3;
const WRAPPED = 4;
const PARAGRAPHS = 5;
const BARE = 6;
const BELOW = 7;
const ORPHAN = 8;
const FURNITURE_FRESH = 9;
const FURNITURE_BETWEEN = 10;
const FURNITURE_TITLE = 11;
const FURNITURE_TEXT = 12;
const FURNITURE_BARE = 13;
const STATES = 14;

const UNDER_FURNITURE = [
  FURNITURE_FRESH,
  FURNITURE_BETWEEN,
  FURNITURE_TITLE,
  FURNITURE_TEXT,
  FURNITURE_TEXT,
  FURNITURE_TEXT,
  FURNITURE_BARE,
  FURNITURE_BETWEEN,
  FURNITURE_BETWEEN,
  FURNITURE_FRESH,
  FURNITURE_BETWEEN,
  FURNITURE_TITLE,
  FURNITURE_TEXT,
  FURNITURE_BARE,
];

/** What a piece is taken for; with the state before it, four bits each. */
const AS_TITLE = 0;
const AS_MORE_TITLE = 1;
const AS_TEXT = 2;
const AS_MORE_TEXT = 3;
const AS_FURNITURE = 4;
const AS_METADATA = 5;
const AS_ENTRY = 6;
const AS_DAY = 7;
const AS_SCRAP = 8;

/** The line of words above, and what it costs where a text of several lines ends with it. */
interface Before {
  look: Look;
  length: number;
  wrappedEnd: number;
  /** Whether it ends with a small word, so that something is missing. */
  dangles: boolean;
}

function whatIsAbove({ text }: Line, look: Look, above: Before | null): Before {
  const { length } = text;
  const wrappedEnd = textEnd(text, length + (above?.length ?? 0));
  return { look, length, wrappedEnd, dangles: /\s\p{Ll}{1,4}$/u.test(text.slice(-8)) };
}

function isTitle(state: number): boolean {
  return state === TITLE || state === FURNITURE_TITLE;
}

function isText(state: number): boolean {
  return state === TEXT || state === WRAPPED || state === PARAGRAPHS || state === FURNITURE_TEXT;
}

/**
 * Tells titles, texts and furniture from each other: the cheapest way to read the page as entries
 * (Viterbi's algorithm, over lines). Titles and texts take turns, metadata goes below; where lines do
 * not, their length and punctuation decide, and what comes again and again between the entries.
 */
export function arrange(pieces: readonly PagePiece[], page: PageForm): PagePart[] {
  const reader = new Arranger(pieces, page);
  const parts = reader.read(0);
  return page.aboveMetadata || metadataIsTheRule(parts)
    ? reader.read(COST.entryWithoutMetadata)
    : parts;
}

/** Whether entries without metadata are so few that they may be none. */
function metadataIsTheRule(parts: readonly PagePart[]): boolean {
  let withMetadata = 0;
  let without = 0;
  let open = false;
  for (const { role } of parts) {
    if (role === "title" && open) without++;
    if (role === "metadata" && open) withMetadata++;
    if (role === "title" || role === "metadata") open = false;
    if (role === "text") open = true;
  }
  if (open) without++;
  return withMetadata >= 2 && without <= withMetadata;
}

const LONGEST_WRAPPED_WORD = 25;
/** More than any abstract has, however it is wrapped. */
const MAX_LINES_ABOVE = 60;

class Arranger {
  readonly #pieces: readonly PagePiece[];
  readonly #page: PageForm;
  readonly #metadataIsUsual: boolean;
  /** Whether title and text mostly stand in one block. */
  readonly #isJoined: boolean;
  readonly #repeats: Repeats;
  /** For each piece and state: the state before, and what the piece is taken for. */
  readonly #steps: Uint8Array;
  #costs = new Float64Array(STATES);
  #next = new Float64Array(STATES);
  #at = 0;

  constructor(pieces: readonly PagePiece[], page: PageForm) {
    this.#pieces = pieces;
    this.#page = page;
    this.#steps = new Uint8Array(pieces.length * STATES);
    this.#repeats = repeatsOf(pieces);
    this.#isJoined = page.hasGaps && this.#mostAreJoined();
    const metadata = pieces.filter(({ kind }) => kind === "metadata").length;
    const blocks = pieces.filter((_, at) => !this.#goesOn(at)).length;
    // An entry has a title, a text and metadata, here and there some paragraphs more.
    this.#metadataIsUsual = metadata > 0 && metadata * 6 >= blocks;
  }

  read(entryWithoutMetadata: number): PagePart[] {
    this.#costs.fill(Infinity);
    this.#costs[FRESH] = 0;
    let before: Before | null = null;
    for (const [at, piece] of this.#pieces.entries()) {
      this.#at = at;
      this.#next.fill(Infinity);
      const look =
        piece.kind === "words"
          ? lookOf(piece.line, this.#setting(at, entryWithoutMetadata), this.#repeats)
          : null;
      if (piece.kind === "scrap") this.#scrap();
      else if (piece.kind === "metadata") this.#metadata(piece.title, entryWithoutMetadata);
      else if (piece.kind === "date") this.#date(piece, entryWithoutMetadata);
      else if (look) this.#words(piece.line, look, before, entryWithoutMetadata);
      before = look && piece.kind === "words" ? whatIsAbove(piece.line, look, before) : null;
      [this.#costs, this.#next] = [this.#next, this.#costs];
    }
    return this.#parts(entryWithoutMetadata);
  }

  /** Whether the piece stands right below words, in their block. */
  #goesOn(at: number): boolean {
    const piece = this.#pieces[at];
    const above = this.#pieces[at - 1];
    return piece?.kind === "words" && above?.kind === "words" && !piece.line.gap;
  }

  #mostAreJoined(): boolean {
    let entries = 0;
    let joined = 0;
    for (const [at, piece] of this.#pieces.entries()) {
      if (piece.kind !== "metadata") continue;
      entries++;
      const [first, second] = this.#blockAbove(at);
      // The lines of a wrapped text begin with small letters as often as not.
      if (first && second && !endsWithStop(first) && !/^\p{Ll}/u.test(second)) joined++;
    }
    return joined > entries * 0.6;
  }

  /** The lines of the block of words right above a piece. */
  #blockAbove(at: number): string[] {
    const lines: string[] = [];
    for (let above = at - 1; above >= 0 && lines.length < MAX_LINES_ABOVE; above--) {
      const piece = this.#pieces[above];
      if (piece?.kind !== "words") break;
      lines.unshift(piece.line.text);
      if (!this.#goesOn(above)) break;
    }
    return lines;
  }

  #setting(at: number, entryWithoutMetadata: number): { furniture: number; sure: boolean } {
    const isInBlock = this.#goesOn(at) || this.#goesOn(at + 1);
    const furniture = !this.#page.hasGaps
      ? COST.furniture
      : isInBlock
        ? COST.furnitureInBlock
        : COST.furnitureAlone;
    return { furniture, sure: entryWithoutMetadata > 0 };
  }

  #go(from: number, to: number, cost: number, role: number): void {
    const total = (this.#costs[from] ?? Infinity) + cost;
    if (total >= (this.#next[to] ?? Infinity)) return;
    this.#next[to] = total;
    this.#steps[this.#at * STATES + to] = from | (role << 4);
  }

  #scrap(): void {
    for (let from = 0; from < STATES; from++) this.#go(from, from, 0, AS_SCRAP);
  }

  #metadata(title: Line | null, entryWithoutMetadata: number): void {
    for (let from = 0; from < STATES; from++) {
      this.#belowEntry(from, 0);
      if (title)
        this.#go(
          from,
          BARE,
          leaving(from, entryWithoutMetadata) + COST.titleBesideMetadata,
          AS_ENTRY,
        );
    }
  }

  #belowEntry(from: number, cost: number): void {
    if (isTitle(from)) this.#go(from, BARE, cost + COST.titleWithoutText, AS_METADATA);
    else
      this.#go(from, BETWEEN, cost + (isText(from) ? 0 : COST.metadataWithoutEntry), AS_METADATA);
  }

  #date(piece: Extract<PagePiece, { kind: "date" }>, entryWithoutMetadata: number): void {
    const { date } = piece;
    const alone = date !== null;
    const { ownDay } = this.#page;
    for (let from = 0; from < STATES; from++) {
      this.#belowEntry(from, alone ? COST.dateAlone : COST.dateBesideWords);
      this.#go(from, TITLE, leaving(from, entryWithoutMetadata) + COST.dateAsTitle, AS_TITLE);
      this.#text(from, COST.dateAsText, { goesOn: false, belowUntold: false });
      // Of several dates at the top, the first is the page's own.
      const furniture =
        COST.dateAsFurniture + (from === FRESH || from === FURNITURE_FRESH ? 0.5 : 0);
      this.#go(from, UNDER_FURNITURE[from] ?? BETWEEN, furniture, AS_FURNITURE);
      if (!date || ownDay === "known already") continue;
      const comments = date.comments === null ? 0 : COST.dayWithComments;
      if (from === FRESH || from === FURNITURE_FRESH) {
        const likely = ownDay === "likely" || from === FURNITURE_FRESH;
        this.#go(from, BETWEEN, comments + (likely ? COST.dayUnderFurniture : 0), AS_DAY);
      } else if (from === FURNITURE_BETWEEN && date.comments === null)
        this.#go(from, BETWEEN, COST.dayFurtherDown, AS_DAY);
    }
  }

  #words(line: Line, look: Look, above: Before | null, entryWithoutMetadata: number): void {
    const goesOn = this.#page.hasGaps && this.#goesOn(this.#at);
    // Without blank lines a text may be wrapped too, behind a long line that ends no sentence.
    const isLong = !this.#page.hasGaps && above !== null && above.length >= 50;
    const isWide = isLong && above.length >= 60 && above.length <= 100;
    const goesOnLikeText = look.endsSentence || line.text.length >= 60;
    const isCut = isLong && above.look.textEnd > 0;
    const title = look.titleStart + look.titleEnd;
    const text = look.textStart + look.textEnd;
    const isUntold = above !== null && above.look.moreFurniture >= 0.5;
    const isStop = this.#metadataIsUsual && endsWithStop(line.text);
    for (let from = 0; from < STATES; from++) {
      if (this.#costs[from] === Infinity) continue;
      const joined = !goesOn ? 0 : from === TITLE ? COST.titlesJoined : COST.entriesJoined;
      this.#go(
        from,
        TITLE,
        title +
          leaving(from, entryWithoutMetadata) +
          (from === TITLE || (isText(from) && from !== FURNITURE_TEXT) ? joined : 0) +
          (from >= FURNITURE_FRESH && goesOn && isUntold ? COST.blockTorn : 0) +
          (isStop ? sentenceAsTitle(from) : 0),
        AS_TITLE,
      );
      if (from === TITLE && goesOn && above) {
        const end = look.titleEnd - above.look.titleEnd + line.text.length / 100;
        const over = above.dangles ? COST.titleGoesOn : COST.titleOverLines;
        this.#go(from, TITLE, over + end + look.moreTitle, AS_MORE_TITLE);
      }
      const isNext = from === WRAPPED ? isLong : from === TEXT && isWide && goesOnLikeText;
      if (above && (goesOn || isCut || isNext)) this.#moreText(from, line, look, above);
      this.#text(from, text, { goesOn, belowUntold: isUntold });
      const furniture =
        from >= FURNITURE_FRESH
          ? look.moreFurniture
          : from === FRESH && this.#page.ownDay === "possible"
            ? Math.min(look.furniture, look.moreFurniture + COST.furnitureAtTop)
            : look.furniture;
      const below = isText(from) && look.endsSentence ? COST.sentenceBelowText : 0;
      this.#go(from, UNDER_FURNITURE[from] ?? BETWEEN, furniture + below, AS_FURNITURE);
    }
  }

  /** A line as a text, or as a further paragraph of one. */
  #text(
    from: number,
    cost: number,
    { goesOn, belowUntold }: { goesOn: boolean; belowUntold: boolean },
  ): void {
    if (isTitle(from)) {
      const usual = goesOn === this.#isJoined || !this.#page.hasGaps;
      const form = usual ? 0 : goesOn ? COST.titleAndTextJoined : COST.titleAndTextApart;
      const within = COST.furnitureInEntry + (belowUntold ? COST.titleAboveFurniture : 0);
      const step = from === FURNITURE_TITLE ? within : form;
      this.#go(from, TEXT, cost + step, AS_TEXT);
    } else if (from === BARE || from === FURNITURE_BARE)
      this.#go(from, BELOW, cost + COST.textBelowMetadata, AS_TEXT);
    else if (from === FURNITURE_TEXT)
      this.#go(from, PARAGRAPHS, cost + COST.paragraphBelowFurniture, AS_TEXT);
    else if (isText(from)) {
      if (goesOn) return;
      const further = from === PARAGRAPHS ? COST.furtherParagraph : COST.secondParagraph;
      this.#go(from, PARAGRAPHS, cost + further, AS_TEXT);
    } else this.#go(from, ORPHAN, cost + COST.textWithoutTitle, AS_TEXT);
  }

  /** A line that goes on with the text above it, which some program has wrapped. */
  #moreText(from: number, line: Line, look: Look, above: Before): void {
    const isOwn = from === BELOW || from === ORPHAN;
    if (!isOwn && (!isText(from) || from === FURNITURE_TEXT)) return;
    const { length } = line.text;
    // What the line above cost as the end of the text is given back.
    const paid =
      from === TEXT ? above.look.textEnd : Math.min(above.look.textEnd, above.wrappedEnd);
    // The first word of this line would have had room there.
    const isTooShort = !above.look.endsSentence && above.length + LONGEST_WRAPPED_WORD < length;
    const isScrap = above.look.endsSentence && !look.endsSentence && length < 60;
    const cost =
      textEnd(line.text, length + above.length) -
      paid +
      look.moreText +
      (from === TEXT ? COST.textOverLines : 0) +
      (isScrap ? COST.scrapBelowText : 0) +
      (!above.look.endsSentence && /^\p{Lu}/u.test(line.text) ? COST.capitalInSentence : 0) +
      (above.length < Math.min(50, length - 15) || above.length < 30 ? COST.wrappedEarly : 0) +
      (from === TEXT && isTooShort ? COST.wrappedFarTooEarly : 0);
    this.#go(from, from === TEXT ? WRAPPED : from, cost, AS_MORE_TEXT);
  }

  #parts(entryWithoutMetadata: number): PagePart[] {
    let state = FRESH;
    let lowest = Infinity;
    for (let end = 0; end < STATES; end++) {
      const cost = (this.#costs[end] ?? Infinity) + leaving(end, entryWithoutMetadata);
      if (cost < lowest) [state, lowest] = [end, cost];
    }
    const roles = new Uint8Array(this.#pieces.length);
    for (let at = this.#pieces.length - 1; at >= 0; at--) {
      const step = this.#steps[at * STATES + state] ?? 0;
      roles[at] = step >> 4;
      state = step & 15;
    }
    const parts: PagePart[] = [];
    for (const [at, piece] of this.#pieces.entries()) addPart(parts, piece, roles[at] ?? 0);
    return parts;
  }
}

function sentenceAsTitle(below: number): number {
  if (isText(below)) return COST.sentenceAsNextTitle;
  return below >= FURNITURE_FRESH ? COST.sentenceBelowFurniture : 0;
}

/** What it costs to be done with an entry in this state. */
function leaving(state: number, entryWithoutMetadata: number): number {
  if (state === TITLE)
    return COST.titleWithoutText + (entryWithoutMetadata > 0 ? COST.titleAlone : 0);
  if (state === FURNITURE_TITLE) return COST.titleAmongFurniture;
  return isText(state) ? entryWithoutMetadata : 0;
}

function addPart(parts: PagePart[], piece: PagePiece, role: number): void {
  if (piece.kind === "scrap") {
    parts.push({ role: "scrap", line: piece.line, what: piece.what });
    return;
  }
  if (piece.kind === "metadata") {
    if (role === AS_ENTRY && piece.title) parts.push({ role: "title", lines: [piece.title] });
    const { metadata } = piece;
    parts.push({
      role: "metadata",
      metadata: role === AS_ENTRY ? { ...metadata, organisation: null } : metadata,
    });
    return;
  }
  const { line } = piece;
  if (piece.kind === "date" && role === AS_METADATA)
    parts.push({ role: "metadata", metadata: piece.metadata });
  else if (piece.kind === "date" && role === AS_DAY && piece.date)
    parts.push({ role: "day", line, date: piece.date });
  else if (role === AS_TITLE) parts.push({ role: "title", lines: [line] });
  else if (role === AS_TEXT) parts.push({ role: "text", lines: [line] });
  else if (role === AS_FURNITURE) {
    const last = parts.at(-1);
    if (last?.role === "furniture") last.lines.push(line);
    else parts.push({ role: "furniture", lines: [line] });
  } else {
    const last = parts.at(-1);
    if (last?.role === "title" || last?.role === "text") last.lines.push(line);
  }
}
