// What of a field's text stays where only some of it was edited: every item of a list, and every
// key of a mapping, that says the same as before is kept as it is written, comments included.
import { same } from "./values.js";

/**
 * @typedef {{lead: string, body: string, name: string}} Piece `lead`: comments above it
 * @typedef {{text: string, anew: string[], lost: boolean}} Blended `anew`: places such as `[1].size`
 */

const COMMENT = /^\s*#|\s#\s/m;

/** @param {string} text */
export const commented = (text) => COMMENT.test(text);

// Behind an arrow the pattern would lose its spaces when the module is published.
const INDENT = /^(?:\s*\n|\s*#[^\n]*\n)*( *)\S/;
const linesOf = (/** @type {string} */ text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const indentOf = (/** @type {string} */ text) => INDENT.exec(text)?.[1] ?? "";

/**
 * The items of a block list, or the keys of a block mapping; null where the text is neither.
 * @param {string} text
 * @param {boolean} list
 * @returns {Piece[] | null}
 */
function pieces(text, list) {
  const indent = indentOf(text);
  const head = new RegExp(list ? `^${indent}-(?: |\\n)` : `^${indent}([\\w-]+):(?:\\s|$)`);
  /** @type {Piece[]} */
  const found = [];
  let lead = "";
  for (const line of linesOf(text)) {
    const begins = head.exec(line);
    const last = found[found.length - 1];
    const comment = new RegExp(`^ {0,${indent.length}}#`).test(line);
    if (begins) {
      found.push({ lead, body: line, name: list ? "" : begins[1] });
      lead = "";
    } else if (comment) lead += line;
    else if (last && (line.startsWith(`${indent} `) || !line.trim())) {
      last.body += lead + line;
      lead = "";
    } else return null;
  }
  if (lead && found.length) found[found.length - 1].body += lead;
  return found.length ? found : null;
}

/** `key:` alone on its line, and what stands below it. @param {string} body */
function opened(body) {
  const [first, ...rest] = linesOf(body);
  return /^\s*[\w-]+:[ \t]*(?:#.*)?\n?$/.test(first) && rest.length ? { first, rest: rest.join("") } : null;
}

/**
 * `old` with what changed written as in `fresh`; null where the two cannot be laid side by side.
 * Both are lines of one block list or mapping.
 * @param {string} old
 * @param {string} fresh
 * @param {any} before what `old` says
 * @param {any} after what `fresh` says
 * @returns {Blended | null}
 */
export function blend(old, fresh, before, after) {
  const list = Array.isArray(before);
  if (typeof before !== "object" || typeof after !== "object" || list !== Array.isArray(after)) return null;
  const [olds, news] = [pieces(old, list), pieces(fresh, list)];
  if (!olds || !news || indentOf(old) !== indentOf(fresh)) return null;
  if (list ? olds.length !== before.length || news.length !== after.length : olds.some(({ name }) => !(name in before))) return null;
  const left = new Set(olds.keys());
  const partners = news.map((piece, at) => partner(piece, at, olds, before, after, left));
  /** @type {Blended} */
  const made = { text: "", anew: [], lost: false };
  news.forEach((piece, at) => {
    const own = partners[at];
    const [was, is] = list ? [before[own], after[at]] : [before[piece.name], after[piece.name]];
    const place = list ? `[${at}]` : `.${piece.name}`;
    if (own < 0) {
      made.text += piece.body;
      made.anew.push(place);
      return;
    }
    const { lead, body } = olds[own];
    const inner = same(was, is) ? { text: body, anew: [], lost: false } : within(body, piece.body, was, is, list);
    made.text += lead + (inner?.text ?? piece.body);
    made.anew.push(...(inner ? inner.anew.map((one) => place + one) : [place]));
    made.lost ||= inner ? inner.lost : commented(body);
  });
  made.lost ||= [...left].some((at) => commented(olds[at].lead + olds[at].body));
  if (left.size && !made.anew.length) made.anew.push("");
  return made;
}

/**
 * Which of `olds` became `piece`, or -1: the one that says the same, else that has the same id, or
 * stands in the same place of as many.
 * @param {Piece} piece @param {number} at @param {Piece[]} olds @param {any} before @param {any} after @param {Set<number>} left
 */
function partner(piece, at, olds, before, after, left) {
  /** @param {(other: number) => boolean} fits */
  const find = (fits) => [...left].find(fits) ?? -1;
  let found;
  if (!Array.isArray(before)) found = find((other) => olds[other].name === piece.name);
  else {
    found = find((other) => same(before[other], after[at]));
    if (found < 0 && after[at]?.id) found = find((other) => before[other]?.id === after[at].id);
    const taken = found < 0 && before.length === after.length && left.has(at) && !after.some((/** @type {any} */ one) => same(one, before[at]));
    if (taken) found = at;
  }
  left.delete(found);
  return found;
}

/** Inside an item or a key. @param {string} old @param {string} fresh @param {any} was @param {any} is @param {boolean} list @returns {Blended | null} */
function within(old, fresh, was, is, list) {
  if (list) {
    // The first key of an item stands on the line of its dash.
    const dash = indentOf(old).length;
    if (Array.isArray(was) || old[dash + 1] !== " ") return null;
    /** @param {string} text */
    const without = (text) => `${" ".repeat(dash + 1)}${text.slice(dash + 1)}`;
    const inner = blend(without(old), without(fresh), was, is);
    return inner && !/^\s*#/.test(inner.text) ? { ...inner, text: `${" ".repeat(dash)}-${inner.text.slice(dash + 1)}` } : null;
  }
  const [a, b] = [opened(old), opened(fresh)];
  if (!a || !b) return null;
  const inner = blend(a.rest, b.rest, was, is);
  return inner && { ...inner, text: a.first + inner.text };
}

/**
 * A top-level field that was edited.
 * @param {string} old its text in the file
 * @param {string} fresh all of it written anew
 * @param {any} before
 * @param {any} after
 * @returns {Blended}
 */
export function blended(old, fresh, before, after) {
  return within(old, fresh, before, after, false) ?? { text: fresh, anew: [""], lost: commented(old) };
}
