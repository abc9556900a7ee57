import { readCount } from "../../dates.ts";

/** A bullet, as pages and Markdown write it. */
const BULLET = /^(?:[•●◦▪∙‣⁃・*+-]\s*|\\?[^\p{L}\p{N}\s"'“‘(「]\s+|o\s+)/u;
const NUMBER = String.raw`\d[\d.,]*(?:[\s’']\d{3})*[kK]?`;

/** How “author” begins in the languages that listings are saved in, or ends where nothing is between. */
const AUTHOR_WORD = String.raw`(?:(?:authors?|autor|auteur|autrice|contributors?|författar|forfatter|kirjoitta|tekij|szerző|yazar|penulis|автор|συγγραφ)[\p{L}·:*/()-]{0,10}|tác giả|(?:مؤلف|מחבר|लेखक|ผู้แต่ง|ผู้เขียน)[\p{L}\p{M}]{0,10}|作者|著者|執筆者|저자|명의 저자)`;
const COUNT_FIRST = new RegExp(
  String.raw`^(?<count>${NUMBER})\s*(?:[位名个個人명](?:の|의)?\s*)?${AUTHOR_WORD}$`,
  "iu",
);
const COUNT_LAST = new RegExp(
  String.raw`^${AUTHOR_WORD}\s?[:：]?\s?(?<count>${NUMBER})\s?[位名人명]?$`,
  "iu",
);
/** Behind a bullet the word may be of any language. */
const ANY_COUNT = new RegExp(
  String.raw`^(?:\p{L}[\p{L}\p{M}]{0,20}\s?[:：]?\s?)?(?<count>${NUMBER})\s?\p{L}[\p{L}\p{M}’' ]{0,24}$`,
  "u",
);
/** `• three authors`: what the bullet and the word leave no doubt about. */
const NO_COUNT = /^•\s*(?<count>\S{1,24}) authors?$/i;
const MAY_COUNT = /\d|^•/;
const LONGEST_COUNT = 60;

export function isBulleted(line: string): boolean {
  return BULLET.test(line);
}

/** The number in `• 3 authors`, `12 Autoren`, `著者3名`, as printed; null where the line is another. */
export function authorDigits(line: string): string | null {
  if (line.length > LONGEST_COUNT || !MAY_COUNT.test(line)) return null;
  const words = line.replace(BULLET, "");
  const found = COUNT_FIRST.exec(words) ?? COUNT_LAST.exec(words) ?? NO_COUNT.exec(line);
  return found?.groups?.["count"] ?? null;
}

/** The number of a bulleted line in a language that nobody here knows; by its place it counts authors. */
export function bulletedDigits(line: string): string | null {
  if (line.length > LONGEST_COUNT || !isBulleted(line)) return null;
  return ANY_COUNT.exec(line.replace(BULLET, ""))?.groups?.["count"] ?? null;
}

/** Of `1,024`, `1.024`, `1 024`, whatever sign parts the thousands; null where it is no such number. */
export function readAuthorCount(digits: string): number | null {
  const count = readCount(digits.replace(/[.\s’'](?=\d{3}(?!\d))/g, ""));
  return count !== null && count > 0 ? count : null;
}

/** Signs that stand before a number of votes, comments and the like. */
export const VOTE_SIGN = /[▲△▴▵⬆⇧↑👍❤♥🔥★☆⭐]\uFE0F?/u;
const COMMENT_WORD = String.raw`(?:comments?|kommentar\p{L}{0,3}|commentaires?|comentarios?|comentários?|commenti|комментари\p{L}{1,3}|(?:条|條)?(?:评论|評論)|コメント|댓글)`;
const COMMENTS = new RegExp(
  String.raw`^(?:💬|🗨\uFE0F?)\s?(${NUMBER})$|^(?:💬|🗨\uFE0F?)?\s?(${NUMBER})\s?(?:件の)?${COMMENT_WORD}$|^${COMMENT_WORD}\s?[:：]?\s?(${NUMBER})$`,
  "iu",
);
const VOTES = new RegExp(
  String.raw`^(?:\+\s?)?${NUMBER}\s(?:up-?votes?|votes?|likes?|points?|stars?)$|^(?:up-?votes?|votes?|likes?|points?)\s?:?\s?(?:${NUMBER})?$|^${VOTE_SIGN.source}\s?(?:${NUMBER})?$|^${NUMBER}\s(?:points?|(?:up-?)?votes?|likes?)\sby\s.*$`,
  "iu",
);
const ANY_NUMBER_OF = new RegExp(String.raw`^\P{L}{0,3}${NUMBER}\s?(?:\p{L}+\s?){0,3}$`, "u");
const SUBMITTER =
  /^(?:(?:submitted|posted|shared|uploaded|added|curated)\s+(?:to\s+\S+\s+)?by\b|@\S|(?:via|by|from)\s\S{1,20}(?:\s\S{1,20})?$|submitter\s?[:：]|\S+(?:\s\S+)?['’]s\s(?:avatar|profile (?:picture|photo|image))$|(?:avatar|profile (?:picture|photo|image)|profilbild|photo de profil|foto de perfil) (?:of|for|von|de|di|van)\s|.{1,30}(?:的头像|的頭像|のアバター|の?プロフィール画像|의? ?프로필 사진)$|(?:\p{L}+\s){1,2}(?:von|par|por|da|door|av|af)\s\S+$|由.{1,40}提交|提交者|投稿者)/iu;

export function readComments(text: string): number | null {
  if (text.length > LONGEST_COUNT || !/\d/.test(text)) return null;
  const found = COMMENTS.exec(text);
  return found ? readCount(found[1] ?? found[2] ?? found[3] ?? "") : null;
}

export function isVotes(text: string): boolean {
  return text.length <= LONGEST_COUNT && VOTES.test(text);
}

/** A number of something, such as `41`, `5 min read`: nothing that an entry keeps. */
export function isNumberOfSomething(text: string): boolean {
  return ANY_NUMBER_OF.test(text) || COMMENTS.test(text) || VOTES.test(text);
}

/** Who put the paper on the list: `Submitted by alice`. */
const MAY_SUBMIT =
  /頭像|头像|アバター|プロフィール|프로필|\b(?:avatar|profil|profilbild|profile|submitter|by|via|from|von|par|por|da|door|av|af)\b|@|提交|投稿/i;

export function isSubmitter(text: string): boolean {
  return text.length <= 80 && MAY_SUBMIT.test(text) && SUBMITTER.test(text);
}
