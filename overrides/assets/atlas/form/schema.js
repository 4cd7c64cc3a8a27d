// Asks the JSON Schema about a record, and tells its answers in the form's words.

/**
 * @typedef {import("./rules.js").Finding} Finding
 * @typedef {{validate(record: any): {valid: boolean, errors: {instanceLocation: string}[]}}} Validator
 */

/** Of a pointer as a validator gives it. @param {string} pointer `#/size/0/value` */
const steps = (pointer) =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** Whether `path` lies at or below `other`. @param {any[]} path @param {any[]} other */
const below = (path, other) => other.every((step, at) => path[at] === step);

/**
 * What the schema refuses and no rule has told of, at the deepest place that it names: a schema
 * that allows one or many complains of both.
 * @param {any} record
 * @param {Validator} validator
 * @param {any} data what exports/form_data.py makes
 * @param {Finding[]} told
 * @returns {Finding[]}
 */
export function misfits(record, validator, data, told) {
  const { valid, errors } = validator.validate(record);
  if (valid) return [];
  const places = errors.map((error) => steps(error.instanceLocation));
  const deepest = places.filter((place) => !places.some((other) => other.length > place.length && below(other, place)));
  const fresh = new Map(deepest.map((place) => [place.join("/"), place]));
  return [...fresh.values()]
    .filter((place) => !told.some(({ path }) => below(path, place) || below(place, path)))
    .map((place) => ({ path: place, key: KEYS[kindAt(place, data)] ?? "schema" }));
}

/** @type {Record<string, string>} */
const KEYS = { choice: "choice", number: "number", date: "date", version: "version" };

/** @param {any[]} path @param {any} data */
function kindAt(path, data) {
  const field = [...data.required, ...data.more].find(({ key }) => key === path[0]);
  const names = path.filter((step) => typeof step === "string").slice(1);
  const piece = field?.fields?.find((/** @type {any} */ { key }) => names.includes(key));
  return (piece ?? field)?.kind ?? "";
}
