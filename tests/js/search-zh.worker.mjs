// The worker of the Chinese search, around the theme's own, on an index like the site's.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import vm from "node:vm";

const WORKERS = new URL(process.env.ATLAS_WORKERS);
const THEME = process.env.ATLAS_THEME_WORKER;
const BREAK = "\u200b";

// One text a page; the words are cut as jieba cuts them.
const PAGES = {
  "license/": "数字 、 许可 和 日期 都 注明",
  "allowed/": "这 里 只 允许 可 读 的 内容",
  "video/": "视频 问答 与 指令",
  "pictures/": "图像 问答 与 描述",
  "charts/": "多模态 图表 VQA 的 数据集",
};

function worker(theme = THEME) {
  const listeners = [];
  const answers = [];
  const scope = {
    location: { search: `?${theme}` },
    console,
    MessageEvent: class {
      constructor(_, { data }) {
        this.data = data;
      }
    },
    addEventListener: (_, listener) => listeners.push(listener),
    postMessage: (message) => answers.push(message),
    importScripts: (name) => vm.runInContext(readFileSync(new URL(name, WORKERS), "utf8"), scope),
    dispatchEvent: (event) => {
      let stopped = false;
      event.stopImmediatePropagation = () => (stopped = true);
      for (const listener of listeners) if (!stopped) listener(event);
    },
  };
  scope.self = scope;
  vm.createContext(scope);
  vm.runInContext(readFileSync(new URL("search-zh.js", WORKERS), "utf8"), scope);
  const ask = async (type, data) => {
    const before = answers.length;
    scope.dispatchEvent(new scope.MessageEvent("message", { data: { type, data } }));
    while (answers.length === before) await new Promise((done) => setTimeout(done, 1));
    assert.equal(answers.length, before + 1, "one answer for one message");
    return answers.at(-1).data;
  };
  return { ask };
}

async function ready() {
  const { ask } = worker();
  await ask(0, {
    config: {
      lang: ["en"],
      separator: `[\\s${BREAK}、]+`,
      pipeline: ["stemmer"],
      fields: { title: { boost: 1000 }, text: { boost: 1 }, tags: { boost: 1000000 } },
    },
    docs: Object.entries(PAGES).map(([location, text]) => ({
      location,
      title: location,
      text: text.replaceAll(" ", BREAK),
    })),
    options: { suggest: false },
  });
  // Places of the pages that hold every word asked for, best first.
  return async (query) => {
    const { items } = await ask(2, query);
    // Arrays of the worker's own world are no equals of ours; their copies are.
    return [...items]
      .flatMap((pages) => [...pages])
      .filter(({ terms }) => Object.values(terms).every(Boolean))
      .map(({ location }) => location);
  };
}

describe("a query in Chinese", () => {
  test("is searched to its last character", async () => {
    const found = await ready();
    assert.deepEqual(await found("许可"), ["license/"]);
    assert.deepEqual(await found("描述"), ["pictures/"]);
    assert.deepEqual(await found("图表"), ["charts/"]);
    assert.deepEqual(await found("多模态"), ["charts/"]);
  });

  test("of several words finds what holds all of them", async () => {
    const found = await ready();
    assert.deepEqual(await found("视频问答"), ["video/"]);
    assert.deepEqual((await found("问答")).sort(), ["pictures/", "video/"]);
    assert.deepEqual(await found("许可和日期"), ["license/"]);
  });

  test("finds words while they are being typed, and by a part", async () => {
    const found = await ready();
    assert.deepEqual(await found("多模"), ["charts/"]);
    assert.deepEqual(await found("模态"), ["charts/"]);
    assert.deepEqual(await found("视"), ["video/"]);
  });

  test("may stand beside Latin letters", async () => {
    const found = await ready();
    assert.deepEqual(await found("VQA数据集"), ["charts/"]);
    assert.deepEqual(await found("图表VQA"), ["charts/"]);
    assert.deepEqual(await found('"视频问答"'), ["video/"]);
  });

  test("that no page holds finds nothing", async () => {
    const found = await ready();
    assert.deepEqual(await found("龘"), []);
  });
});

test("a query in Latin letters is the theme's business", async () => {
  const found = await ready();
  assert.deepEqual(await found("vqa"), ["charts/"]);
});

test("only a worker of the theme is run", () => {
  for (const name of ["", "https://evil.example/a.js", "../x/search.aa.min.js", "search.min.js"]) {
    assert.throws(() => worker(name), { message: /No worker of the theme/ });
  }
});
