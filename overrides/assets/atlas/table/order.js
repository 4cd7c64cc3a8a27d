// The orders of rows. What a row is sorted by is worked out once for all rows; an answer takes from
// that what it shows.
import { has } from "./filter.js";

/** @typedef {import("./data.js").Data} Data */

/** @type {WeakMap<object, Map<string, Int32Array>>} */
const made = new WeakMap();

/** All rows in an order, by its name. @param {Data} data @param {string} sort */
function all(data, sort) {
  const exact = data.size;
  const key = sort + (exact ? "" : "?");
  const orders = made.get(data) ?? new Map();
  made.set(data, orders);
  let order = orders.get(key);
  if (order) return order;
  order = Int32Array.from(data.released, (_, row) => row);
  const down = sort[0] === "-" ? -1 : 1;
  const what = sort.replace("-", "");
  const { starts, numbers } = /** @type {any} */ (data.facets.get("size"));
  const value = (/** @type {number} */ row) =>
    what === "size"
      ? // Until exact sizes are there, classes of size stand for them.
        data.unitOf(row) < 0 ? 0 : exact ? exact[row] : numbers[starts[row]] + 1
      : what === "released" || what === "added" ? data[what][row] : row + 1;
  const values = Float64Array.from(order, value);
  // Rows are in the order of names. What has no value comes last, whichever way.
  order.sort((a, b) => +!values[a] - +!values[b] || (values[a] - values[b]) * down || a - b);
  orders.set(key, order);
  return order;
}

/** @param {Int32Array} order @param {Uint32Array} mask */
function within(order, mask) {
  const rows = new Int32Array(order.length);
  let n = 0;
  for (const row of order) if (has(mask, row)) rows[n++] = row;
  return rows.subarray(0, n);
}

/** The same rows, best rank first. @param {Int32Array} rows @param {Uint8Array} rank */
function byRank(rows, rank) {
  const starts = new Uint32Array(257);
  for (const row of rows) starts[rank[row] + 1]++;
  for (let at = 1; at < 257; at++) starts[at] += starts[at - 1];
  const sorted = new Int32Array(rows.length);
  for (const row of rows) sorted[starts[rank[row]]++] = row;
  return sorted;
}

/**
 * The rows of `mask` in order; with a `rank` and no sort, by rank. Only sizes of one unit can be
 * compared: the most frequent unit comes first, and `groups` tell where each begins (`unit` is its
 * number in `data.units`, -1 where there is no size).
 * @param {Data} data
 * @param {Uint32Array} mask
 * @param {string} [sort] one of state.js's SORTS, with "-" before it to descend
 * @param {Uint8Array} [rank] 0 is best
 * @returns {{rows: Int32Array, groups: {at: number, unit: number}[]}}
 */
export function ordered(data, mask, sort = "", rank) {
  const rows = within(all(data, sort || "-released"), mask);
  if (!sort.endsWith("size")) return { rows: sort || !rank ? rows : byRank(rows, rank), groups: [] };
  /** @type {Map<number, number[]>} */
  const units = new Map();
  for (const row of rows) {
    const unit = data.unitOf(row);
    const group = units.get(unit);
    if (group) group.push(row);
    else units.set(unit, [row]);
  }
  const parts = [...units].sort(
    (a, b) => +(a[0] < 0) - +(b[0] < 0) || b[1].length - a[1].length || a[0] - b[0],
  );
  let at = 0;
  const groups = parts.map(([unit, { length }]) => ({ at: (at += length) - length, unit }));
  return { rows: Int32Array.from(parts.flatMap((part) => part[1])), groups };
}
