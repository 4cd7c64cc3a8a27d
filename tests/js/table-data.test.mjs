// Reading the build's files: overrides/assets/atlas/table/data.js. Run by test_modules.py.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { catalogue, file, files, load, read, symbol } from "./tables.mjs";

const { decode, earliest, latest } = await load("data");

/** Ids of a row's values. */
const ids = (data, name, row) => data.valuesOf(name, row).map(({ id }) => id);

/** Files of one row a name, with a column coded by hand. */
function coded(name, symbols, text, n) {
  const { core, labels } = files(Array.from({ length: n }, (_, at) => ({ name: `N${at}` })));
  core.symbols[name] = symbols;
  core.columns[name] = text;
  return decode(core, labels);
}

describe("a column", () => {
  test("of a symbol a row", () => {
    const data = coded("modalities", [[0, 1], [2], []], "#$%#", 4);
    assert.deepEqual([0, 1, 2, 3].map((row) => ids(data, "modalities", row)), [
      ["text", "image"], ["video"], [], ["text", "image"],
    ]); // prettier-ignore
  });

  test("of a symbol a value, where a list ends the row", () => {
    const data = coded("modalities", [0, [1], [2], []], "#$%##%&", 4);
    assert.deepEqual([0, 1, 2, 3].map((row) => ids(data, "modalities", row)), [
      ["text", "image"], ["video"], ["text", "text", "video"], [],
    ]); // prettier-ignore
    const { bits } = data.facets.get("modalities");
    assert.deepEqual(bits.slice(0, 3).map((mask) => [...mask]), [[0b101], [0b1], [0b110]]);
  });

  test("of more symbols than ASCII has, without the backslash", () => {
    const symbols = Array.from({ length: 300 }, (_, at) => [at % 3]);
    const text = symbols.map((_, at) => symbol(at)).join("");
    assert.ok(!text.includes("\\") && text.includes("]") && text.includes("\u00a1"));
    const data = coded("modalities", symbols, text, 300);
    for (let row = 0; row < 300; row++) {
      assert.deepEqual([...data.facets.get("modalities").numbers.slice(row, row + 1)], [row % 3]);
    }
  });
});

describe("a row", () => {
  const { data } = read([
    { name: "A one", released: "2405", size: ">~21208.5", unit: "images", sizeClass: "10k-100k", publishers: ["X", "Y"] },
    { name: "B+ Ｔwo!", id: "b", released: "-1998", added: "261124", size: "7", unit: "hours", sizeClass: "1-999" },
    { name: "C", released: "?1", terms: "01234501" },
    { name: "D", roles: ["none"], released: "240517", size: "5", unit: "images", sizeClass: "1-999" },
    { name: "E", released: "25" },
  ]); // prettier-ignore

  test("has an id, of its own or made of its name", () => {
    assert.deepEqual([0, 1, 2].map(data.idOf), ["a-one", "b", "c"]);
    assert.deepEqual(["c", "a-one", "b-two", "__proto__"].map(data.rowOf), [2, 0, undefined, undefined]);
  });

  test("has dates with 00 for what is not known", () => {
    assert.deepEqual([...data.released], [20240500, 19980000, 0, 20240517, 20250000]);
    assert.deepEqual([...data.added], [0, 20261124, 0, 0, 0]);
    assert.equal(data.releasedNothing(2), "searched, not found");
    assert.deepEqual([20250000, 20240500, 20240517].map(earliest), [20250101, 20240501, 20240517]);
    assert.deepEqual([20250000, 20240500, 20240517].map(latest), [20251231, 20240531, 20240517]);
  });

  test("has a size, its unit and how sure it is", () => {
    assert.deepEqual([...data.size], [21208.5, 7, NaN, 5, NaN]);
    assert.deepEqual([0, 1].map((row) => [data.atLeast(row), data.about(row)]), [[true, true], [false, false]]);
    assert.deepEqual([0, 1, 2].map(data.unitOf), [0, 2, -1]);
    assert.deepEqual([data.basisOf(0), data.basisOf(2)], ["counted", ""]);
    assert.deepEqual(data.publishers, [["X", "Y"], [], [], [], []]);
  });

  test("has a class of size; classes go by unit, then from small to large", () => {
    const facet = data.facets.get("size");
    assert.deepEqual(facet.values.slice(0, 3).map(({ id, label, other }) => [id, label, other]), [
      ["images:1-999", "images · 1–999", "图像 · 1–999"],
      ["images:10k-100k", "images · 10K–100K", "图像 · 10K–100K"],
      ["hours:1-999", "hours · 1–999", "小时 · 1–999"],
    ]);
    assert.deepEqual(facet.groups, ["images", "images", "hours"]);
    assert.deepEqual(ids(data, "size", 0), ["images:10k-100k"]);
    assert.deepEqual(ids(data, "size", 2), ["not-recorded"]);
  });

  test("has permissions for annotations and media", () => {
    assert.deepEqual(ids(data, "commercial", 2), ["permitted"]);
    assert.deepEqual(ids(data, "training", 2), ["forbidden"]);
    assert.deepEqual(ids(data, "media_commercial", 2), ["none"]);
    assert.deepEqual(ids(data, "derivatives", 0), ["permitted"]);
  });

  test("tells nothing from something", () => {
    assert.equal(data.isNothing("roles", 3), true);
    assert.equal(data.isNothing("commercial", 0), false);
  });

  test("is of the last month, three months or year only where that is certain", () => {
    const recent = (released) => {
      const { data } = read([{ name: "A", released }]);
      return ids(data, "released", 0);
    };
    // Today is 2026-11-26.
    assert.deepEqual(recent("261026"), ["1m", "3m", "1y"]);
    assert.deepEqual(recent("261025"), ["3m", "1y"]);
    assert.deepEqual(recent("2610"), ["3m", "1y"], "may be before the 26th");
    assert.deepEqual(recent("26"), ["1y"]);
    assert.deepEqual(recent("25"), []);
    assert.deepEqual(recent("?0"), ["not-stated"]);
    assert.deepEqual(recent(""), ["not-recorded"]);
  });
});

test("names share their beginnings, counted in characters and not in UTF-16", () => {
  const { core, labels } = files([{ name: "x" }, { name: "x" }, { name: "x" }]);
  core.names = `~${symbol(0)}\u{1f600}b~${symbol(1)}c~${symbol(2)}d`;
  assert.deepEqual(decode(core, labels).names, ["\u{1f600}b", "\u{1f600}c", "\u{1f600}cd"]);
});

test("the project's records come out as the catalogue has them", () => {
  const { data } = catalogue("real");
  const rows = file("real-rows");
  assert.equal(data.n, rows.length);
  assert.ok(data.n > 100);
  rows.forEach((row, at) => {
    assert.equal(data.names[at], row.name);
    assert.equal(data.idOf(at), row.id);
    assert.equal(data.rowOf(row.id), at);
    for (const [name, values] of Object.entries(row.facets)) {
      assert.deepEqual(ids(data, name, at).sort(), values, `${row.id} ${name}`);
    }
    const date = +row.released.replaceAll("-", "").padEnd(8, "0");
    assert.equal(data.released[at], date);
    assert.equal(data.units[data.unitOf(at)]?.[0] ?? null, row.unit);
    assert.equal(Number.isNaN(data.size[at]) ? null : data.size[at], row.size);
    assert.deepEqual([data.atLeast(at), data.about(at)], [row.atLeast, row.about]);
    assert.deepEqual(data.aliases[at], row.aliases);
    assert.deepEqual(data.publishers[at], row.publishers);
  });
});
