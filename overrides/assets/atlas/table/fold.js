// One form for what is typed and what is written, so that the two can be compared.

let known = "";
let traditional = /(?!)/g;
/** @type {Map<string, string>} */
let simplified = new Map();

/**
 * Like `fold`, but lines stay lines.
 * @param {string} text
 * @param {string} [pairs] each traditional character before its simplified one
 */
export function foldLines(text, pairs = "") {
  if (pairs !== known) {
    known = pairs;
    simplified = new Map(pairs.match(/../gu)?.map((pair) => [pair[0], pair[1]]));
    traditional = pairs ? new RegExp(`[${[...simplified.keys()].join("")}]`, "g") : /(?!)/g;
  }
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(traditional, (one) => simplified.get(one) ?? one)
    .replace(/[^\S\n]{2,}|[^\S\n ]/g, " ");
}

/**
 * Compatibility forms, case, traditional characters and white space made one.
 * @param {string} text
 * @param {string} [pairs]
 */
export const fold = (text, pairs) => foldLines(text, pairs).replace(/\s+/g, " ").trim();

/** Letters and digits alone. @param {string} folded */
export const squash = (folded) => folded.replace(/[^\p{L}\p{N}]+/gu, "");

/** @param {string} text @returns {string[]} */
export const hanRuns = (text) => text.match(/\p{sc=Han}+/gu) ?? [];

/** Pairs of neighbours; what is shorter is its own only pair. @param {string} run */
export function bigrams(run) {
  const all = [...run];
  return all.length < 3 ? [run] : all.slice(1).map((next, at) => all[at] + next);
}
