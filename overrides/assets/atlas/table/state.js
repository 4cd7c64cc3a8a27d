// What a reader has asked for, and its form in the address.

/**
 * @typedef {object} State
 * @property {string} q
 * @property {Map<string, Set<string>>} chosen ids of values by facet
 * @property {string} from YYYY-MM or ""
 * @property {string} to
 * @property {string} sort one of SORTS, with "-" before it to descend, or "" for the default
 * @property {number} page from 1
 * @property {string[] | null} columns null: those shown at first
 * @property {string[]} selected ids of datasets
 */

export const SORTS = ["name", "released", "size", "added"];
/** Columns beside the name, in the order of the choice; the first seven are shown at first. */
export const COLUMNS = [
  "summary", "tasks", "size", "license", "access", "released", "status",
  "languages", "contains", "creation", "how", "answers", "scoring", "labels", "publishers", "added",
];
export const FIRST_COLUMNS = COLUMNS.slice(0, 7);
const MOST_TYPED = 200;
const OTHER_COLUMNS = ["summary", "publishers", "added"];

/** Nothing asked. @returns {State} */
export const blank = () => ({
  q: "", chosen: new Map(), from: "", to: "", sort: "", page: 1, columns: null, selected: [],
});

/**
 * What is not known is passed over.
 * @param {URLSearchParams} params
 * @param {import("./data.js").Data} data
 * @returns {State}
 */
export function read(params, data) {
  const one = (/** @type {string} */ name) => params.get(name) ?? "";
  const list = (/** @type {string} */ name) => [...new Set(one(name).split(",").filter(Boolean))];
  const month = (/** @type {string} */ name) =>
    /^\d{4}-(0[1-9]|1[0-2])$/.test(one(name)) ? one(name) : "";
  const state = blank();
  state.q = one("find").slice(0, MOST_TYPED);
  for (const [name, { values }] of data.facets) {
    const asked = new Set(params.getAll(name));
    const known = values.map(({ id }) => id).filter((id) => asked.has(id));
    if (known.length) state.chosen.set(name, new Set(known));
  }
  state.from = month("released_from");
  state.to = month("released_to");
  if (SORTS.includes(one("sort").replace(/^-/, ""))) state.sort = one("sort");
  if (/^[1-9]\d{0,5}$/.test(one("page"))) state.page = +one("page");
  if (params.has("columns")) {
    state.columns = list("columns").filter(
      (name) => data.facets.has(name) || OTHER_COLUMNS.includes(name),
    );
  }
  state.selected = list("selected").filter((id) => data.rowOf(id) !== undefined);
  return state;
}

/** The query string, without "?"; what is default is left out. @param {State} state */
export function write(state) {
  const params = new URLSearchParams();
  const set = (/** @type {string} */ name, /** @type {unknown} */ value) =>
    value && params.append(name, String(value));
  // Not "q": at that the theme opens its own search.
  set("find", state.q);
  for (const [name, chosen] of state.chosen) chosen.forEach((id) => set(name, id));
  set("released_from", state.from);
  set("released_to", state.to);
  set("sort", state.sort);
  set("page", state.page > 1 && state.page);
  if (state.columns) params.append("columns", state.columns.join());
  set("selected", state.selected.join());
  return params.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
}
