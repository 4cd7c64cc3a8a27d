// What of a text a query found, and how that is marked.

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

/** What is searched of a row. */
const SEARCHED = "th a, .atlas-also, .atlas-summary > span, .atlas-publishers";

/**
 * Marks what a query found, by ranges beside the document: lines need not be made anew, nor laid
 * out, for the next letter. A browser that does not know them (Firefox before 140, Safari before
 * 17.2) shows rows without marks. One marker a table; all share the name that table.css colours.
 * @returns {(lines: Iterable<Element>, find: RegExp | null) => void}
 */
export function marker() {
  if (typeof Highlight === "undefined") return () => {};
  const name = "atlas-found";
  const all = CSS.highlights.get(name) ?? new Highlight();
  CSS.highlights.set(name, all);
  /** @type {StaticRange[]} */
  let mine = [];
  return (lines, find) => {
    for (const range of mine) all.delete(range);
    mine = [];
    if (!find) return;
    for (const line of lines) {
      for (const { firstChild: node } of line.querySelectorAll(SEARCHED)) {
        for (const { 0: text, index } of node?.nodeValue?.matchAll(find) ?? []) {
          const startContainer = /** @type {Text} */ (node);
          const to = { endContainer: startContainer, endOffset: index + text.length };
          if (text) mine.push(new StaticRange({ startContainer, startOffset: index, ...to }));
        }
      }
    }
    for (const range of mine) all.add(range);
  };
}
