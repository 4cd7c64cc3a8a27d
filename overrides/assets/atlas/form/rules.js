// The rules of scripts/atlas/records/rules/ that one record can be judged by in the browser. The
// Python ones decide; a test runs their own examples through these.

import { wrongBibtex } from "./citation.js";
import { about } from "./facts.js";
import { each, firstDay, folded } from "./values.js";

/**
 * @typedef {(string | number)[]} Path
 * @typedef {{path: Path, key: string, values?: Record<string, string | number>}} Finding
 * @typedef {(path: Path, key: string, values?: Finding["values"]) => void} Tell
 * @typedef {object} Known what the catalogue holds
 * @property {Set<string>} ids
 * @property {Map<string, string>} names folded name → id
 * @typedef {object} Asked
 * @property {any} data what exports/form_data.py makes
 * @property {string} today
 * @property {string} [own] id of the record that is edited
 * @property {string} [id] the id that it has or is to have
 * @property {Known} [known]
 */

const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;
const ASIDE = /“[^”]*”|"[^"]*"|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|\([^)]*\)|（[^）]*）/g;
const QUOTED = /“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》/g;
const URL_CHARACTERS = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const NUMBER = /^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?$/;
const VERSION = /^(?:[0-9a-f]{7,40}|[vV]?[0-9]{1,6}(?:\.[0-9]{1,6}){0,3})$/;
const RESERVED = /^(?:index|404|con|prn|aux|nul|(?:com|lpt)[0-9])$/;

/** What is wrong with an address, as a key of messages; "" when nothing is. @param {string} url @param {string[]} special */
export function wrongUrl(url, special) {
  if (!URL_CHARACTERS.test(url)) return "url_character";
  if (!/^https?:\/\//.test(url)) return "url";
  const [authority] = url.replace(/^https?:\/\//, "").split(/[/?#]/);
  if (authority.includes("@")) return "url_user";
  if (authority.startsWith("[")) return /^\[[0-9a-fA-F:.]+\](?::[1-9][0-9]{0,4})?$/.test(authority) ? "" : "url";
  const [host, port, more] = authority.toLowerCase().split(":");
  if (!host || more !== undefined || (port !== undefined && !/^(?:[1-9][0-9]{0,4})?$/.test(port))) return "url";
  const labels = host.replace(/\.$/, "").split(".");
  const last = labels[labels.length - 1];
  if (/^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/.test(host)) {
    const [a, b] = labels.map(Number);
    const closed = a === 0 || a === 10 || a === 127 || a > 223 || (a === 169 && b === 254) || (a === 192 && b === 168) || (a === 172 && b > 15 && b < 32) || (a === 100 && b > 63 && b < 128);
    return closed || labels.some((label) => +label > 255) ? "url_host" : "";
  }
  if (special.includes(last) || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return "url_host";
  return /^(?:[0-9]+|0x[0-9a-f]*)$/.test(last) ? "url_host" : "";
}

/** What is wrong with an id; "" when nothing is. @param {string} id @param {Asked} asked */
export function wrongId(id, { data, own, known }) {
  if (id.length > 80 || !new RegExp(`^(?:${data.rules.id})$`).test(id)) return "id";
  if (RESERVED.test(id)) return "id_reserved";
  return known?.ids.has(id) && id !== own ? "id_taken" : "";
}

/**
 * Everything that is wrong with `record`, each thing at its place.
 * @param {Record<string, any>} record lists as lists, statements as mappings
 * @param {Asked} asked
 * @returns {Finding[]}
 */
export function findings(record, asked) {
  /** @type {Finding[]} */
  const found = [];
  /** @type {Tell} */
  const tell = (path, key, values) => found.push({ path, key, values });
  const { data, known, own } = asked;

  for (const { key } of data.required) {
    const value = record[key];
    const empty = value === undefined || (typeof value === "object" && !Object.keys(value).length);
    if (empty && !(record.members && !["name", "summary"].includes(key))) tell([key], "required");
  }
  characters(record, [], new RegExp(data.rules.characters, "u"), tell);
  if (record.summary) prose(["summary"], record.summary, data.rules.summary, data, tell);
  each(record.notes).forEach((note, at) => {
    if (!note.en && !note.zh) tell(["notes", at], "one_language");
    const most = { en: [0, data.rules.note.en], zh: [0, data.rules.note.zh] };
    prose(["notes", at], note, most, data, tell);
  });
  each(record.parts).forEach(({ label }, at) => {
    if (label) prose(["parts", at, "label"], label, { en: [0, Infinity], zh: [0, Infinity] }, data, tell);
  });
  for (const field of [...data.required, ...data.more]) valued(field, record[field.key], [field.key], asked, tell);
  about(record, asked, tell);
  for (const { key, values } of wrongBibtex(record.citation?.bibtex ?? "", data.rules.commands)) tell(["citation", "bibtex"], key, values);

  const names = [record.name ?? "", ...each(record.aliases)].map(folded);
  each(record.aliases).forEach((alias, at) => {
    if (names.indexOf(folded(alias)) <= at) tell(["aliases", at], "twice");
  });
  const taken = record.name && known?.names.get(folded(record.name));
  if (taken && taken !== own) tell(["name"], "name_taken", { id: taken });
  return found;
}

/**
 * @param {any} value
 * @param {Path} path
 * @param {RegExp} forbidden
 * @param {Tell} tell
 */
function characters(value, path, forbidden, tell) {
  if (typeof value === "string") {
    const found = forbidden.exec(value)?.[0];
    const code = found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    if (code) tell(path, "character", { code: `U+${code}` });
  } else if (value && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) {
      characters(inner, [...path, Array.isArray(value) ? Number(key) : key], forbidden, tell);
    }
  }
}

/**
 * @param {Path} path
 * @param {{en?: string, zh?: string}} text
 * @param {Record<string, number[]>} lengths
 * @param {any} data
 * @param {Tell} tell
 */
function prose(path, text, lengths, data, tell) {
  for (const [lang, [least, most]] of Object.entries(lengths)) {
    const said = /** @type {any} */ (text)[lang];
    if (said === undefined) continue;
    const n = [...said].length;
    if (n < least) tell([...path, lang], "short", { n, least, most });
    if (n > most) tell([...path, lang], "long", { n, most });
  }
  const { en, zh } = text;
  if (zh !== undefined && !HAN.test(zh)) tell([...path, "zh"], "no_han");
  if (en !== undefined && HAN.test(en.replace(ASIDE, ""))) tell([...path, "en"], "han");
  let rest = (zh ?? "").replace(QUOTED, "“”");
  for (const [word, right, english] of data.rules.terms) {
    if (!rest.includes(word)) continue;
    tell([...path, "zh"], "term", { word, right, en: english });
    rest = rest.replaceAll(word, "");
  }
}

/**
 * A value, and all inside it, by the kind of its field.
 * @param {any} field
 * @param {any} value
 * @param {Path} path
 * @param {Asked} asked
 * @param {Tell} tell
 */
function valued(field, value, path, asked, tell) {
  if (value === undefined) return;
  const { kind } = field;
  if (kind === "links") {
    for (const [key, link] of Object.entries(value)) pieces(field.fields, link, [...path, key], asked, tell);
  } else if (kind === "group") {
    each(value).forEach((item, at) => pieces(field.fields, item, field.many ? [...path, at] : path, asked, tell));
  } else if (kind === "map") {
    for (const [name, said] of Object.entries(value)) {
      if (!name || !each(said).length) tell([...path, name], "required");
      if (field.value.kind === "group") pieces(field.value.fields, said, [...path, name], asked, tell);
    }
  } else if (kind === "number" && !NUMBER.test(String(value))) tell(path, "number");
  else if (kind === "date" && !firstDay(String(value))) tell(path, "date");
  else if (kind === "day" && !(firstDay(String(value)) === value)) tell(path, "day");
  else if (kind === "version" && !VERSION.test(String(value)) && !firstDay(String(value))) tell(path, "version");
  else if (["id", "record"].includes(kind) && each(value).some((id) => wrongId(String(id), { ...asked, known: undefined }) === "id")) tell(path, "id");
  else if (kind === "url" && !(field.key === "via" && value === "stored")) {
    const wrong = wrongUrl(value, asked.data.rules.hosts);
    if (wrong) tell(path, wrong);
  }
}

/**
 * @param {any[]} fields
 * @param {any} item
 * @param {Path} path
 * @param {Asked} asked
 * @param {Tell} tell
 */
function pieces(fields, item, path, asked, tell) {
  for (const field of fields) {
    const value = item[field.key];
    const own = [...path, field.key];
    if (value !== undefined && value.length !== 0) valued(field, value, own, asked, tell);
    else if (field.required) tell(own, "required");
  }
}
