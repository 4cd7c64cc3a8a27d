// The orders of rows: overrides/assets/atlas/table/order.js. Run by test_modules.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { files, load, read } from "./tables.mjs";

const { decode } = await load("data");
const { full, put } = await load("filter");
const { ordered } = await load("order");

const ROWS = [
  { name: "A", released: "2401", added: "261101", size: "500", unit: "images", sizeClass: "1-999" },
  { name: "B", size: "9000", unit: "videos", sizeClass: "1k-10k" },
  { name: "C", released: "240115", size: "20", unit: "images", sizeClass: "1-999" },
  { name: "D", released: "2506", added: "261124" },
  { name: "E", released: "-1998", size: "7", unit: "hours", sizeClass: "1-999" },
  { name: "F", released: "?1", size: "~3000", unit: "images", sizeClass: "1k-10k" },
  { name: "G", released: "2506", size: ">8000", unit: "videos", sizeClass: "1k-10k" },
]; // prettier-ignore
const { data } = read(ROWS);
const all = full(ROWS.length);
const names = (...how) => [...ordered(...how).rows].map((row) => ROWS[row].name).join("");

test("by default the newest first, the undated last; then by name", () => {
  assert.equal(names(data, all), "DGCAEBF");
  assert.equal(names(data, all, "-released"), "DGCAEBF");
  assert.equal(names(data, all, "released"), "EACDGBF");
});

test("by name and by the day added, what has none last both ways", () => {
  assert.equal(names(data, all, "name"), "ABCDEFG");
  assert.equal(names(data, all, "-name"), "GFEDCBA");
  assert.equal(names(data, all, "added"), "ADBCEFG");
  assert.equal(names(data, all, "-added"), "DABCEFG");
});

test("by size within a unit, the most frequent unit first, rows without size last", () => {
  const up = ordered(data, all, "size");
  assert.equal(names(data, all, "size"), "CAFGBED");
  assert.deepEqual(up.groups, [{ at: 0, unit: 0 }, { at: 3, unit: 1 }, { at: 5, unit: 2 }, { at: 6, unit: -1 }]); // prettier-ignore
  assert.equal(names(data, all, "-size"), "FACBGED");
});

test("the most frequent unit is that of the rows shown", () => {
  const mask = new Uint32Array(1);
  for (const row of [0, 1, 3, 6]) put(mask, row);
  const { rows, groups } = ordered(data, mask, "-size");
  assert.deepEqual([...rows], [1, 6, 0, 3]);
  assert.deepEqual(groups, [{ at: 0, unit: 1 }, { at: 2, unit: 0 }, { at: 3, unit: -1 }]);
});

test("until exact sizes are there, their classes order", () => {
  const { core, labels } = files(ROWS);
  const bare = decode(core, labels);
  assert.equal(names(bare, all, "-size"), "FACBGED");
});

test("by rank where there is a query and no sort, then as by default", () => {
  const rank = Uint8Array.of(9, 3, 3, 9, 0, 9, 9);
  assert.equal(names(data, all, "", rank), "ECBDGAF");
  assert.equal(names(data, all, "name", rank), "ABCDEFG");
  assert.deepEqual(ordered(data, all, "", rank).groups, []);
});

test("nothing in, nothing out", () => {
  for (const sort of ["", "name", "-size"]) {
    const { rows, groups } = ordered(data, new Uint32Array(1), sort);
    assert.deepEqual([rows.length, groups], [0, []]);
  }
});
