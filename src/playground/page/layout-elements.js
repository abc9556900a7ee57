import { make } from "./dom.js";

/** @import { ReplyFile } from "../../messages/layout/reply.ts" */

/*
 * The layout kinds of Components V2, which the message components lack. They hold what they are given; the
 * look is in channel.css.
 */

export class V2Container extends HTMLElement {
  /** @param {number} colour 0xRRGGBB, as in the payload */
  set accent(colour) {
    this.style.setProperty("--accent", `#${colour.toString(16).padStart(6, "0")}`);
  }
}

export class V2Section extends HTMLElement {}

export class V2Text extends HTMLElement {}

export class V2Separator extends HTMLElement {
  /** @param {boolean} divider whether a line is drawn, and not only space left */
  set divider(divider) {
    this.toggleAttribute("divider", divider);
    this.setAttribute("role", divider ? "separator" : "none");
  }
}

/** A file that can be downloaded. */
export class V2File extends HTMLElement {
  /** @param {ReplyFile} file */
  show({ name, contentType, contents }) {
    const url = `data:${contentType};charset=utf-8,${encodeURIComponent(contents)}`;
    const link = make("a", { href: url, download: name, "data-control": name }, name);
    const bytes = new TextEncoder().encode(contents).length;
    this.replaceChildren(link, make("span", { class: "size" }, sizeInWords(bytes)));
  }
}

/** @param {number} bytes */
function sizeInWords(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} kB`;
}

/** Pictures from elsewhere are not fetched, because the playground keeps to this machine: their text stands in. */
export class V2Thumbnail extends HTMLElement {
  /**
   * @param {string} url
   * @param {string} text
   */
  show(url, text) {
    if (URL.parse(url, location.href)?.origin !== location.origin) {
      this.textContent = text;
      return;
    }
    const picture = document.createElement("img");
    picture.src = url;
    picture.alt = text;
    this.replaceChildren(picture);
  }
}

customElements.define("v2-container", V2Container);
customElements.define("v2-section", V2Section);
customElements.define("v2-text", V2Text);
customElements.define("v2-file", V2File);
customElements.define("v2-separator", V2Separator);
customElements.define("v2-thumbnail", V2Thumbnail);
