/**
 * What the kind of a sentence makes it worth, or of its beginning where only that is shown: from 1 for
 * one that says what the paper does down to below 0 for background, a question or an address, and far
 * below for one that nobody understands without the sentence before it. The
 * cues are English; a sentence in another language is worth 0.
 */
export function worthOfKind(sentence: string, name: NameInTitle): number {
  const kind = pointsElsewhere(sentence) ? -3 : kindOf(sentence, name);
  return kind - costOfLeaning(sentence, name);
}

/** `leaning` is more than words that are looked for are worth: such a sentence is chosen only where all others are. */
const COST = { leaning: 10, leaningOnTitle: 1.2, goingOn: 0.4 };

/** Whoever did not read the sentence before it asks: who, or what? */
function costOfLeaning(sentence: string, { own }: NameInTitle): number {
  if (LEANS_BACK.test(sentence)) return COST.leaning;
  const it = IT.test(sentence) || (FROM_AFAR.exec(sentence)?.[1] ?? "").toLowerCase() === "it";
  // Where the title is a name, "it" is most likely what has that name.
  if (it) return own === "" ? COST.leaning : COST.leaningOnTitle;
  if (FROM_AFAR.test(sentence)) return COST.leaning;
  return REFERS_BACK.test(sentence) ? COST.goingOn : 0;
}

/** Whether it only says where code or data are. */
export function pointsElsewhere(sentence: string): boolean {
  return ADDRESS.test(sentence);
}

function kindOf(sentence: string, name: NameInTitle): number {
  if (sentence.endsWith("?")) return -1;
  if (OWN_WORK.test(sentence) || hasName(sentence, name)) return 1;
  if (BACKGROUND_START.test(sentence) || BACKGROUND.test(sentence)) return -1.5;
  if (SETUP.test(sentence)) return -1;
  const objection = OBJECTION.test(sentence) ? 0.8 : 0;
  if (NAMED_THING.test(sentence)) return 0.9 - objection;
  if (beginsWithThing(sentence, name)) return 0.8 - objection;
  return (isResult(sentence) ? 0.4 : 0) - objection;
}

/** On what something was tested, and nothing of how that went. */
const SETUP =
  /^(?:(?:the )?(?:tests?|experiments?|evaluations?) (?:span|cover|range)|the (?:approach|method) is (?:tested|validated|evaluated))\b[^;]*$/i;

/** That tests went well says little without figures. */
function isResult(sentence: string): boolean {
  return RESULT.test(sentence) && /\d/.test(sentence);
}

/** What a paper is about, as its title has it: what stands before a colon is a name of its own. */
export function nameIn(title: string): NameInTitle {
  const own = /^([^:?]{2,40}?)\s*(?::| (?:[–—-]|--) )/u.exec(title)?.[1];
  const thing = /^(\S+ [^:?]{2,40}?) (?:for|in|of|with|via|on|from|by|through|against) /u.exec(
    title,
  )?.[1];
  return { own: own ?? "", thing: own === undefined ? (thing ?? "") : "" };
}

export interface NameInTitle {
  /** `Ferret`, in `Ferret: Federated Full-Parameter Tuning`; or "". */
  own: string;
  /** `Local Augmentation`, in `Local Augmentation for Graph Neural Networks`; or "". */
  thing: string;
}

function hasName(sentence: string, { own }: NameInTitle): boolean {
  if (own === "") return false;
  const at = sentence.slice(0, 60 + own.length).indexOf(own);
  return at >= 0 && !/[\p{L}\p{N}-]/u.test(sentence[at + own.length] ?? "");
}

function beginsWithThing(sentence: string, { thing }: NameInTitle): boolean {
  return thing !== "" && sentence.toLowerCase().startsWith(`${thing.toLowerCase()} `);
}

const ADDRESS =
  /https?:\/\/|^(?:code|data|project page|website|demo|models?)\b[^.]{0,60}\b(?:at|is|are) (?:available|released)/i;

/** What papers call themselves. */
const OWN_NOUNS = "paper|work|study|article|survey|report|review|thesis|tutorial|note|authors?";

const LEANS_BACK = new RegExp(
  [
    String.raw`^(?:they|them|their|these|those|that|such|both)\b`,
    String.raw`^it (?:also|then|further|thus|therefore)\b`,
    String.raw`^(?:this|the (?:latter|former|two|three|results?|resulting|outcomes?|answer))\b(?! (?:${OWN_NOUNS})\b)`,
    String.raw`^(?:thus|hence|therefore|in (?:doing so|turn|contrast)|to (?:do so|(?:this|that) end)|as (?:such|a (?:result|consequence)))\b`,
    String.raw`^(?:with|by|on|in|from|using|based on|for|given|despite|beyond) (?:this|that|these|those|it|them)\b(?! (?:${OWN_NOUNS})\b)`,
    String.raw`^as an? \p{L}+ (?:it|they)\b`,
    String.raw`^(?:we|the authors) \S+ (?:it|this|them)\b(?! (?:${OWN_NOUNS}|is|are)\b)`,
    String.raw`^(?:\p{L}+ing (?:it|them|this|these)|further (?:experiments|tests))\b`,
    String.raw`^(?:experiments?|results?|tests?|evaluations?) (?:confirm|support|verify|validate)\b`,
    String.raw`\b(?:the (?:latter|former)|(?:exactly|just|precisely) that)\b`,
    String.raw`^[^,;:]{0,40}\bdo(?:es)? so\b`,
  ].join("|"),
  "iu",
);

const IT = /^its?\b(?! (?:is|remains) \p{L}+ (?:to|that|whether|how)\b)/iu;

/** `With sequential interaction, they show`: whoever that is was named in the sentence before. */
const FROM_AFAR =
  /^(?:with|without|by|on|in|at|from|for|under|across|un?like|using|as|to|put|built|(?:rather|more|less) than|\p{L}{2,}(?:ed|ing))\b(?:(?!the authors|\bwe\b)[^.;:]){1,110}?, (it|they)\b(?! (?:is|remains|becomes) \p{L}+ (?:to|that|whether|how)\b)/iu;

/** Goes on from the sentence before it, but says something by itself. */
const REFERS_BACK = new RegExp(
  [
    String.raw`^(?:also|moreover|furthermore|additionally|in addition|finally|then|however|for (?:example|instance)|besides|further|earlier|extra)\b`,
    String.raw`^the (?:first|second|theorems?|bounds?)\b`,
    String.raw`^(?:we|the authors) (?:then|further)\b`,
    String.raw`^[^,;:.]{0,40}\balso\b`,
    String.raw`\binstead(?=[,.;:])`,
  ].join("|"),
  "i",
);

const VERBS =
  "propos|present|introduc|develop|design|describ|show|prove|proof|deriv|stud[yi]|analy[sz]|investigat|explor|examin|buil[dt]|releas|train|offer|address|revisit|find|found|defin|estimat|creat|construct|formulat|formali[sz]|extend|provid|give|argue|demonstrat|establish|identif|us[ei]|combin|adapt|appl[yi]|ask|measur|compar|unif[yi]|trace|replac|separat|survey|review|contribut|cast|seek|obtain|bound";

const OWN_WORK = new RegExp(
  [
    String.raw`\b(?:we|the authors?|this (?:paper|work|article|study|survey|report|thesis|tutorial))\b[^.;]{0,40}?\b(?:${VERBS})`,
    String.raw`\bthis (?:paper|work|article|study|survey|report) [a-z]+s\b`,
    String.raw`\bthey (?:therefore |then |also )?(?:propose|present|introduce|show|prove|derive|define|build|describe|find|develop)\b`,
    String.raw`\bin this (?:paper|work|article|study)\b`,
    String.raw`\b(?:is|are) (?:proposed|presented|introduced|developed|identified|revisited)\b`,
    String.raw`^(?:the|an?) (?:proposed|new|novel|more general|unified)\b`,
    String.raw`^here\b`,
    String.raw`\b(?:our|their) (?:[\p{L}\d-]+ ){0,2}(?:method|approach|framework|model|algorithm|system|analysis|architecture)s?\b`,
  ].join("|"),
  "iu",
);

/** A name in capitals or with inner ones that does something: `MoHD exploits`, `Federated Freeze (FFA-LoRA) keeps`. */
const NAMED_THING = new RegExp(
  [
    String.raw`^(?:The )?(?:\p{L}+ )?(?=\S*\p{Lu}\S*[\p{Lu}\d])[\p{L}\d-]{3,}(?<!s)(?: \([^)]{2,60}\))?(?: \p{Ll}+)? (?:\p{Ll}+s|is)\b`,
    String.raw`^(?:[\p{L}\d-]+ ){1,8}\((?=[^)]*\p{Lu}[^)]*[\p{Ll}\p{N}-])[\p{L}\p{N}-]{2,}(?<!s)\) (?:\p{Ll}+ly |first |then |instead )?\p{Ll}+s\b`,
  ].join("|"),
  "u",
);

/** Something works, but not well: what the paper is going to improve. */
const OBJECTION = /,? (?:but|yet|though|although|whereas)\b/;

const BACKGROUND_START =
  /^(?:recent|existing|current|prior|previous|earlier|traditional|conventional|most|many|modern|despite|although|while|though|however|unfortunately|today|in recent years|over the (?:past|last)|with the (?:rise|advent|growth|rapid|recent|increasing)|the (?:rapid|growing|recent|success|rise|advent|increasing|ability)|there (?:has|have|is|are)|a (?:key|common|major|long-?standing|central|fundamental)|to (?:date|this day)|usually|typically|it is (?:well|known|common))/i;

const BACKGROUND =
  /\b(?:(?:has|have) (?:recently |also |long |already )?(?:become|shown|achieved|emerged|gained|attracted|demonstrated|made|been|proven|proved|led|seen|revolutioni[sz]ed)|remains?|rarely|seldom|often|typically|usually|mostly|commonly|suffers?|struggles?|challeng(?:e|es|ing)|fails? (?:to|on|when)|lacks?|falls? short|is (?:hard|difficult|costly|expensive|crucial|important|essential|fundamental|key|vital|critical|a (?:fundamental|key|crucial|core|challenging))|are (?:hard|costly|expensive|crucial|confined|limited)|cannot|tends? to|hinder|well known)\b/i;

const RESULT =
  /\b(?:outperform|surpass|achiev|attain|improv|beats?\b|exceed|reduc|gains?\b|match(?:es)?\b|reach(?:es)?\b|experiments?\b|results?\b|tests? (?:span|on|show)|evaluat|state-of-the-art|faster|fewer)|\d\s?[%×x](?![\p{L}\d])/iu;
