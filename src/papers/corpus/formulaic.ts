/** Titles that every issue of a journal has, whatever number or month stands behind them. */
const FORMULA = new RegExp(
  [
    "editorials?(?: (?:board|note|comment|introduction|expression of concern|advisory board|preface)s?)?",
    "(?:publisher|author)s? corrections?|corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)",
    "(?:notice of )?(?:retraction|withdrawal)s?(?: notice)?|expression of concern",
    "issue (?:information|highlights?|publication information|editorial masthead)|in (?:this|brief|memoriam)(?: issue)?",
    "(?:back|front|inside)(?: (?:back|front|inside))? (?:cover|matter)s?|cover(?: (?:picture|image|feature|profile|art))?",
    "(?:table of )?contents?|toc|masthead|copyright(?: page)?|title page|subscription(?: page| information)?|index",
    "news(?: (?:and|&) (?:views|notes|comment))?|announcements?|calendar(?: of events)?|obituar(?:y|ies)",
    "(?:book|media) reviews?|books? received|letters?(?: to the editors?)?|(?:the )?authors?['’]? repl(?:y|ies)|repl(?:y|ies)|response",
    "preface|foreword|introduction|acknowledge?ments?|reviewers?(?: acknowledge?ments?)?|thanks? to (?:our )?reviewers",
    "abstracts?|highlights?|research highlights?|comment(?:ary|aries|s)?|perspectives?|untitled|no title|(?:instructions|guide) (?:for|to) authors",
    "(?:this|the) (?:week|month|year)(?: in .{2,30})?|(?:weekly|monthly|daily) (?:round-?up|digest|links|update|news)",
  ].join("|"),
);
const ISSUE =
  /(?:[\s:;,.()[\]/|#&–—-]|\b(?:vol(?:ume)?|issue|number|no|part|nr|page|pp?|and|of|for|the|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|[ivxlc]{1,6}|\d{1,4}[a-z]?)\b)*/;
const FORMULAIC = new RegExp(
  `^(?:${FORMULA.source})(?: [-–—:] (?:${FORMULA.source}))?${ISSUE.source}$`,
);

/** Whether it says nothing of the work that has it. In small letters. */
export function isFormulaic(title: string): boolean {
  return title.length < 200 && FORMULAIC.test(title);
}
