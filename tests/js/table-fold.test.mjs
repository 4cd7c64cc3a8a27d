// How text is made comparable: overrides/assets/atlas/table/fold.js. Run by test_modules.py.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { load } from "./tables.mjs";

const { bigrams, fold, foldLines, hanRuns, squash } = await load("fold");
const PAIRS = "圖图視视頻频";

describe("fold", () => {
  test("white space of any kind is one space, none at the ends", () => {
    assert.equal(fold("  chart \t text\n\u00a0video　图表 "), "chart text video 图表");
    assert.equal(fold(" \u3000 "), "");
  });

  test("case does not matter, in any script", () => {
    assert.equal(fold("ScienceQA ÉCOLE ДАННЫЕ"), "scienceqa école данные");
  });

  test("full-width and other compatibility forms are the plain ones", () => {
    assert.equal(fold("ＳｈａｒｅＧＰＴ４Ｖ ﬁgure ①"), "sharegpt4v figure 1");
    assert.equal(fold("cafe\u0301"), fold("caf\u00e9"));
  });

  test("traditional characters are the simplified ones where pairs say so", () => {
    assert.equal(fold("圖表 視頻", PAIRS), "图表 视频");
    assert.equal(fold("圖表"), "圖表");
    assert.equal(fold("圖視"), "圖視", "pairs of one call are not those of the next");
    assert.equal(fold("圖", "圖图"), "图");
  });

  test("what patterns are made of is only text", () => {
    assert.equal(fold(".* [a-z] <b>"), ".* [a-z] <b>");
  });

  test("of lines each stays one", () => {
    assert.equal(foldLines("A\t b\n\nＣ \n圖", PAIRS), "a b\n\nc \n图");
  });
});

test("squash leaves letters and digits of any script", () => {
  assert.equal(squash("share-gpt4v"), "sharegpt4v");
  assert.equal(squash("v* bench_2.0 (图表，é)"), "vbench20图表é");
  assert.equal(squash("+-*"), "");
});

test("Han runs, and their neighbours in pairs", () => {
  assert.deepEqual(hanRuns("用 coco图表ocr 视频"), ["用", "图表", "视频"]);
  assert.deepEqual(hanRuns("chart"), []);
  assert.deepEqual(bigrams("第一人称"), ["第一", "一人", "人称"]);
  assert.deepEqual(bigrams("图表"), ["图表"]);
  assert.deepEqual(bigrams("图"), ["图"]);
  assert.deepEqual(bigrams("\u{20000}图表"), ["\u{20000}图", "图表"]);
});
