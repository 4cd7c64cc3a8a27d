// Values as rules compare them.

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

/** A value, or each of a list. @param {any} value @returns {any[]} */
export const each = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** @param {any} a @param {any} b @returns {boolean} */
export function same(a, b) {
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return keys.length === others.length && Array.isArray(a) === Array.isArray(b) && keys.every((key) => same(a[key], b[key]));
}
