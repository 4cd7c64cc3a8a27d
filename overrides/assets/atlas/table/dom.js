// Small helpers that make elements. Text of records becomes text nodes here and nothing else.

const ATTRIBUTES = new Set(["role", "for", "class", "href", "scope", "colspan", "lang"]);

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties] properties, and attributes where the name has a hyphen
 *   or is one of `ATTRIBUTES`
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const name in properties) {
    const value = properties[name];
    if (value === undefined || value === false) continue;
    if (ATTRIBUTES.has(name) || name.includes("-")) made.setAttribute(name, value);
    else made[name] = value;
  }
  if (children.length) made.append(...children);
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
 * Makes the children of `parent` be `wanted`; those that stand there already stay untouched.
 * @param {Element} parent
 * @param {Element[]} wanted
 */
export function arrange(parent, wanted) {
  wanted.forEach((one, at) => {
    const there = parent.children[at];
    if (one === there) return;
    if (there) parent.insertBefore(one, there);
    else parent.append(one);
  });
  while (parent.children.length > wanted.length) parent.lastElementChild?.remove();
}

/** What selects a row. @param {string} id @param {any} words @param {string} name */
export const checkFor = (id, words, name) =>
  el("input", {
    type: "checkbox",
    class: "atlas-select",
    value: id,
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
