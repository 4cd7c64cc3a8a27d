// Whether a dataset is recorded, or wanted, under a name: through the search of the tables.
import { catalogue, wholeSearch } from "../table/load.js";
import { folded } from "./values.js";
import { wanted } from "../wanted.js";

/** The ranks of search.js that speak of names, aliases and parts. */
const NAMED = 10;
const MOST = 4;

/** What rules ask about the catalogue. @returns {Promise<import("./rules.js").Known>} */
export async function known() {
  const { data } = await catalogue();
  const ids = data.names.map((/** @type {string} */ _, /** @type {number} */ row) => data.idOf(row));
  return {
    ids: new Set(ids),
    names: new Map(data.names.map((/** @type {string} */ name, /** @type {number} */ row) => [folded(name), ids[row]])),
  };
}

/**
 * Records whose name, alias or part is like `name`, the nearest first, and what lists say of it.
 * @param {string} name
 * @param {string} own id of the record that is edited
 */
export async function similar(name, own) {
  const [{ data }, search] = await Promise.all([catalogue(), wholeSearch()]);
  const found = search.find(name);
  const near = found.how === "plain" || found.how === "typo";
  /** @type {number[]} */
  const rows = [];
  if (near) {
    found.rank.forEach((/** @type {number} */ rank, /** @type {number} */ row) => {
      // A slip of the pen ranks worse than any name, and is meant as one.
      if ((found.how === "typo" ? rank < 24 : rank <= NAMED) && data.idOf(row) !== own) rows.push(row);
    });
    rows.sort((a, b) => found.rank[a] - found.rank[b]);
  }
  const records = rows.slice(0, MOST).map((row) => ({ id: data.idOf(row), name: data.names[row], also: found.aliasHit(row) }));
  return { records, wanted: (await wanted(name)).find((one) => one.exact) };
}
