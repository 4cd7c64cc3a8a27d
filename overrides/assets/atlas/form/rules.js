// The rules of scripts/atlas/records/rules/ that one record can be judged by in the browser. The
// Python ones decide; a test runs their own examples through these.

/**
 * @typedef {(string | number)[]} Path
 * @typedef {{path: Path, key: string, values?: Record<string, string | number>}} Finding
 * @typedef {object} Known what the catalogue holds
 * @property {Set<string>} ids
 * @property {Map<string, string>} names folded name → id
 * @typedef {object} Asked
 * @property {any} data what exports/form_data.py makes
 * @property {string} today
 * @property {string} [own] id of the record
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
const STATEMENTS = ["size", "license", "access", "creation", "derived_from", "evaluation", "citation"];

/** @param {string} text */
export const folded = (text) => text.normalize("NFKC").toLowerCase();

/** The first day that a partial date can mean, or "" for none. @param {string} text */
export function firstDay(text) {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!found) return "";
  const [, year, month = "01", day = "01"] = found;
  const made = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(+made) || year === "0000" || made.getUTCDate() !== +day) return "";
  return `${year}-${month}-${day}`;
}

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

/** @param {any} value @returns {any[]} */
const each = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/**
 * Everything that is wrong with `record`, each thing at its place.
 * @param {Record<string, any>} record lists as lists, statements as mappings
 * @param {Asked} asked
 * @returns {Finding[]}
 */
export function findings(record, asked) {
  /** @type {Finding[]} */
  const found = [];
  /** @type {(path: Path, key: string, values?: Finding["values"]) => void} */
  const tell = (path, key, values) => found.push({ path, key, values });
  const { data, today, known, own } = asked;
  const links = record.links ?? {};

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
    each(note.about).forEach((name) => {
      if (!data.rules.facts.includes(name.split(".")[0])) tell(["notes", at, "about"], "field", { name });
    });
  });

  // Every value by the kind of its field.
  for (const field of [...data.required, ...data.more]) {
    const value = record[field.key];
    if (field.kind === "links") {
      for (const [key, link] of Object.entries(links)) pieces(field.fields, link, ["links", key], asked, tell);
    } else if (field.kind === "group") {
      each(value).forEach((item, at) =>
        pieces(field.fields, item, field.many ? [field.key, at] : [field.key], asked, tell),
      );
    } else if (field.kind === "date" && value !== undefined) dated([field.key], value, tell);
  }
  for (const key of ["released", "checked"]) {
    const day = firstDay(record[key] ?? "");
    // One day of grace, as the Python rule has it.
    const latest = new Date(+new Date(`${today}T00:00:00Z`) + 864e5).toISOString().slice(0, 10);
    if (day > latest) tell([key], "future");
  }

  // Sources.
  /** @param {any} refs @param {Path} path */
  const named = (refs, path) => {
    for (const ref of each(refs)) {
      const [key, ...rest] = ref.split(":");
      const inside = rest.join(":");
      if (inside.startsWith("/") || inside.split("/").includes("..")) tell(path, "source_path");
      if (!Object.hasOwn(links, key)) tell(path, "source", { key, keys: Object.keys(links).join(", ") || "–" });
    }
  };
  named(record.source, ["source"]);
  for (const [name, refs] of Object.entries(record.sources ?? {})) named(refs, ["sources", name]);
  each(record.notes).forEach((note, at) => named(note.source, ["notes", at, "source"]));
  const inherited = (/** @type {string} */ key) => record.sources?.[key] ?? record.source;
  for (const key of STATEMENTS) {
    each(record[key]).forEach((item, at) => {
      const path = Array.isArray(record[key]) ? [key, at, "source"] : [key, "source"];
      named(item.source, path);
      const read = item.source ?? (data.rules.own.includes(key) ? undefined : inherited(key));
      if (!each(read).length) tell(path, "source_wanted");
      const [since, until] = [firstDay(item.since ?? ""), firstDay(item.until ?? "")];
      if (since && until && until < since) tell([...path.slice(0, -1), "until"], "backwards");
    });
  }
  for (const key of data.rules.plain) {
    if (each(record[key]).length && !each(inherited(key)).length) tell(["source"], "source_wanted");
  }

  each(record.access).forEach((item, at) => {
    if (item.how && item.covers && !data.rules.media.includes(item.covers)) {
      tell(["access", at, "how"], "media", { covers: item.covers });
    }
  });
  each(record.derived_from).forEach((item, at) => {
    const path = ["derived_from", at];
    if (!item.id === !item.name) tell([...path, "id"], "id_or_name");
    else if (item.id && known && item.id !== own && !known.ids.has(item.id)) tell([...path, "id"], "id_unknown");
    const id = item.name && known?.names.get(folded(item.name));
    if (id && id !== own) tell([...path, "name"], "named_recorded", { id });
  });
  // A relation that is said again says nothing new.
  const said = new Set();
  each(record.derived_from).forEach((item, at) => {
    const all = JSON.stringify([item.id ?? folded(item.name ?? ""), item.from_part, item.relation, item.takes, item.url, item.since, item.until]);
    if (said.has(all)) tell(["derived_from", at, item.id ? "id" : "name"], "repeated");
    said.add(all);
  });
  each(record.notes).forEach((note, at) => {
    if (new Set(each(note.of)).size < each(note.of).length) tell(["notes", at, "of"], "repeated");
  });
  const taken = record.name && known?.names.get(folded(record.name));
  if (taken && taken !== own) tell(["name"], "name_taken", { id: taken });
  return found;
}

/**
 * @param {any} value
 * @param {Path} path
 * @param {RegExp} forbidden
 * @param {(path: Path, key: string, values: any) => void} tell
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
 * @param {(path: Path, key: string, values?: any) => void} tell
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

/** @param {Path} path @param {string} value @param {(path: Path, key: string) => void} tell */
function dated(path, value, tell) {
  if (!firstDay(String(value))) tell(path, "date");
}

/**
 * @param {any[]} fields
 * @param {any} item
 * @param {Path} path
 * @param {Asked} asked
 * @param {(path: Path, key: string, values?: any) => void} tell
 */
function pieces(fields, item, path, asked, tell) {
  for (const { key, kind, required } of fields) {
    const value = item[key];
    const own = [...path, key];
    if (value === undefined || value.length === 0) {
      if (required) tell(own, "required");
    } else if (kind === "number" && !NUMBER.test(String(value))) tell(own, "number");
    else if (kind === "date") dated(own, value, tell);
    else if (kind === "version" && !VERSION.test(String(value)) && !firstDay(String(value))) tell(own, "version");
    else if (kind === "url" && !(key === "via" && value === "stored")) {
      const wrong = wrongUrl(value, asked.data.rules.hosts);
      if (wrong) tell(own, wrong);
    }
  }
}
