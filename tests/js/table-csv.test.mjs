// CSV and Markdown: overrides/assets/atlas/table/csv.js. Run by test_modules.py.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { chance, load } from "./tables.mjs";

const { csv, markdownTable, neutral } = await load("csv");

describe("a cell that begins like a formula gets an apostrophe", () => {
  for (const cell of [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "\nx", " =1", "\u3000=1", "\ufeff=1",
    "＝1+1", "＋1", "－1", "＠SUM(A1)", "\ufe62\u0031", "\ufe63\u0031", "\ufe66\u0031", "\ufe6bx",
    "=HYPERLINK(\"https://x.y\")", "=cmd|' /C calc'!A0",
  ]) {
    test(JSON.stringify(cell), () => assert.equal(neutral(cell), `'${cell}`));
  } // prettier-ignore

  for (const cell of ["", "A-1", "a=b", "1+1", "图像", "'=1", "~3000", ">300", "x\t=1"]) {
    test(`not ${JSON.stringify(cell)}`, () => assert.equal(neutral(cell), cell));
  }
});

/** Reads CSV as RFC 4180 has it. */
function parse(text) {
  const rows = [[""]];
  let within = false;
  for (let at = 0; at < text.length; at++) {
    const row = rows[rows.length - 1];
    if (within) {
      if (text[at] !== '"') row[row.length - 1] += text[at];
      else if (text[at + 1] === '"') row[row.length - 1] += text[at++];
      else within = false;
    } else if (text[at] === '"') within = true;
    else if (text[at] === ",") row.push("");
    else if (text.startsWith("\r\n", at)) {
      rows.push([""]);
      at++;
    } else row[row.length - 1] += text[at];
  }
  assert.deepEqual(rows.pop(), [""], "the last line ends");
  return rows;
}

describe("csv", () => {
  test("quotes what has commas, quotes, line breaks or white space at its ends", () => {
    assert.equal(
      csv([["a", "b,c", 'd"e'], ["f\ng", " h", ""], [1, null, undefined]]),
      'a,"b,c","d""e"\r\n"f\ng"," h",\r\n1,,\r\n',
    );
  });

  test("neutralises inside quotes too", () => {
    assert.equal(csv([['=A1,"x"']]), `"'=A1,""x"""\r\n`);
  });

  test("chance cells come back, but for the apostrophe", () => {
    const random = chance(3);
    const marks = [..."a图=+-@\t\r\n\",; '＝0"];
    for (let round = 0; round < 300; round++) {
      const cell = () =>
        Array.from({ length: Math.floor(random() * 6) }, () => marks[Math.floor(random() * marks.length)]).join("");
      const rows = Array.from({ length: 4 }, () => [cell(), cell(), cell()]);
      assert.deepEqual(parse(csv(rows)), rows.map((row) => row.map(neutral)));
    }
  });
});

describe("a Markdown table", () => {
  test("has a head, a line and rows", () => {
    assert.equal(markdownTable(["Name", "Size"], [["A", 3], ["B", null]]), "| Name | Size |\n| --- | --- |\n| A | 3 |\n| B |  |\n"); // prettier-ignore
  });

  test("keeps text from being markup or another cell", () => {
    assert.equal(
      markdownTable(["x"], [["a|b\n**c** [d](e) <img src=x> `f` \\ _g_ V*Bench RefCOCO+"]]).split("\n")[2],
      "| a\\|b \\*\\*c\\*\\* \\[d\\]\\(e\\) \\<img src=x\\> \\`f\\` \\\\ \\_g\\_ V\\*Bench RefCOCO\\+ |",
    );
  });

  test("has links that stay links", () => {
    const line = markdownTable(["x"], [[{ text: "V*|Bench]", href: "https://x.y/a(b)|c d%20e?f=图" }]]);
    assert.equal(
      line.split("\n")[2],
      "| [V\\*\\|Bench\\]](https://x.y/a%28b%29%7Cc%20d%20e?f=%E5%9B%BE) |",
    );
  });
});
