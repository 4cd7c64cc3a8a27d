// Search: overrides/assets/atlas/table/search.js, on rows made for it, on the project's records and
// on synthetic ones. Run by test_modules.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { catalogue, chance, files, load, read } from "./tables.mjs";

const { decode } = await load("data");
const { has, put } = await load("filter");
const { fold, squash } = await load("fold");
const { ordered } = await load("order");
const { distance, Searcher } = await load("search");

/** What a query finds, the best first. */
function answer({ data, searcher }, query, base) {
  const found = searcher.find(query, base);
  return { ...found, rows: [...ordered(data, found.mask, "", found.rank).rows] };
}
const ids = (table, query) => answer(table, query).rows.map(table.data.idOf);

describe("rows made for it", () => {
  const table = read([
    { name: "ShareGPT4V", aliases: ["ShareGPT-4V"], parts: ["ShareGPT4V-PT"], summary: "Long captions.", roles: ["training"] },
    { name: "ChartQA", publishers: ["York University"], summary: "Questions about charts.", tasks: ["chart-question-answering"] },
    { name: "Ego Clips", contains: ["egocentric-video"], summary: "Clips seen from the head." },
    { name: "QA Chart", aliases: ["悟空数据集", "Wukong"], summary: "视觉。问题很多，频道" },
    { name: "VBench", summary: "Made with ShareGPT4V." },
    { name: "V*Bench", aliases: ["a|b"] },
  ]); // prettier-ignore
  const first = (query) => ids(table, query)[0];

  for (const query of ["sharegpt 4v", "share-gpt4v", "SHAREGPT4V", "ＳｈａｒｅＧＰＴ４Ｖ", "share gpt-4 v", "sharegpt4v数据集", "ShareGPT4V dataset"]) {
    test(`${query} is ShareGPT4V, then what speaks of it`, () => {
      assert.equal(first(query), "sharegpt4v");
      assert.equal(answer(table, query).how, "plain");
    });
  } // prettier-ignore

  test("nothing typed is every row", () => {
    for (const query of ["", "  \u3000"]) {
      const { rows, how, terms, aliasHit } = answer(table, query);
      assert.deepEqual([rows.length, how, terms, aliasHit(0)], [6, "plain", [], ""]);
    }
  });

  test("every word must be found, in whatever field and order", () => {
    assert.deepEqual(ids(table, "york charts"), ["chartqa"]);
    assert.deepEqual(ids(table, "charts york"), ["chartqa"]);
    assert.deepEqual(ids(table, "york captions"), []);
  });

  test("a bar in a name is found as it is written", () => {
    assert.deepEqual(ids(table, "a|b"), ["v-bench"]);
    assert.deepEqual(answer(table, "a|b").how, "plain");
    assert.deepEqual(table.data.aliases[table.data.names.indexOf("V*Bench")], ["a|b"]);
  });

  test("names before aliases, beginnings before insides, all before summaries", () => {
    assert.deepEqual(ids(table, "chart"), ["chartqa", "qa-chart"]);
    assert.deepEqual(ids(table, "qa"), ["qa-chart", "chartqa"]);
    assert.deepEqual(ids(table, "sharegpt4v"), ["sharegpt4v", "vbench"]);
    assert.deepEqual(ids(table, "bench").sort(), ["v-bench", "vbench"]);
  });

  test("an exact name before one that is so when squashed", () => {
    assert.equal(first("V*Bench"), "v-bench");
    assert.equal(first("vbench"), "vbench");
  });

  test("labels are found in both languages, with their facet's rows", () => {
    assert.deepEqual(ids(table, "egocentric"), ["ego-clips"]);
    assert.deepEqual(ids(table, "第一人称"), ["ego-clips"]);
    assert.deepEqual(ids(table, "第一人称视频"), ["ego-clips"]);
    assert.deepEqual(ids(table, "第一人稱視頻"), ids(table, "第一人稱视频"), "pairs of the file alone");
    assert.deepEqual(ids(table, "圖錶問答"), ["chartqa"]);
    assert.deepEqual(ids(table, "训练"), ["sharegpt4v"]);
    assert.deepEqual(ids(table, "图表qa"), ["chartqa"], "Han and Latin part ways");
  });

  test("kinds of nothing and permissions are no words to search", () => {
    assert.deepEqual(ids(table, "recorded"), []);
    assert.deepEqual(ids(table, "permitted"), []);
  });

  test("Chinese that stands nowhere is found where all pairs of characters stand", () => {
    const table = read([{ name: "A", summary: "视频问答与图表问题" }, { name: "B", summary: "图表与问答" }]);
    const { rows, how, terms } = answer(table, "图表问答");
    assert.deepEqual([rows, how, terms], [[0], "bigrams", ["图表", "表问", "问答"]]);
    assert.equal(answer(table, "图表问题").how, "plain");
    const none = answer(table, "图表视频");
    assert.deepEqual([none.rows, none.how, none.terms], [[], "typo", []]);
  });

  test("where nothing else is found, one in four pairs made of a phrase may be missing", () => {
    const table = read([{ name: "A", summary: "电视剧片段，视频问答" }, { name: "B", summary: "电视台问答" }]);
    const { rows, how, terms } = answer(table, "电视剧问答");
    assert.deepEqual([rows, how, terms], [[0], "bigrams", ["电视", "视剧", "剧问", "问答"]]);
    for (const query of ["电视剧问答 图表", "chart 电视剧问答", "电视剧答案"]) {
      assert.deepEqual(ids(table, query), [], query);
    }
  });

  test("only what is found nowhere is taken for a slip", () => {
    for (const query of ["sharegpt4w", "shraegpt4v", "sharegt4v", "wukogn", "Wukon6"]) {
      const { rows, how, terms } = answer(table, query);
      assert.equal(how, "typo");
      assert.deepEqual(terms, []);
      assert.equal(table.data.idOf(rows[0]), query[0].toLowerCase() === "w" ? "qa-chart" : "sharegpt4v");
    }
    assert.deepEqual(ids(table, "zzzzzzzz"), []);
    assert.equal(answer(table, "chartq").how, "plain");
  });

  test("what is nearly a name goes before words that stand here and there", () => {
    const table = read([{ name: "Giga Speech" }, { name: "B", summary: "Gia said a speech." }]);
    const { rows, how } = answer(table, "gia speech");
    assert.deepEqual([rows, how], [[0, 1], "typo"]);
  });

  test("a row found by an alias or part says by which", () => {
    assert.equal(answer(table, "wukong").aliasHit(3), "Wukong");
    assert.equal(answer(table, "悟空").aliasHit(3), "悟空数据集");
    assert.equal(answer(table, "wukogn").aliasHit(3), "Wukong");
    assert.equal(answer(table, "sharegpt4v pt").aliasHit(0), "ShareGPT4V-PT");
    assert.equal(answer(table, "sharegpt4v").aliasHit(0), "");
    assert.equal(answer(table, "captions").aliasHit(0), "");
  });

  test("only rows of the page count, also for whether anything was found", () => {
    const base = new Uint32Array(1);
    put(base, 0);
    const { mask, how } = answer(table, "ChartQA", base);
    assert.equal(mask[0], 0);
    assert.equal(how, "typo");
    assert.equal(has(answer(table, "captions", base).mask, 0), 1);
  });

  test("separators, patterns and lone marks are only text", () => {
    assert.deepEqual(ids(table, "|"), []);
    assert.deepEqual(ids(table, "\n"), ids(table, ""));
    for (const query of [".*", "[", "(", "\\", "$&", "--", "*", "😀", "\ud83d", "__proto__"]) ids(table, query);
    assert.deepEqual(ids(table, "*"), ["v-bench"]);
  });

  test("files may come late; the other language's summaries count when all else has nothing", () => {
    const made = files([{ name: "A", aliases: ["Zeta"], summary: "English" }, { name: "B", summary: "中文 zeta" }]);
    const data = decode(made.core, made.labels);
    const searcher = new Searcher(data);
    const hits = (query) => [...ordered(data, searcher.find(query).mask).rows];
    assert.deepEqual(hits("zeta"), []);
    searcher.add("summaries", made.summaries);
    assert.deepEqual(hits("zeta"), [1]);
    searcher.add("more", made.more);
    assert.deepEqual(hits("zeta"), [0, 1]);
    searcher.add("others", { text: "eta theta\n" });
    assert.deepEqual(hits("theta"), [0]);
    assert.deepEqual(hits("eta"), [0, 1]);
    assert.deepEqual(hits("english"), [0]);
  });

  test("what is typed letter by letter finds what it finds at once", () => {
    const { data, searcher } = catalogue("made");
    const { searcher: fresh } = catalogue("made");
    for (const query of ["benchmark", "question a", "视觉问答", "bababa-vqa", "image cap"]) {
      let typed;
      for (let end = 1; end <= query.length; end++) typed = searcher.find(query.slice(0, end));
      const once = fresh.find(query);
      assert.deepEqual([typed.mask, typed.how], [once.mask, once.how]);
      assert.deepEqual([...typed.rank], [...once.rank]);
    }
    assert.ok(data.n > 900);
  });
});

test("the distance between words counts exchanged neighbours once", () => {
  const known = [["", "", 0], ["a", "", 1], ["abc", "acb", 1], ["ca", "abc", 3], ["kitten", "sitting", 3], ["图表", "图", 1]]; // prettier-ignore
  for (const [a, b, edits] of known) assert.equal(distance(a, b), edits);
});

describe("the project's records", () => {
  const table = catalogue("real");

  test("of 120 queries at least 114 have the right first hit", (context) => {
    const queries = JSON.parse(readFileSync(new URL("relevance.json", import.meta.url), "utf8"));
    assert.ok(queries.length >= 120);
    const wrong = queries.filter(({ query, first }) => ids(table, query)[0] !== first);
    const told = wrong.map(({ query, first }) => `${query}: ${ids(table, query)[0]}, not ${first}`);
    context.diagnostic(`${queries.length - wrong.length} of ${queries.length}; ${told.join("; ")}`);
    assert.ok(queries.length - wrong.length >= 114, told.join("\n"));
  });

  test("第一人称视频 finds egocentric sets", () => {
    const found = ids(table, "第一人称视频");
    assert.ok(found.includes("egoschema"), String(found));
  });
});

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const SLIPS = {
  split(word, at) {
    return `${word.slice(0, at + 1)} ${word.slice(at + 1)}`;
  },
  squash(word) {
    return squash(fold(word));
  },
  transposition(word, at) {
    return word.slice(0, at) + (word[at + 1] ?? "") + word[at] + word.slice(at + 2);
  },
  deletion(word, at) {
    return word.slice(0, at) + word.slice(at + 1);
  },
  substitution(word, at, letter) {
    return word.slice(0, at) + letter + word.slice(at + 1);
  },
};

for (const [kind, share] of [["real", 0.97], ["made", 0.95]]) {
  test(`of slips in ${kind} names and aliases ${share * 100} % still have the right first hit`, (context) => {
    const table = catalogue(kind);
    const { data } = table;
    const squashed = (text) => squash(fold(text));
    const named = new Map(data.names.map((name, row) => [squashed(name), row]));
    const random = chance(17);
    const wrong = [];
    let all = 0;
    data.names.forEach((name, row) => {
      for (const word of [name, ...data.aliases[row]]) {
        for (const [slip, make] of Object.entries(SLIPS)) {
          const at = Math.floor(random() * (word.length - (slip === "split" || slip === "transposition" ? 1 : 0)));
          const query = make(word, at, LETTERS[Math.floor(random() * 26)]);
          // What is just another's name is no slip.
          if ((named.get(squashed(query)) ?? row) !== row) continue;
          all++;
          const [first] = answer(table, query).rows;
          if (first !== row) wrong.push(`${slip} ${word}: ${query} → ${data.names[first]}`);
        }
      }
    });
    const right = (all - wrong.length) / all;
    context.diagnostic(`${(right * 100).toFixed(2)} % of ${all}`);
    assert.ok(right >= share, wrong.join("\n"));
  });
} // prettier-ignore
