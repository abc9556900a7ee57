import { stem } from "./analyse.ts";

/**
 * Words in which everybody talks, about anything: verbs, adjectives and adverbs, few of which say what a
 * paper is about. Inflections share a stem with these.
 */
const TALK_WORDS = `
  able accept across actual add admit again ago agree aim allow almost alone along already also altogether always
  anybody anyone anything anyway apart appear apply around arrive ask assume avoid away back bad badly barely bear
  become begin behave believe belong best better big bigger biggest bit borrow break bright bring broad busy call can
  care carry cause certain change check choose clear clever come complain completely concern consider constantly
  contain continue cope correct correctly could count crazy deal decide deliver depend deserve die differ different
  difficult directly disappear do down drop earn easily easy else empty enable encourage end enjoy enough enter entire
  even eventually ever everybody everyone everything everywhere exactly exist expect extra fail fairly fall feel fight
  fill finally find fine finish forever former free frequently fresh full fully fun funny gain generally get give go
  good great greatly grow guilty handle happen happy hard hardly hate have heavy help hide high highly hit hold hope
  huge hurt ignore immediately important impossible improve increase instead intend interesting join just keep kick
  kill kind know lack large largely largest last lately later lead leave lend less let lie lift like little live long
  look loose lose lot loud love low lucky main mainly major make many maybe meet merely mind miss moment more most
  mostly move much must near nearly necessary need never new next nice nobody nothing notice nowadays obtain obvious
  off offer often old once ones only onto opposite ordinary other otherwise ought out over overall owe part perfectly
  perhaps pick piece plain play plenty poor possess possible possibly powerful prefer pretend prevent previously
  probably proper properly provide pull push put quickly quiet quite raise rarely rather reach react readily ready
  realise realize really receive recently refuse remain remind require return rich right rise rough roughly same see
  seem send serious set several shall short show sick silly simple simply sit slightly slowly small smart soft
  somebody somehow someone something sometimes somewhat somewhere soon sorry special spend stand start stay steal
  stick still stop strong strongly stuff stupid succeed successfully such sudden suddenly suffer suggest suit suitable
  suppose sure sweet take tall tend terrible thank thing think throw tight tiny tired together tomorrow too totally
  tough true truly trust try turn twice typical typically ugly unable understand up use usual usually various very
  wait wake want warn waste watch way wear weird well whole wild win wise wish wonder wonderful work worry worse worst
  worth wrong yesterday yet young`;

let stems: ReadonlySet<string> | undefined;

/** `word` is folded. */
export function isTalkWord(word: string): boolean {
  stems ??= new Set(TALK_WORDS.trim().split(/\s+/u).map(stem));
  return stems.has(stem(word));
}
