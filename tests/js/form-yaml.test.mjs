// The form's YAML writer, and what of an edited file stays as it is written.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

const load = (name) => import(`${process.env.ATLAS_MODULES}/form/${name}.js`);
const { columns, entry, file, scalar, wrapped } = await load("yaml");
const { blocks, kindOf, merged, slug } = await load("record");
const { same } = await load("values");
const read = (name) => JSON.parse(readFileSync(new URL(`${process.env.ATLAS_FORM}/${name}.json`), "utf8"));
const house = read("form-en");
const records = read("records");

describe("a value", () => {
  test("is quoted only where YAML would take it for something else", () => {
    assert.equal(scalar("code:README.md"), "code:README.md");
    assert.equal(scalar("a: b"), '"a: b"');
    assert.equal(scalar("a, b"), "a, b");
    assert.equal(scalar("a, b", { flow: true }), '"a, b"');
    assert.equal(scalar("true"), '"true"');
    assert.equal(scalar("2024"), '"2024"');
    assert.equal(scalar("2024", { key: "released" }), "2024");
    assert.equal(scalar(2024), "2024");
    assert.equal(scalar(true), "true");
    assert.equal(scalar(""), '""');
  });

  test("has no character that a file cannot hold", () => {
    assert.equal(scalar("a\u0000b\u2028c\td"), '"a\\u0000b\\u2028c\\u0009d"');
    assert.equal(scalar("a\ud800b"), "a\ufffdb");
    assert.equal(scalar("\u{1f600}"), "\u{1f600}");
  });
});

describe("lines", () => {
  test("are at most so wide, Chinese characters counted twice", () => {
    assert.equal(columns("a图，b"), 6);
    const text = "这是一段用来检验换行的中文，标点之后可以断开；没有空格也行。".repeat(6);
    for (const line of wrapped(text, 60, true)) assert.ok(columns(line) <= 60, line);
    assert.equal(wrapped(text, 60, true).join(""), text);
  });

  test("break English at spaces alone", () => {
    const text = "word ".repeat(60).trim();
    assert.equal(wrapped(text, 40, false).join(" "), text);
    assert.deepEqual(wrapped("x".repeat(90), 40, false), ["x".repeat(90)]);
  });
});

describe("a field", () => {
  test("stands as in the files of data/", () => {
    assert.equal(entry("roles", ["training"], house), "roles: [training]\n");
    assert.equal(entry("source", ["paper"], house), "source: paper\n");
    assert.equal(
      entry("links", { paper: { kind: "paper", url: "https://a.b/c" }, more: { url: "https://d.e/", kind: "code", as_of: "0123abc" } }, house),
      "links:\n  paper: https://a.b/c\n  more:\n    kind: code\n    url: https://d.e/\n    as_of: 0123abc\n",
    );
    assert.equal(
      entry("size", [{ unit: "videos", source: ["paper"], value: 900, approximate: true }], house),
      "size:\n  - {value: 900, unit: videos, approximate: true, source: paper}\n",
    );
    assert.equal(
      entry("citation", { bibtex: "@misc{a,\n\ttitle={b}  \n\n}" }, house),
      "citation:\n  bibtex: |\n    @misc{a,\n        title={b}\n\n    }\n",
    );
    assert.equal(entry("creation", { source: ["paper"], method: ["found"] }, house), "creation: {method: found, source: paper}\n");
  });

  test("keeps the order of the house", () => {
    const text = file({ links: {}, name: "A", zebra: "x", roles: ["training"] }, house);
    assert.deepEqual([...text.matchAll(/^(\w+):/gm)].map(([, key]) => key), ["name", "roles", "links", "zebra"]);
  });
});

describe("a file that is edited", () => {
  test("is taken apart without a loss", () => {
    for (const { text } of Object.values(records)) {
      const { top, blocks: found } = blocks(text);
      assert.equal(found.map(({ lead, body }) => lead + body).join("") + top, text);
    }
  });

  test("stays as it is when nothing is changed", () => {
    for (const [id, { text, data }] of Object.entries(records)) {
      const result = merged(text, data, structuredClone(data), house);
      assert.equal(result.text, text, id);
      assert.deepEqual([result.anew, result.lost, result.whole], [[], [], false]);
    }
  });

  const text = "# top\nname: A  # short\n# about roles\nroles:  # both\n  # why\n  - training\nlinks:\n  paper: https://a.b/c\n# end\n";
  const data = { name: "A", roles: ["training"], links: { paper: { kind: "paper", url: "https://a.b/c" } } };

  test("keeps comments of what stays, and says whose are lost", () => {
    const result = merged(text, data, { ...data, roles: ["evaluation"] }, house);
    assert.equal(result.text, text.replace(/roles:[^]*?training\n/, "roles: [evaluation]\n"));
    assert.deepEqual([result.anew, result.lost, result.kept], [["roles"], ["roles"], ["name", "links"]]);
  });

  const long = [
    "links:\n  paper: https://a.b/c  # the preprint\n  # moved in May\n  code:\n    url: https://github.com/a/b  # main\n    as_of: 0123abc\n",
    "parts:\n  # counted by us\n  - id: train\n    kind: split\n    size:\n      - {value: 9, unit: images}  # table 2\n      - {value: 8, unit: questions}\n  - id: test  # hidden\n    kind: split\n    # of the paper\n    label: {en: Test}\n",
  ].join("");
  const said = {
    links: { paper: { kind: "paper", url: "https://a.b/c" }, code: { kind: "code", url: "https://github.com/a/b", as_of: "0123abc" } },
    parts: [
      { id: "train", kind: "split", size: [{ value: 9, unit: "images" }, { value: 8, unit: "questions" }] },
      { id: "test", kind: "split", label: { en: "Test" } },
    ],
  };
  /** @param {(record: any) => void} change */
  const edited = (change) => {
    const after = structuredClone(said);
    change(after);
    return merged(long, said, after, house);
  };

  test("keeps the items and keys that are not edited, deep inside too", () => {
    const size = edited(({ parts }) => (parts[0].size[1].value = 7));
    assert.equal(size.text, long.replace("value: 8", "value: 7"));
    assert.deepEqual([size.anew, size.lost], [["parts[0].size[1]"], []]);
    const link = edited(({ links }) => (links.code.as_of = "4567def"));
    assert.equal(link.text, long.replace("0123abc", "4567def"));
    const label = edited(({ parts }) => (parts[1].label.zh = "测试集"));
    assert.equal(label.text, long.replace("label: {en: Test}", "label: {en: Test, zh: 测试集}"));
  });

  test("says which comments go with what is written anew", () => {
    const counted = edited(({ parts }) => (parts[0].size[0].value = 10));
    assert.deepEqual([counted.anew, counted.lost], [["parts[0].size[0]"], ["parts"]]);
    assert.match(counted.text, /# counted by us[^]*value: 10, unit: images}\n[^]*# hidden[^]*# of the paper/);
  });

  test("takes items in, lets them go and moves them", () => {
    const more = edited(({ parts }) => parts.splice(1, 0, { id: "val", kind: "split" }));
    assert.equal(more.text, long.replace("  - id: test", "  - id: val\n    kind: split\n  - id: test"));
    assert.deepEqual([more.anew, more.lost], [["parts[1]"], []]);
    const less = edited(({ parts }) => parts.pop());
    assert.deepEqual([less.text, less.lost], [long.slice(0, long.indexOf("  - id: test")), ["parts"]]);
    const moved = edited(({ parts }) => parts.reverse());
    assert.ok(moved.text.indexOf("- id: test") < moved.text.indexOf("# counted by us") && moved.lost.length === 0);
    const link = edited(({ links }) => delete links.code);
    assert.match(link.text, /# the preprint\nparts:/);
  });

  test("keeps all else when any one value of a record is edited", () => {
    // Of each record the first size, and the first part's kind: one line, or the item, differs.
    for (const [id, { text: whole, data: is }] of Object.entries(records)) {
      const after = structuredClone(is);
      if (!after.parts?.length) continue;
      after.parts[0].released = "2020";
      const result = merged(whole, is, after, house);
      const gone = whole.split("\n").filter((line) => !result.text.includes(line));
      assert.ok(gone.length <= 1, `${id}: ${gone.join(" / ")}`);
      assert.deepEqual(result.lost, [], id);
    }
  });

  test("takes new fields at their place, and lets fields go with their comments kept", () => {
    const added = merged(text, data, { ...data, aliases: ["B"], released: "2024" }, house);
    assert.match(added.text, /short\naliases: \[B\]\n# about roles/);
    assert.match(added.text, /training\nreleased: 2024\nlinks:/);
    const { roles, ...rest } = data;
    const removed = merged(text, data, rest, house);
    assert.ok(roles && !/^roles/m.test(removed.text) && removed.text.includes("# about roles"));
  });

  test("is written anew where its layout cannot be followed", () => {
    const result = merged('"name": A\n', { name: "A" }, { name: "B" }, house);
    assert.equal(result.whole, true);
    assert.match(result.text, /^# yaml.*\nname: B\n$/);
  });
});

test("names become ids", () => {
  assert.equal(slug("V*Bench (2024)"), "v-bench-2024");
  assert.equal(slug("ＭＭＥ"), "mme");
  assert.equal(slug("图像"), "");
});

test("addresses suggest what they are", () => {
  assert.equal(kindOf("https://arxiv.org/abs/2203.10244"), "paper");
  assert.equal(kindOf("https://github.com/a/b"), "code");
  assert.equal(kindOf("https://huggingface.co/datasets/a/b"), "hub");
  assert.equal(kindOf("https://evil-github.com.example.org/"), "home");
  assert.equal(kindOf("x"), "");
});

test("values are compared by what they hold", () => {
  assert.ok(same({ a: [1, { b: "c" }] }, { a: [1, { b: "c" }] }));
  assert.ok(!same({ a: [1] }, { a: [1, 2] }) && !same({ a: 1 }, { b: 1 }) && !same([], {}));
});
