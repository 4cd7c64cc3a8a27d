// Asks the JSON Schema about a record, and tells its answers in the form's words.
import { along } from "./fields.js";

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
    .map((place) => ({ path: place, key: KEYS[along(place, data).findLast(({ kind }) => kind)?.kind ?? ""] ?? "schema" }));
}

/** @type {Record<string, string>} */
const KEYS = { choice: "choice", number: "number", date: "date", day: "day", version: "version" };
