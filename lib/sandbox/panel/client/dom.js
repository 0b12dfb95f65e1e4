/** @import { Content } from '../content.js' */

/** What is not seen, or turns around what stands beside it: control characters, separators, marks of direction. */
const CONTROLS = /[^\P{Cc}\t\n]|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text of anybody's, in which what controls its place on the page is shown as `\u202e`.
 *
 * @param {string} text
 */
export const shown = (text) =>
  text.replace(CONTROLS, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * An element.
 *
 * @param {string} selector its tag with classes: `p.notice.bad`
 * @param {Record<string, string | number | boolean | undefined>} [attributes] true is an empty attribute, false
 * and undefined are none
 * @param {...Content} contents
 * @returns {HTMLElement}
 */
export function h(selector, attributes = {}, ...contents) {
  const [tag = '', ...classes] = selector.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodesOf(contents));
  return element;
}

/**
 * @param {Content} contents
 * @returns {(Node | string)[]}
 */
function nodesOf(contents) {
  if (contents === false || contents === null || contents === undefined || contents === '') return [];
  if (typeof contents === 'string') return [shown(contents)];
  if (contents instanceof Node) return [contents];
  return contents.flatMap(nodesOf);
}

/**
 * Makes an element's contents the given ones, and keeps the nodes that stay: focus, opened details, what was typed
 * and what was selected survive an update.
 *
 * @param {Element} parent
 * @param {...Content} contents those of a list carry `data-key`
 */
export function show(parent, ...contents) {
  const fresh = document.createElement(parent.tagName);
  fresh.append(...nodesOf(contents));
  updateChildren(parent, fresh);
}

/** @param {Element} parent @param {Element} fresh */
function updateChildren(parent, fresh) {
  /** @type {ChildNode | null} */
  let at = parent.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const kept = keptNode(at, wanted);
    if (kept === undefined) {
      parent.insertBefore(wanted, at);
      continue;
    }
    if (kept !== at) parent.insertBefore(kept, at);
    update(kept, wanted);
    at = kept.nextSibling;
  }
  while (at !== null) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/**
 * The first of the remaining nodes that is the wanted one.
 *
 * @param {ChildNode | null} first
 * @param {ChildNode} wanted
 */
function keptNode(first, wanted) {
  for (let node = first; node !== null; node = node.nextSibling) {
    if (node.nodeName === wanted.nodeName && keyOf(node) === keyOf(wanted)) return node;
  }
  return undefined;
}

/** @param {ChildNode} node */
const keyOf = (node) => (node instanceof HTMLElement ? (node.dataset['key'] ?? node.id) : '');

/** @param {ChildNode} node @param {ChildNode} wanted */
function update(node, wanted) {
  if (node instanceof Element && wanted instanceof Element) {
    updateAttributes(node, wanted);
    updateChildren(node, wanted);
  } else if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
}

/** @param {Element} node @param {Element} wanted */
function updateAttributes(node, wanted) {
  for (const { name, value } of wanted.attributes) {
    if (node.getAttribute(name) !== value && !isTheReaders(node, name)) node.setAttribute(name, value);
  }
  for (const { name } of [...node.attributes]) {
    if (!wanted.hasAttribute(name) && !isTheReaders(node, name)) node.removeAttribute(name);
  }
}

/**
 * Whether the reader opened and closes it.
 *
 * @param {Element} node
 * @param {string} attribute
 */
const isTheReaders = (node, attribute) => node.tagName === 'DETAILS' && attribute === 'open';
