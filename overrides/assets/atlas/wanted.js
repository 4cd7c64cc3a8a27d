// Names that lists of others have and the catalogue has not: data/wanted.csv, unchecked.
import { el, fill } from "./table/dom.js";
import { file, root } from "./table/load.js";
import { fold, squash } from "./table/fold.js";

/** @typedef {{name: string, lists: number, links: string[], exact: boolean}} Wanted */

/** So many letters tell a name from a part of one. */
const LEAST = 4;
const MOST = 3;
/** The last rank of search.js that says that a name was meant, and the one of what is not found. */
const NAMED = 10;
const NONE = 255;

/** Wanted names that are `query` or begin with it. @param {string} query @returns {Promise<Wanted[]>} */
export async function wanted(query) {
  const word = squash(fold(query));
  if (word.length < 2) return [];
  /** @type {[string, number, string[]][]} */
  const all = (await file("wanted")).names;
  const found = [];
  for (const [name, lists, links] of all) {
    const own = squash(fold(name));
    const exact = own === word;
    if (exact || (word.length >= LEAST && own.startsWith(word))) found.push({ name, lists, links, exact });
  }
  return found.sort((a, b) => +b.exact - +a.exact || a.name.length - b.name.length).slice(0, MOST);
}

/**
 * What a reader is told who looked for `query`: which names are wanted, and a way to add each.
 * @param {string} query
 * @param {import("./table/search.js").Found} answer what the catalogue has for it
 * @param {Record<string, string>} words
 * @returns {Promise<HTMLElement[]>}
 */
export async function notes(query, answer, words) {
  const plain = answer.how === "plain" || answer.how === "other";
  // Under a name that is recorded nothing is wanted; beside what only mentions it, the very name is.
  if (plain && answer.rank.some((rank) => rank <= NAMED)) return [];
  const recorded = plain && answer.rank.some((rank) => rank < NONE);
  const found = (await wanted(query)).filter(({ exact }) => exact || !recorded);
  return found.map(({ name, lists }) => {
    const said = fill(lists === 1 ? words.ui_wanted_one : words.ui_wanted, { name, n: lists });
    const href = `${root}contribute/?name=${encodeURIComponent(name)}`;
    return el("p", {}, `${said} `, el("a", { href }, fill(words.ui_wanted_add, { name })));
  });
}
