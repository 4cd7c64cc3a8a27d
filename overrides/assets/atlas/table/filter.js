// Sets of rows as bits, and what filters and counts do with them.
import { earliest, latest } from "./data.js";

/** @typedef {import("./data.js").Data} Data */

/** All of `n` rows. @param {number} n */
export function full(n) {
  const mask = new Uint32Array((n + 31) >>> 5).fill(~0);
  if (n & 31) mask[mask.length - 1] = (1 << (n & 31)) - 1;
  return mask;
}

/** @param {Uint32Array} mask @param {number} row */
export const has = (mask, row) => (mask[row >>> 5] >>> (row & 31)) & 1;

/** @param {Uint32Array} mask @param {number} row */
export const put = (mask, row) => (mask[row >>> 5] |= 1 << (row & 31));

/** How many rows are in `a`, and in `b` too. @param {Uint32Array} a @param {Uint32Array} [b] */
export function size(a, b = a) {
  let sum = 0;
  for (let at = 0; at < a.length; at++) {
    let bits = a[at] & b[at];
    if (!bits) continue;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    sum += (((bits + (bits >>> 4)) & 0xf0f0f0f) * 0x1010101) >>> 24;
  }
  return sum;
}

/**
 * What each active constraint lets through, by its name: a facet's, `range` for from–to, `q`.
 * The key "" holds the rows that the page is about; it is no constraint.
 * @param {Data} data
 * @param {import("./state.js").State} state
 * @param {Uint32Array} [base]
 * @param {Uint32Array} [hits] of the text
 * @returns {Map<string, Uint32Array>}
 */
export function masks(data, state, base = full(data.n), hits) {
  const found = new Map([["", base]]);
  if (hits) found.set("q", hits);
  for (const [name, chosen] of state.chosen) {
    const facet = data.facets.get(name);
    if (!facet || !chosen.size) continue;
    const mask = new Uint32Array(base.length);
    facet.values.forEach(({ id }, value) => {
      if (chosen.has(id)) facet.bits[value].forEach((bits, at) => (mask[at] |= bits));
    });
    found.set(name, mask);
  }
  if (state.from || state.to) {
    const mask = new Uint32Array(base.length);
    const [from, to] = [state.from, state.to].map((month) => +month.replace("-", "") * 100);
    data.released.forEach((day, row) => {
      // Only what is certain: 2024 may be December.
      if (day && earliest(day) >= from && (!to || latest(day) <= to + 31)) put(mask, row);
    });
    found.set("range", mask);
  }
  return found;
}

/**
 * The rows that pass all constraints but `except`.
 * @param {Map<string, Uint32Array>} found by `masks`
 * @param {string} [except]
 */
export function filterRows(found, except) {
  const mask = /** @type {Uint32Array} */ (found.get("")).slice();
  for (const [name, other] of found) {
    if (name !== except) for (let at = 0; at < mask.length; at++) mask[at] &= other[at];
  }
  return mask;
}

/**
 * How many of `mask`, which leaves out the facet's own choices, have each value.
 * @param {Data} data
 * @param {string} name
 * @param {Uint32Array} mask
 */
export function counts(data, name, mask) {
  const facet = /** @type {import("./data.js").Facet} */ (data.facets.get(name));
  return Uint32Array.from(facet.bits, (bits) => size(mask, bits));
}

/**
 * Of `rows` those that miss fewest constraints, with the names of these; else in the order of rows.
 * @param {Map<string, Uint32Array>} found by `masks`
 * @param {Int32Array} rows
 * @param {number} [most]
 * @returns {{row: number, missed: string[]}[]}
 */
export function misses(found, rows, most = 10) {
  const base = /** @type {Uint32Array} */ (found.get(""));
  /** @type {{row: number, missed: string[]}[][]} */
  const byNumber = Array.from(found, () => []);
  for (const row of rows) {
    if (!has(base, row)) continue;
    const missed = [...found.keys()].filter((name) => !has(found.get(name), row));
    if (byNumber[missed.length].length < most) byNumber[missed.length].push({ row, missed });
  }
  return byNumber.flat().slice(0, most);
}
