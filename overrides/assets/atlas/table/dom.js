// Small helpers that make elements. Text of records becomes text nodes here and nothing else.

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties] properties, and attributes where the name has a hyphen
 *   or is one of role, for, class, href
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (/-|^(role|for|class|href|scope|colspan|lang)$/.test(name)) made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

/**
 * A sentence with its gaps filled: `fill("{n} of {total}", {n: 1, total: 2})`.
 * @param {string} sentence
 * @param {Record<string, unknown>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap));
}

/**
 * What finds the words of a query in written text, whatever stands between their letters.
 * @param {string[]} terms folded
 * @returns {RegExp | null}
 */
export function finder(terms) {
  const patterns = terms
    .map((term) => term.replace(/[^\p{L}\p{N}]+/gu, ""))
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
    .map((term) => [...term].join("[^\\p{L}\\p{N}]{0,2}"));
  return patterns.length ? new RegExp(patterns.join("|"), "giu") : null;
}

/**
 * Puts `text` into `parent`, with what `find` finds marked.
 * @param {Element} parent
 * @param {string} text
 * @param {RegExp | null} find
 */
export function write(parent, text, find) {
  if (!find) {
    parent.append(text);
    return;
  }
  let from = 0;
  for (const found of text.matchAll(find)) {
    if (!found[0]) continue;
    parent.append(text.slice(from, found.index), el("mark", {}, found[0]));
    from = found.index + found[0].length;
  }
  parent.append(text.slice(from));
}

/** What selects a row. @param {string} id @param {any} words @param {string} name @param {boolean} checked */
export const checkFor = (id, words, name, checked) =>
  el("input", {
    type: "checkbox",
    class: "atlas-select",
    value: id,
    checked,
    "aria-label": fill(words.ui_select, { name }),
  });

/** What a reader has asked to keep; nothing where storage is refused. */
export const kept = {
  /** @param {string} name */
  get(name) {
    try {
      return localStorage.getItem(`atlas.${name}`);
    } catch {
      return null;
    }
  },
  /** @param {string} name @param {string} value */
  set(name, value) {
    try {
      localStorage.setItem(`atlas.${name}`, value);
    } catch {
      // Works without.
    }
  },
};
