// Reads what scripts/atlas/exports/table_data.py writes; the two change together.

/**
 * @typedef {{id: string, label: string, other: string}} Value
 * @typedef {object} Facet `numbers` from `starts[row]` to `starts[row + 1]` are the row's values.
 * @property {string} name
 * @property {Value[]} values the last four are the kinds of nothing
 * @property {string[]} [groups] a heading for each value
 * @property {Uint32Array} starts
 * @property {Uint16Array} numbers
 * @property {Uint32Array[]} bits the rows of each value
 * @typedef {ReturnType<typeof decode>} Data
 */

const TERMS = ["", "media_"].flatMap((target) =>
  ["commercial", "training", "redistribution", "derivatives"].map((use) => target + use),
);
/** The values of the facet `released`, and how many months back they go. */
const RECENT = { "1m": 1, "3m": 3, "1y": 12 };
const POWERS = { k: 1e3, m: 1e6, b: 1e9 };

const HALVES = /[\ud800-\udfff]/;

/** The number of the symbol with this code. @param {number} code */
const place = (code) => (code < 127 ? code - 35 - +(code > 92) : code - 70);

/** @param {any[]} meanings @param {string} text @returns {any[]} */
function read(meanings, text) {
  const found = new Array(text.length);
  for (let at = 0; at < found.length; at++) found[at] = meanings[place(text.charCodeAt(at))];
  return found;
}

/** @param {string} name */
const slug = (name) =>
  name.normalize("NFKC").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** YYYYMMDD, with 00 for what is not known. @param {string} text */
const date = (text) =>
  /^-?\d/.test(text) ? +(text[0] === "-" ? text.slice(1) : `20${text}`).padEnd(8, "0") : 0;

/** The first day that a date can mean. @param {number} day */
export const earliest = (day) => day + (day % 1e4 ? 0 : 100) + (day % 100 ? 0 : 1);

/** The last. @param {number} day */
export const latest = (day) => day + (day % 1e4 ? 0 : 1200) + (day % 100 ? 0 : 31);

/**
 * @param {string} name
 * @param {number} n
 * @param {Value[]} values
 * @param {(number | number[])[]} column a list ends its row
 * @param {string[]} [groups]
 * @returns {Facet}
 */
function facet(name, n, values, column, groups) {
  const starts = new Uint32Array(n + 1);
  const bits = values.map(() => new Uint32Array((n + 31) >>> 5));
  /** @type {number[]} */
  const numbers = [];
  let row = 0;
  const add = (/** @type {number} */ value) => {
    numbers.push(value);
    bits[value][row >>> 5] |= 1 << (row & 31);
  };
  for (const item of column) {
    if (typeof item === "number") add(item);
    else {
      for (const value of item) add(value);
      starts[++row] = numbers.length;
    }
  }
  return { name, values, groups, starts, numbers: Uint16Array.from(numbers), bits };
}

/** @param {any} core @param {any} labels */
export function decode(core, labels) {
  const { n, sizes, ids } = core;
  const { units, bases } = labels;
  const column = (/** @type {string} */ name) => read(core.symbols[name], core.columns[name]);
  const value = (/** @type {string[]} */ [id, label, other]) => ({ id, label, other });
  /** @type {Value[]} */
  const kinds = labels.kinds.map(value);
  /** @type {Map<string, Facet>} */
  const facets = new Map();
  /** @type {(name: string, values: Value[], rows: any[], groups?: string[]) => any} */
  const add = (name, values, rows, groups) =>
    facets.set(name, facet(name, n, values, rows, groups));

  for (const name in labels.values) {
    if (core.columns[name]) {
      add(name, labels.values[name].map(value), column(name), labels.groups[name]);
    }
  }
  const terms = column("terms");
  TERMS.forEach((name, at) =>
    add(name, labels.values.commercial.map(value), terms.map((digits) => [+digits[at]])),
  );

  // Sizes in the order of units, each unit from small to large.
  /** @type {{unit: number, from: number, least: number, range: string, id: string}[]} */
  const classes = sizes.map((/** @type {string} */ id, /** @type {number} */ from) => {
    const [unit, range] = id.split(":");
    const [, number, power] = /** @type {any} */ (/(\d+)(\w?)/.exec(range));
    return {
      id,
      from,
      range: range.toUpperCase().replace("-", "–") + (range === "1b" ? "+" : ""),
      least: number * (/** @type {any} */ (POWERS)[power] ?? 1),
      unit: units.findIndex((/** @type {string[]} */ one) => one[0] === unit),
    };
  });
  classes.sort((a, b) => a.unit - b.unit || a.least - b.least);
  const moved = new Map(classes.map(({ from }, at) => [from, at]));
  const move = (/** @type {number} */ number) => moved.get(number) ?? number;
  add(
    "size",
    classes
      .map(({ id, unit, range }) => ({
        id,
        label: `${units[unit][1]} · ${range}`,
        other: `${units[unit][2]} · ${range}`,
      }))
      .concat(kinds),
    column("size").map((item) => (typeof item === "number" ? move(item) : item.map(move))),
    classes.map(({ unit }) => units[unit][1]),
  );

  const dates = column("released");
  const released = Int32Array.from(dates, date);
  const [year, month, day] = core.today.split("-").map(Number);
  const since = Object.values(RECENT).map((back) => {
    const months = year * 12 + month - 1 - back;
    return Math.floor(months / 12) * 1e4 + ((months % 12) + 1) * 100 + day;
  });
  add(
    "released",
    Object.keys(RECENT)
      .map((id) => ({ id, label: id, other: id }))
      .concat(kinds),
    dates.map((text, row) =>
      released[row]
        ? since.flatMap((from, at) => (earliest(released[row]) >= from ? [at] : []))
        : [since.length + (text ? +text[1] : kinds.length - 1)],
    ),
  );

  let before = "";
  /** @type {string[]} */
  const names = core.names.slice(1).split(core.names[0]).map((/** @type {string} */ text) => {
    const shared = place(text.charCodeAt(0));
    // Python counts characters, not halves of them.
    const head = HALVES.test(before) ? [...before].slice(0, shared).join("") : before.slice(0, shared);
    return (before = head + text.slice(1));
  });
  const idOf = (/** @type {number} */ row) => /** @type {string} */ (ids[row] ?? slug(names[row]));
  /** @type {Map<string, number>} */
  let rows;

  /** The numbers of a row's values. @param {string} name @param {number} row */
  const numbersOf = (name, row) => {
    const { numbers, starts } = /** @type {Facet} */ (facets.get(name));
    return [...numbers.subarray(starts[row], starts[row + 1])];
  };
  const valuesOf = (/** @type {string} */ name, /** @type {number} */ row) =>
    numbersOf(name, row).map((at) => /** @type {Facet} */ (facets.get(name)).values[at]);
  const isNothing = (/** @type {string} */ name, /** @type {number} */ row) =>
    kinds.some(({ id }) => id === valuesOf(name, row)[0]?.id);
  const unit = Int16Array.from(released, (_, row) => classes[numbersOf("size", row)[0]]?.unit ?? -1);

  return {
    n,
    names,
    facets,
    released,
    added: Int32Array.from(column("added"), date),
    kinds,
    units,
    traditional: /** @type {string} */ (labels.traditional),
    idOf,
    /** @param {string} id */
    rowOf(id) {
      rows ??= new Map(names.map((_, row) => [idOf(row), row]));
      return rows.get(id);
    },
    valuesOf,
    isNothing,
    /** What stands in place of a date. @param {number} row */
    releasedNothing: (row) => valuesOf("released", row)[0]?.label ?? "",
    /** The number of a row's unit in `units`, or -1. @param {number} row */
    unitOf: (row) => unit[row],
    // From here on empty until `addMore`.
    /** @type {Float64Array | undefined} NaN where there is none */
    size: undefined,
    /** @type {string[][]} */
    aliases: [],
    /** @type {string[][]} */
    publishers: [],
    /** @type {string[][]} */
    parts: [],
    /** @type {(row: number) => boolean} */
    atLeast: () => false,
    /** @type {(row: number) => boolean} */
    about: () => false,
    /** What kind of number a size is. @type {(row: number) => string} */
    basisOf: () => "",
    bases,
  };
}

/** @param {Data} data @param {any} more */
export function addMore(data, more) {
  const texts = more.sizes.split(" ");
  const bases = read(...more.bases);
  const lists = (/** @type {string} */ text) =>
    text
      .split("\n")
      .map((line) => (line ? line.split("|").map((one) => one.replaceAll("\u001f", "|")) : []));
  data.size = Float64Array.from(texts, (/** @type {string} */ text) =>
    parseFloat(text.replace(/[>~]/g, "")),
  );
  data.atLeast = (row) => texts[row].includes(">");
  data.about = (row) => texts[row].includes("~");
  // What is claimed goes without saying.
  data.basisOf = (row) => (bases[row]?.[0] ? data.bases[bases[row][0]][1] : "");
  data.aliases = lists(more.aliases);
  data.publishers = lists(more.publishers);
  data.parts = lists(more.parts);
}
