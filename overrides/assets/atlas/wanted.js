// Names that lists of others have and the catalogue has not: data/wanted.csv, unchecked.
import { file } from "./table/load.js";
import { fold, squash } from "./table/fold.js";

/** @typedef {{name: string, lists: number, links: string[], exact: boolean}} Wanted */

/** So many letters tell a name from a part of one. */
const LEAST = 4;
const MOST = 3;

/** Wanted names that are `query` or begin with it. @param {string} query @returns {Promise<Wanted[]>} */
export async function wanted(query) {
  const word = squash(fold(query));
  if (word.length < 2) return [];
  /** @type {[string, number, string[]][]} */
  const all = await file("wanted");
  const found = [];
  for (const [name, lists, links] of all) {
    const own = squash(fold(name));
    const exact = own === word;
    if (exact || (word.length >= LEAST && own.startsWith(word))) found.push({ name, lists, links, exact });
  }
  return found.sort((a, b) => +b.exact - +a.exact || a.name.length - b.name.length).slice(0, MOST);
}
