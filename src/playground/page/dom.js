/**
 * An element with attributes and children. Strings become text, never markup.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean>} attributes `true` is an empty attribute, `false` none
 * @param {(Node | string)[]} children
 */
export function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, ...children);
}

/**
 * As `make`, for an element that is there already.
 * @template {HTMLElement} Kind
 * @param {Kind} element
 * @param {Record<string, string | boolean>} attributes
 * @param {(Node | string)[]} children
 */
export function fill(element, attributes = {}, ...children) {
  for (const [key, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(key, value === true ? "" : value);
  element.append(...children);
  return element;
}

/**
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @param {ParentNode} within
 * @returns {Kind} throws where it is missing: the page's own HTML is wrong then
 */
export function one(selector, kind, within = document) {
  const element = within.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`No ${selector} in the page`);
  return element;
}
