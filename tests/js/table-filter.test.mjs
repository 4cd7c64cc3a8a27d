// Filtering, counting and near misses: overrides/assets/atlas/table/filter.js, against what a plain
// loop over rows says. Run by test_modules.py.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { chance, load, read, VALUES } from "./tables.mjs";

const { counts, filterRows, full, has, masks, misses, put, size } = await load("filter");
const { blank } = await load("state");

const FACETS = ["roles", "tasks", "modalities", "contains", "languages"];
const list = (mask, n) => Array.from({ length: n }, (_, row) => row).filter((row) => has(mask, row));

/** Rows by chance. */
function rowsBy(random, n) {
  const pick = (name) => {
    const ids = VALUES[name].map(([id]) => id);
    const own = ids.slice(0, -4).filter(() => random() < 0.4);
    return own.length ? own : [ids[ids.length - 1 - Math.floor(random() * 4)]];
  };
  return Array.from({ length: n }, (_, at) => ({
    name: `Name ${at}`,
    ...Object.fromEntries(FACETS.map((name) => [name, pick(name)])),
    released: ["", "?0", "24", "2405", "240517", "2512", "-1999"][Math.floor(random() * 7)],
  }));
}

/** What a reader may ask, by chance; with `q` as the text's hits. */
function asked(random, n) {
  const state = blank();
  for (const name of FACETS) {
    if (random() < 0.5) continue;
    state.chosen.set(name, new Set(VALUES[name].map(([id]) => id).filter(() => random() < 0.4)));
  }
  if (random() < 0.3) state.from = random() < 0.5 ? "2024-01" : "2024-05";
  if (random() < 0.3) state.to = random() < 0.5 ? "2024-05" : "2025-11";
  const hits = random() < 0.5 ? undefined : new Uint32Array((n + 31) >>> 5);
  if (hits) for (let row = 0; row < n; row++) if (random() < 0.5) put(hits, row);
  const base = full(n);
  if (random() < 0.5) base[0] &= 0x5a5a5a5a;
  return { state, hits, base };
}

/** First and last day of a date as the tables' files have it. */
function days(text) {
  const digits = text.startsWith("-") ? text.slice(1) : `20${text}`;
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)];
  return [`${year}-${month || "01"}-${day || "01"}`, `${year}-${month || "12"}-${day || "31"}`];
}

/** Names of the constraints that a row misses. */
function missed(row, at, { state, hits }) {
  const names = [];
  if (hits && !has(hits, at)) names.push("q");
  for (const [name, chosen] of state.chosen) {
    if (chosen.size && !row[name].some((id) => chosen.has(id))) names.push(name);
  }
  if (state.from || state.to) {
    const dated = /^-?\d/.test(row.released);
    const [first, last] = days(row.released);
    if (!dated || first < `${state.from || "0000-00"}-01` || last > `${state.to || "9999-99"}-31`) {
      names.push("range");
    }
  }
  return names;
}

describe("a set of rows", () => {
  for (const n of [1, 31, 32, 33, 100]) {
    test(`of ${n}`, () => {
      const mask = full(n);
      assert.equal(size(mask), n);
      assert.equal(list(mask, n + 40).length, n);
      const other = new Uint32Array(mask.length);
      put(other, n - 1);
      assert.equal(size(mask, other), 1);
      assert.deepEqual(list(other, n), [n - 1]);
    });
  }
});

test("rows, counts and misses are those of a plain loop, for 200 chance questions", () => {
  const random = chance(5);
  for (let round = 0; round < 200; round++) {
    const n = 1 + Math.floor(random() * 90);
    const rows = rowsBy(random, n);
    const { data } = read(rows);
    const question = asked(random, n);
    const found = masks(data, question.state, question.base, question.hits);
    const wanting = rows.map((row, at) => missed(row, at, question));
    const inBase = (at) => has(question.base, at);

    const passed = rows.flatMap((_, at) => (inBase(at) && !wanting[at].length ? [at] : []));
    assert.deepEqual(list(filterRows(found), n), passed);

    for (const name of FACETS) {
      const told = [...counts(data, name, filterRows(found, name))];
      const expected = VALUES[name].map(
        ([id]) =>
          rows.filter(
            (row, at) =>
              inBase(at) && wanting[at].every((one) => one === name) && row[name].includes(id),
          ).length,
      );
      assert.deepEqual(told, expected, `round ${round}, ${name}`);
    }

    const order = Int32Array.from(rows, (_, at) => n - 1 - at);
    const expected = [...order]
      .filter(inBase)
      .map((row) => ({ row, missed: wanting[row] }))
      .sort((a, b) => a.missed.length - b.missed.length)
      .slice(0, 7);
    const near = misses(found, order, 7);
    assert.deepEqual(
      near.map(({ row, missed }) => ({ row, missed: [...missed].sort() })),
      expected.map(({ row, missed }) => ({ row, missed: [...missed].sort() })),
    );
  }
});

test("a facet of which nothing is chosen, or that is not known, asks nothing", () => {
  const { data } = read([{ name: "A" }]);
  const state = blank();
  state.chosen.set("roles", new Set()).set("nonsense", new Set(["x"]));
  assert.deepEqual([...masks(data, state).keys()], [""]);
});

test("kinds of nothing are values", () => {
  const { data } = read([{ name: "A", tasks: ["none"] }, { name: "B", tasks: ["captioning"] }]);
  const state = blank();
  state.chosen.set("tasks", new Set(["none"]));
  assert.deepEqual(list(filterRows(masks(data, state)), 2), [0]);
});
