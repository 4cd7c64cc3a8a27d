// The state in the address: overrides/assets/atlas/table/state.js. Run by test_modules.py.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { chance, load, read as rows, VALUES } from "./tables.mjs";

const { blank, read, write } = await load("state");
const { data } = rows([
  { name: "Alpha", size: "3", unit: "images", sizeClass: "1-999" },
  { name: "Beta", id: "b-2" },
  { name: "Gamma" },
]); // prettier-ignore
const from = (query) => read(new URLSearchParams(query), data);

test("what is default leaves the address empty, and an empty address is the default", () => {
  assert.equal(write(blank()), "");
  assert.deepEqual(from(""), blank());
});

test("reads as it is agreed", () => {
  const state = from(
    "find=share+gpt&roles=training&roles=evaluation&released=1y&released_from=2023-01" +
      "&released_to=2024-06&size=images:1-999&sort=-size&page=2&columns=tasks,summary&selected=alpha,b-2",
  );
  assert.deepEqual(state, {
    q: "share gpt",
    chosen: new Map([
      ["roles", new Set(["training", "evaluation"])],
      ["size", new Set(["images:1-999"])],
      ["released", new Set(["1y"])],
    ]),
    from: "2023-01",
    to: "2024-06",
    sort: "-size",
    page: 2,
    columns: ["tasks", "summary"],
    selected: ["alpha", "b-2"],
  });
  assert.equal(
    write(state),
    "find=share+gpt&roles=training&roles=evaluation&size=images:1-999&released=1y" +
      "&released_from=2023-01&released_to=2024-06&sort=-size&page=2&columns=tasks,summary&selected=alpha,b-2",
  );
});

test("chance states survive the address", () => {
  const random = chance(11);
  const some = (list, share = 0.4) => list.filter(() => random() < share);
  const text = ["图表", " ", "&", "=", "%", "+", "#", "é", "\u{1f600}", "a", "%2C", ",", "'", "<b>", "?"];
  for (let round = 0; round < 500; round++) {
    const state = blank();
    state.q = some(text).join("");
    for (const [name, { values }] of data.facets) {
      const ids = some(values.map(({ id }) => id), 0.3);
      if (random() < 0.3 && ids.length) state.chosen.set(name, new Set(ids));
    }
    if (random() < 0.3) state.from = "2019-12";
    if (random() < 0.3) state.to = "2026-01";
    state.sort = ["", "name", "-name", "released", "-released", "size", "-size", "added", "-added"][
      Math.floor(random() * 9)
    ];
    state.page = random() < 0.5 ? 1 : 1 + Math.floor(random() * 400);
    if (random() < 0.5) state.columns = some(["summary", "tasks", "size", "released", "media_training", "publishers", "added"]);
    state.selected = some(["gamma", "alpha", "b-2"]);
    assert.deepEqual(from(write(state)), state, write(state));
    assert.deepEqual(read(new URL(`https://x.y/?${write(state)}#z`).searchParams, data), state);
  }
});

describe("what is not known is passed over", () => {
  for (const query of [
    "nonsense=1&utm_source=x&=&&%",
    "__proto__=x&constructor=y&toString=z&hasOwnProperty=1",
    "roles=nonsense&roles=__proto__&roles=constructor&roles=&tasks=<script>",
    "released=2y&released_from=2023&released_to=2023-13&released_from=",
    "released_from=2023-00&released_to=%00",
    "sort=nonsense&page=0",
    "sort=--name&page=-1",
    "sort=-&page=1e9",
    "page=1.5&sort=constructor",
    "page=9999999999999999999999",
    "selected=,,,nobody,__proto__,../../etc",
    "find=",
  ]) {
    test(query, () => assert.deepEqual(from(query), blank()));
  }

  test("beside what is known", () => {
    const state = from("roles=nonsense&roles=training&columns=x,tasks,tasks,constructor&selected=x,gamma,gamma");
    assert.deepEqual([...state.chosen], [["roles", new Set(["training"])]]);
    assert.deepEqual(state.columns, ["tasks"]);
    assert.deepEqual(state.selected, ["gamma"]);
  });

  test("a query of any length is cut", () => assert.equal(from(`find=${"x".repeat(9999)}`).q.length, 200));
});

test("every value of every facet can stand in an address", () => {
  for (const [name, values] of Object.entries(VALUES)) {
    for (const [id] of values) {
      const state = from(new URLSearchParams([[name, id]]).toString());
      assert.deepEqual([...state.chosen], [[name, new Set([id])]]);
    }
  }
});
