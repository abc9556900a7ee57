/**
 * Words of controls and notices, as sites have them. They only add to what the structure of a page
 * says: each of them may be a title where a text or metadata goes with it.
 */
const CONTROL =
  /^(?:(?:log|sign|logg?a) ?(?:in|up|out)|subscribe|up-?vote|next|prev(?:ious)?|(?:read|show|load|view|see) (?:more|all|less|paper|pdf).*|more|menu|search|share|save|follow|download|back(?: to top)?|skip to .*|accept(?: all)?|reject(?: all)?|view on .*|sort(?:ed)? by.*|weiter|zurück|anmelden|abonnieren|teilen|mehr (?:laden|lesen|anzeigen)|suivant|précédent|s’abonner|partager|siguiente|anterior|suscribirse|compartir|下一页|上一页|订阅|登录|注册|分享|加载更多|次へ|前へ|登録|ログイン|もっと見る|다음|이전|구독|로그인)(?:…|\.\.\.)?$/iu;
const NOTICE =
  /©|\(c\) \d{4}|\ball rights reserved\b|\bcookies?\b.*\b(?:use|accept|site|experience|policy)|\b(?:use|accept)\b.{0,20}\bcookies?\b|\bnewsletter\b|\byour (?:email|inbox)\b/iu;
const LONGEST_NOTICE = 160;

/** Whether a line is, word for word, what buttons say. */
export function isControl(line: string): boolean {
  return line.length <= 40 && CONTROL.test(line);
}

/** Whether a line reads like a notice of the site: copyright, cookies, a newsletter. */
export function isNotice(line: string): boolean {
  return line.length <= LONGEST_NOTICE && NOTICE.test(line);
}
