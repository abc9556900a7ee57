import type { Line } from "../lines/line.ts";
import type { PagePiece } from "../lines/pieces.ts";
import { endsWithStop } from "../lines/sentences.ts";
import { goesOnWithBlock, mostAreJoined } from "./blocks.ts";
import { COST, leaving, sentenceAsTitle } from "./costs.ts";
import { type LineCosts, costsOf, textEnd } from "./line-costs.ts";
import { type Repeats, repeatsOf } from "./repeats.ts";
import { addPart, type PagePart } from "./parts.ts";
import {
  isText,
  isTitle,
  AS_DAY,
  AS_ENTRY,
  AS_FURNITURE,
  AS_METADATA,
  AS_MORE_TEXT,
  AS_MORE_TITLE,
  AS_SCRAP,
  AS_TEXT,
  AS_TITLE,
  BARE,
  BELOW,
  BETWEEN,
  FRESH,
  FURNITURE_BARE,
  FURNITURE_BETWEEN,
  FURNITURE_FRESH,
  FURNITURE_TEXT,
  FURNITURE_TITLE,
  ORPHAN,
  PARAGRAPHS,
  STATES,
  TEXT,
  TITLE,
  UNDER_FURNITURE,
  WRAPPED,
} from "./states.ts";

export interface PageForm {
  /** Whether a date at the top is the page's own: furniture above makes it likely. */
  ownDay: "likely" | "possible" | "known already";
  /** Whether blank lines part its blocks; otherwise each line stands for itself. */
  hasGaps: boolean;
  /** Whether the page below has entries with metadata: this may be what stands above them. */
  aboveMetadata: boolean;
}

/** The line of words above, and what it costs where a text of several lines ends with it. */
interface Before {
  ofLine: LineCosts;
  length: number;
  wrappedEnd: number;
  /** Whether it ends with a small word, so that something is missing. */
  dangles: boolean;
}

function whatIsAbove({ text }: Line, ofLine: LineCosts, above: Before | null): Before {
  const { length } = text;
  const wrappedEnd = textEnd(text, length + (above?.length ?? 0));
  return { ofLine, length, wrappedEnd, dangles: /\s\p{Ll}{1,4}$/u.test(text.slice(-8)) };
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
    this.#isJoined = page.hasGaps && mostAreJoined(pieces);
    const metadata = pieces.filter(({ kind }) => kind === "metadata").length;
    const blocks = pieces.filter((_, at) => !goesOnWithBlock(this.#pieces, at)).length;
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
      const ofLine =
        piece.kind === "words"
          ? costsOf(piece.line, this.#setting(at, entryWithoutMetadata), this.#repeats)
          : null;
      if (piece.kind === "scrap") this.#scrap();
      else if (piece.kind === "metadata") this.#metadata(piece.title, entryWithoutMetadata);
      else if (piece.kind === "date") this.#date(piece, entryWithoutMetadata);
      else if (ofLine) this.#words(piece.line, ofLine, before, entryWithoutMetadata);
      before = ofLine && piece.kind === "words" ? whatIsAbove(piece.line, ofLine, before) : null;
      [this.#costs, this.#next] = [this.#next, this.#costs];
    }
    return this.#parts(entryWithoutMetadata);
  }

  #setting(at: number, entryWithoutMetadata: number): { furniture: number; sure: boolean } {
    const isInBlock = goesOnWithBlock(this.#pieces, at) || goesOnWithBlock(this.#pieces, at + 1);
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

  #words(line: Line, ofLine: LineCosts, above: Before | null, entryWithoutMetadata: number): void {
    const goesOn = this.#page.hasGaps && goesOnWithBlock(this.#pieces, this.#at);
    // Without blank lines a text may be wrapped too, behind a long line that ends no sentence.
    const isLong = !this.#page.hasGaps && above !== null && above.length >= 50;
    const isWide = isLong && above.length >= 60 && above.length <= 100;
    const goesOnLikeText = ofLine.endsSentence || line.text.length >= 60;
    const isCut = isLong && above.ofLine.textEnd > 0;
    const title = ofLine.titleStart + ofLine.titleEnd;
    const text = ofLine.textStart + ofLine.textEnd;
    const isUntold = above !== null && above.ofLine.moreFurniture >= 0.5;
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
        const end = ofLine.titleEnd - above.ofLine.titleEnd + line.text.length / 100;
        const over = above.dangles ? COST.titleGoesOn : COST.titleOverLines;
        this.#go(from, TITLE, over + end + ofLine.moreTitle, AS_MORE_TITLE);
      }
      const isNext = from === WRAPPED ? isLong : from === TEXT && isWide && goesOnLikeText;
      if (above && (goesOn || isCut || isNext)) this.#moreText(from, line, ofLine, above);
      this.#text(from, text, { goesOn, belowUntold: isUntold });
      const furniture =
        from >= FURNITURE_FRESH
          ? ofLine.moreFurniture
          : from === FRESH && this.#page.ownDay === "possible"
            ? Math.min(ofLine.furniture, ofLine.moreFurniture + COST.furnitureAtTop)
            : ofLine.furniture;
      const below = isText(from) && ofLine.endsSentence ? COST.sentenceBelowText : 0;
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
  #moreText(from: number, line: Line, ofLine: LineCosts, above: Before): void {
    const isOwn = from === BELOW || from === ORPHAN;
    if (!isOwn && (!isText(from) || from === FURNITURE_TEXT)) return;
    const { length } = line.text;
    // What the line above cost as the end of the text is given back.
    const paid =
      from === TEXT ? above.ofLine.textEnd : Math.min(above.ofLine.textEnd, above.wrappedEnd);
    // The first word of this line would have had room there.
    const isTooShort = !above.ofLine.endsSentence && above.length + LONGEST_WRAPPED_WORD < length;
    const isScrap = above.ofLine.endsSentence && !ofLine.endsSentence && length < 60;
    const cost =
      textEnd(line.text, length + above.length) -
      paid +
      ofLine.moreText +
      (from === TEXT ? COST.textOverLines : 0) +
      (isScrap ? COST.scrapBelowText : 0) +
      (!above.ofLine.endsSentence && /^\p{Lu}/u.test(line.text) ? COST.capitalInSentence : 0) +
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
