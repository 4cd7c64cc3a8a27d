// The pure functions of overrides/assets/atlas/table.js. Run by tests/js/test_modules.py.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

const { fold, passes } = await import(`${process.env.ATLAS_MODULES}/table.js`);

/** A row as the table reads it from the page. */
const row = (search, values = {}) => ({
  search,
  values: new Map(Object.entries(values).map(([name, list]) => [name, new Set(list)])),
});

/** What a reader asks for. */
const query = (text, chosen = {}) => ({
  words: fold(text),
  chosen: new Map(Object.entries(chosen).map(([name, list]) => [name, new Set(list)])),
});

describe("fold", () => {
  test("splits at any white space and drops what is empty", () => {
    assert.deepEqual(fold("  chart \t text\nvideo　图表 "), ["chart", "text", "video", "图表"]);
  });

  test("nothing typed is no word", () => {
    assert.deepEqual(fold(""), []);
    assert.deepEqual(fold(" \u3000 "), []);
  });

  test("case does not matter, in any script", () => {
    assert.deepEqual(fold("ScienceQA ÉCOLE"), ["scienceqa", "école"]);
  });

  test("full-width and other compatibility forms are the plain ones", () => {
    assert.deepEqual(fold("ＳｃｉｅｎｃｅＱＡ ﬁgure ①"), ["scienceqa", "figure", "1"]);
  });

  test("a letter with its accent is one whichever way it was typed", () => {
    assert.deepEqual(fold("cafe\u0301"), fold("caf\u00e9"));
  });

  test("what patterns are made of is only text", () => {
    assert.deepEqual(fold(".* [a-z] <b>"), [".*", "[a-z]", "<b>"]);
  });
});

describe("passes", () => {
  const chart = row("chartqa questions about charts 图表问答", {
    roles: ["training", "evaluation"],
    modalities: ["image", "text"],
    tasks: ["chart-question-answering"],
    commercial: ["permitted"],
  });

  test("everything passes when nothing is asked", () => {
    assert.equal(passes(chart, query("")), true);
    assert.equal(passes(row(""), query("")), true);
  });

  test("a facet of which nothing is chosen asks nothing", () => {
    assert.equal(passes(chart, query("", { roles: [], modalities: [] })), true);
  });

  test("every word must be there, in any order, also inside a word", () => {
    assert.equal(passes(chart, query("charts questions")), true);
    assert.equal(passes(chart, query("hart")), true);
    assert.equal(passes(chart, query("charts videos")), false);
  });

  test("Chinese is found inside a sentence", () => {
    assert.equal(passes(chart, query("图表")), true);
    assert.equal(passes(chart, query("视频")), false);
  });

  test("of a facet one chosen value is enough", () => {
    assert.equal(passes(chart, query("", { modalities: ["video", "image"] })), true);
    assert.equal(passes(chart, query("", { modalities: ["video"] })), false);
  });

  test("each facet must be met", () => {
    const both = { modalities: ["image"], commercial: ["permitted"] };
    assert.equal(passes(chart, query("", both)), true);
    assert.equal(passes(chart, query("", { ...both, commercial: ["forbidden"] })), false);
  });

  test("words and facets must both be met", () => {
    assert.equal(passes(chart, query("charts", { roles: ["evaluation"] })), true);
    assert.equal(passes(chart, query("videos", { roles: ["evaluation"] })), false);
  });

  test("a facet's own numbers leave out what is chosen in it, and nothing else", () => {
    const asked = query("", { modalities: ["video"], roles: ["evaluation"] });
    assert.equal(passes(chart, asked, "modalities"), true);
    assert.equal(passes(chart, asked, "roles"), false);
    assert.equal(passes(chart, query("videos", { roles: ["x"] }), "roles"), false);
  });

  test("a row that does not know the facet does not pass it", () => {
    assert.equal(passes(row("chart"), query("", { roles: ["training"] })), false);
  });

  test("a value is a whole word: part of an id is not enough", () => {
    assert.equal(passes(chart, query("", { tasks: ["chart"] })), false);
  });
});
