// The rules that run in the browser: the Python rules' own examples, and all records.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

const load = (name) => import(`${process.env.ATLAS_MODULES}/form/${name}.js`);
const { findings, wrongId, wrongUrl } = await load("rules");
const { firstDay, folded } = await load("values");
const { wanted } = await load("verified");
const { misfits } = await load("schema");
const { Validator } = await import(`${process.env.ATLAS_MODULES}/vendor/json-schema/validator.js`);
const read = (name) => JSON.parse(readFileSync(new URL(`${process.env.ATLAS_FORM}/${name}.json`), "utf8"));
const data = read("form-en");
const records = read("records");
const validator = new Validator(data.schema, "2020-12", false);
const today = "2026-11-24";
const known = {
  ids: new Set(Object.keys(records)),
  names: new Map(Object.entries(records).map(([id, one]) => [folded(one.data.name), id])),
};

describe("examples of", () => {
  for (const { rule, right, record } of read("examples")) {
    test(`${rule}, ${right ? "right" : "wrong"}: ${JSON.stringify(record).slice(0, 60)}`, () => {
      // An example may bear the name of a record.
      const told = findings(record, { data, today, own: "example", known }).filter(({ key }) => key !== "name_taken");
      const all = [...told, ...misfits(record, validator, data, told)];
      assert.equal(all.length === 0, right, JSON.stringify(all));
    });
  }
});

test("every record is right", () => {
  for (const [id, { data: record }] of Object.entries(records)) {
    const told = findings(record, { data, today: "2026-12-31", own: id, known });
    assert.deepEqual([...told, ...misfits(record, validator, data, told)], [], id);
  }
});

test("every message has words in both languages", () => {
  const sources = ["rules", "facts", "citation", "schema"].map((name) => readFileSync(new URL(`${process.env.ATLAS_MODULES}/form/${name}.js`), "utf8")).join("\n");
  const keys = [
    ...sources.matchAll(/tell\((?:\[[^\]]*\]|[\w.]+), "(\w+)"/g),
    ...sources.matchAll(/push\(\{ key: "(\w+)"/g),
    ...sources.matchAll(/return (?:[^\n]*\? )?"(url\w*|id\w*)"/g),
  ].map(([, key]) => key);
  assert.ok(keys.length > 15);
  for (const words of [data.words, read("form-zh").words]) {
    for (const key of keys) assert.ok(words[`form_wrong_${key}`], key);
  }
});

test("dates exist", () => {
  assert.equal(firstDay("2024"), "2024-01-01");
  assert.equal(firstDay("2024-02-29"), "2024-02-29");
  for (const text of ["2023-02-29", "2024-13", "24", "2024-1", "0000", "2024-02-30x", ""]) assert.equal(firstDay(text), "", text);
});

test("addresses are public ones", () => {
  const { hosts } = data.rules;
  for (const url of ["https://a.org", "http://a.b.org:8080/c?d=e#f", "https://8.8.8.8/", "https://a.org/%20"]) assert.equal(wrongUrl(url, hosts), "", url);
  for (const url of [
    "ftp://a.org", "javascript:alert(1)", "https://a.org/ b", "https://u:p@a.org", "https://localhost", "http://127.0.0.1",
    "http://10.0.0.1/", "http://169.254.169.254/", "http://2130706433/", "http://0x7f.1/", "https://a", "https://a.test/",
    "https://", "HTTPS://a.org", "https://a.org:0/", "https://图.org",
  ]) assert.notEqual(wrongUrl(url, hosts), "", url); // prettier-ignore
});

test("ids are files of their own", () => {
  assert.equal(wrongId("a-b", { data, known }), "");
  assert.equal(wrongId("A b", { data, known }), "id");
  assert.equal(wrongId("../x", { data, known }), "id");
  assert.equal(wrongId("con", { data, known }), "id_reserved");
  assert.equal(wrongId("chartqa", { data, known }), "id_taken");
  assert.equal(wrongId("chartqa", { data, known, own: "chartqa" }), "");
});

test("the schema tells what no rule does", () => {
  const record = { ...records.chartqa.data, roles: ["nonsense"], size: [{ value: "many", unit: "questions" }] };
  const told = misfits(record, validator, data, []);
  assert.deepEqual(told.map(({ path, key }) => [path.join("."), key]).sort(), [["roles.0", "choice"], ["size.0.value", "number"]]);
});

test("what stands between a record and verified is what the catalogue says", () => {
  const dotted = (path) => path.reduce((text, step) => (typeof step === "number" ? `${text}[${step}]` : text ? `${text}.${step}` : step), "");
  const all = read("verified");
  assert.ok(all.length > 300);
  for (const { record, missing } of all) assert.deepEqual(wanted(record, data).map(dotted), missing, JSON.stringify(record.name));
});
