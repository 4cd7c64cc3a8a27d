// Writes every record, every record edited, and texts that YAML has other meanings for, with the form's writer into the
// folder that is named; test_modules.py reads them again.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const { MODULES, FORM } = { MODULES: process.env.ATLAS_MODULES, FORM: process.env.ATLAS_FORM };
const { file } = await import(`${MODULES}/form/yaml.js`);
const { merged } = await import(`${MODULES}/form/record.js`);
const read = (name) => JSON.parse(readFileSync(new URL(`${FORM}/${name}.json`), "utf8"));
const target = process.argv[2];
const house = read("form-en");

mkdirSync(`${target}/records`, { recursive: true });
mkdirSync(`${target}/edited`, { recursive: true });
for (const [id, { data, text }] of Object.entries(read("records"))) {
  writeFileSync(`${target}/records/${id}.yaml`, file(data, house));
  // Something in the middle of each kind of field is edited.
  const after = structuredClone(data);
  const key = Object.keys(after.links)[0];
  after.links[key].label = "# not a comment: 图";
  after.notes?.splice(0, 1);
  if (after.size) after.size[after.size.length - 1].value += 1;
  if (after.parts) after.parts[0].released = "2001-02";
  if (after.parts?.[1]) [after.parts[0], after.parts[1]] = [after.parts[1], after.parts[0]];
  if (after.license) after.license.push({ ...after.license[0], id: "MIT" });
  if (after.absent) after.absent["links.loader"] = { why: "not-found", source: [key] };
  if (after.notes?.length === 0) delete after.notes;
  const result = merged(text, data, after, house);
  writeFileSync(`${target}/edited/${id}.yaml`, result.text);
  writeFileSync(`${target}/edited/${id}.json`, JSON.stringify(after));
}

const TEXTS = [
  "plain", "a: b", "a:b", "a #b", "a#b", "# a", "- a", "-a", "--- a", "...", "? a", ": a", "&a", "*a", "!a",
  "!!python/object:x", "|", ">", "'a'", '"a"', 'say "a"', "it's", "%a", "@a", "`a`", "{{ 7*7 }}", "[a]", "{a}",
  "a, b", "a]b", "~", "null", "Null", "true", "FALSE", "yes", "No", "on", "OFF", "y", "N", "12", "-3", "+4", "1.5",
  "1e5", "0x1f", "0o17", "0b1", "1_000", "1:30", "190:20:30", ".5", ".inf", "-.INF", ".nan", "2024-01-02", "2024",
  "2024-01-02T00:00:00Z", "=", "<<", "a:", "图像：数据", "，始", "back\\slash", "ends with colon:", "<script>x</script>",
  "R&D", "C++", "العربية", "\u{1f600} face", "x".repeat(150), "a b ".repeat(40).trim(), "null null", "1 2",
]; // prettier-ignore
mkdirSync(`${target}/texts`, { recursive: true });
TEXTS.forEach((text, at) => {
  const record = { name: text, aliases: [text, `${text} x`], links: { home: { kind: "paper", url: text, label: text } }, size: [{ unit: text, source: [text, "b"] }] };
  const read = { ...record, size: [{ ...record.size[0] }] };
  writeFileSync(`${target}/texts/${at}.yaml`, file(record, house));
  writeFileSync(`${target}/texts/${at}.json`, JSON.stringify(read));
});
