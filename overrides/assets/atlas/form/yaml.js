// Writes records as the files in data/ are written: keys in their order, short lists and statements
// on one line, long prose folded, text quoted only where YAML would take it for something else.

/**
 * @typedef {string | number | boolean} Scalar
 * @typedef {Scalar | Value[] | {[key: string]: Value}} Value
 * @typedef {{order: string[], within: Record<string, string[]>}} House the order of keys
 */

const WIDTH = 100;
export const MODELINE = "# yaml-language-server: $schema=schema/dataset.schema.json";
/** Fields whose items stand on one line where they fit. */
const SHORT = ["label", "size", "license", "access", "derived_from", "creation", "members", "absent"];
/** Lists of one that stay lists inside a part too. */
const LISTS = ["modalities", "tasks", "contains", "languages"];
/** Mappings whose keys are the record's own words. */
const NAMED = ["links", "absent"];
/** What of a statement may stand for it when it says nothing else. @type {Record<string, string>} */
const ALONE = { license: "id", access: "level", creation: "method", derived_from: "id", members: "id" };
const PROSE = ["en", "zh"];
const DATES = ["released", "since", "until", "as_of", "checked"];
const COMMIT = /^[0-9a-f]{7,40}$/;
/** Taken for a number, a date, a truth or nothing by some YAML or other (1.1, and 1.2's core). */
const NOT_TEXT =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?[.\d][\d_.,:]*(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|<<|=)$/i;
// Not printable in YAML 1.1 (section 5.1), or a line break there.
const UNPRINTABLE = /[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Beside these Chinese has no space, so that the reader takes out the one a line's end leaves. */
const STOP = /[\u2026\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff1a\uff1b\uff1f]/;
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/;

/** Columns that a text takes; Chinese takes two a character. @param {string} text */
export function columns(text) {
  let sum = 0;
  for (const one of text) sum += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(one) ? 2 : 1;
  return sum;
}

/** @param {string} text */
function quoted(text) {
  const escaped = text.replace(/["\\]/g, "\\$&").replace(UNPRINTABLE, (one) => {
    const code = /** @type {number} */ (one.codePointAt(0));
    if (one === "\n") return "\\n";
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

/**
 * A value on one line.
 * @param {Scalar} value
 * @param {{flow?: boolean, key?: string}} [where] inside brackets; of which key
 */
export function scalar(value, { flow = false, key = "" } = {}) {
  if (typeof value !== "string") return String(value);
  // Halves of characters are nothing that a file can hold.
  const text = value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  const plain =
    text &&
    text.trim() === text &&
    text.search(UNPRINTABLE) < 0 &&
    !/^(?:[?:,[\]{}#&*!|>'"%@`]|-(?![\p{L}\p{N}])|\.\.\.)/u.test(text) &&
    !/: |:$| #/.test(text) &&
    !(flow && /[,[\]{}]/.test(text)) &&
    // A commit such as 52014e0 is a number to some readers; a day or a version is kept plain.
    (DATES.includes(key) && !COMMIT.test(text) ? !/^[-+~.]|^(?:null|true|false|yes|no|on|off)$/i.test(text) : !NOT_TEXT.test(text));
  return plain ? text : quoted(text);
}

/** @param {Value} value @param {string} [key] @returns {string} */
function flow(value, key) {
  if (Array.isArray(value)) return `[${value.map((item) => flow(item, key)).join(", ")}]`;
  if (typeof value !== "object") return scalar(value, { flow: true, key });
  const pairs = Object.entries(value).map(([name, inner]) => `${flow(name)}: ${flow(inner, name)}`);
  return `{${pairs.join(", ")}}`;
}

/** @param {Value} value */
const isScalar = (value) => typeof value !== "object";

/**
 * Lines of at most so many columns. Chinese breaks after a stop, where the reader joins it again.
 * @param {string} text
 * @param {number} width
 * @param {boolean} chinese
 */
export function wrapped(text, width, chinese) {
  /** Pieces that stay together, each with what goes before it on the same line. @type {[string, string][]} */
  const pieces = [];
  for (const word of text.split(" ").filter(Boolean)) {
    let before = pieces.length ? " " : "";
    let piece = "";
    const letters = [...word];
    letters.forEach((letter, at) => {
      piece += letter;
      const next = letters[at + 1];
      const long = columns(piece) > width / 3;
      const mayEnd = chinese && next && !STOP.test(next) && (STOP.test(letter) || (long && HAN.test(letter) && HAN.test(next)));
      if (mayEnd) {
        pieces.push([before, piece]);
        piece = before = "";
      }
    });
    if (piece) pieces.push([before, piece]);
  }
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const [before, piece] of pieces) {
    if (line && columns(line + before + piece) > width) {
      lines.push(line);
      line = piece;
    } else line += before + piece;
  }
  return line ? [...lines, line] : lines;
}

/**
 * `key: value` as lines.
 * @param {string} key
 * @param {Value} value
 * @param {string} indent
 * @param {string} field the top-level field that it belongs to
 * @returns {string[]}
 */
function lines(key, value, indent, field) {
  const head = `${indent}${scalar(key)}:`;
  const deeper = `${indent}  `;
  if (key === "bibtex" && typeof value === "string") {
    const text = value.replace(/\t/g, "    ").replace(/\r\n?/g, "\n").trim();
    if (text.replaceAll("\n", "").search(UNPRINTABLE) >= 0 || !text) return [`${head} ${quoted(text)}`];
    return [`${head} |`, ...text.split("\n").map((line) => (line.trim() ? deeper + line.trimEnd() : ""))];
  }
  if (PROSE.includes(key) && typeof value === "string") {
    const text = value.replace(/[ \t\r\n]+/g, " ").trim();
    const line = `${head} ${scalar(text)}`;
    if (columns(line) <= WIDTH || text.search(UNPRINTABLE) >= 0) return [line];
    return [`${head} >-`, ...wrapped(text, WIDTH - deeper.length, key === "zh").map((one) => deeper + one)];
  }
  /** @param {Value} one */
  const word = (one) => scalar(/** @type {Scalar} */ (one), { key });
  if (isScalar(value)) return [`${head} ${word(value)}`];
  const line = `${head} ${flow(value, key)}`;
  const fits = columns(line) <= WIDTH;
  if (Array.isArray(value)) {
    if (value.every(isScalar)) {
      if (fits) return [line];
      return [head, ...value.map((item) => `${deeper}- ${word(item)}`)];
    }
    return [head, ...value.flatMap((item) => listed(item, deeper, field))];
  }
  const small = Object.values(value).every((one) => isScalar(one) || (Array.isArray(one) && one.every(isScalar)));
  const short = SHORT.includes(field) && (field !== "absent" || indent);
  if (fits && small && short) return [line];
  return [head, ...inner(value, deeper, field)];
}

/** @param {{[key: string]: Value}} value @param {string} indent @param {string} field */
const inner = (value, indent, field) =>
  // What a part says of its size is written as the whole's is.
  Object.entries(value).flatMap(([name, one]) => lines(name, one, indent, field === "parts" ? name : field));

/** An item of a list. @param {Value} item @param {string} indent @param {string} field @returns {string[]} */
function listed(item, indent, field) {
  const line = `${indent}- ${flow(item)}`;
  const block = typeof item === "object" && !Array.isArray(item);
  if (!block || (SHORT.includes(field) && columns(line) <= WIDTH)) return [line];
  const own = inner(item, `${indent}  `, field);
  return [`${indent}- ${own[0].trimStart()}`, ...own.slice(1)];
}

/**
 * One field of the record, ending in a line break. A list of one stands alone inside a statement,
 * and a link whose kind is its key says no kind.
 * @param {string} key
 * @param {any} value
 * @param {House} house
 */
export function entry(key, value, house) {
  return `${lines(key, shortened(key, value, house), "", key).join("\n")}\n`;
}

/** @param {string} key @param {any} value @param {House} house @param {boolean} [inside] @param {boolean} [named] whether it is what a name of the record's own stands for @returns {any} */
function shortened(key, value, house, inside = false, named = false) {
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const one = value.length === 1 && isScalar(value[0]);
    const alone = one && (key === "source" || (inside && !LISTS.includes(key)));
    return alone ? value[0] : value.map((item) => shortened(key, item, house, true));
  }
  // The keys below `links` are the record's own, those below each of them are ordered.
  const names = NAMED.includes(key) && !named;
  const order = names ? [] : house.within[key] ?? [];
  const all = new Set([...order, ...Object.keys(value)]);
  /** @type {Record<string, any>} */
  const made = {};
  for (const name of all) {
    if (value[name] !== undefined) made[name] = shortened(names ? key : name, value[name], house, true, names);
  }
  const alone = ALONE[key] ?? "";
  if (Object.keys(made).join() === alone && isScalar(made[alone])) return made[alone];
  if (key !== "links" || named) return made;
  return Object.fromEntries(Object.entries(made).map(([name, { kind, ...link }]) => {
    if (kind !== name) return [name, { kind, ...link }];
    return [name, Object.keys(link).join() === "url" ? link.url : link];
  }));
}

/** The whole file. @param {Record<string, any>} record @param {House} house */
export function file(record, house) {
  const known = house.order.filter((key) => record[key] !== undefined);
  const others = Object.keys(record).filter((key) => !house.order.includes(key));
  return `${MODELINE}\n${[...known, ...others].map((key) => entry(key, record[key], house)).join("")}`;
}
