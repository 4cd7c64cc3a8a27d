// What a reader takes along: files and copies of the datasets shown or selected. Loaded when asked.
import { csv, markdownTable } from "./csv.js";
import { file } from "./load.js";
import { isoDate, sizeText } from "./rows.js";

/** Facets in a file, by the record's field names. */
const FIELDS = ["roles", "modalities", "tasks", "languages", "license", "access", "how", "contains", "creation", "answers", "scoring", "labels", "commercial", "media_commercial", "status"];

/** @param {any} catalogue @param {number} row @param {string} base */
function record({ data, labels }, row, base) {
  const values = (/** @type {string} */ name) => data.valuesOf(name, row).map((/** @type {any} */ value) => value.id);
  const unit = data.unitOf(row);
  return {
    id: data.idOf(row),
    name: data.names[row],
    url: new URL(`datasets/${data.idOf(row)}/`, base).href,
    summary: data.summaries?.[row] ?? "",
    publishers: data.publishers?.[row] ?? [],
    released: data.released[row] ? isoDate(data.released[row]) : null,
    size: data.size && !Number.isNaN(data.size[row]) ? { value: data.size[row], unit: labels.units[unit]?.[0] ?? null } : null,
    ...Object.fromEntries(FIELDS.map((name) => [name, values(name)])),
  };
}

/** @param {string} name @param {string} type @param {string} text */
function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * @param {string} what csv, json, bibtex, markdown, ids or hub
 * @param {any} catalogue
 * @param {number[]} rows
 * @param {string} base the root of the language, absolute
 * @returns {Promise<string | null>} what to copy, null when it was saved
 */
export async function take(what, catalogue, rows, base) {
  const { data, labels, words } = catalogue;
  if (what === "csv" || what === "json") {
    const records = rows.map((row) => record(catalogue, row, base));
    if (what === "json") {
      save("datasets.json", "application/json", `${JSON.stringify(records, null, 1)}\n`);
      return null;
    }
    const head = Object.keys(records[0] ?? { id: 0 }).flatMap((key) => (key === "size" ? ["size", "unit"] : [key]));
    const lines = records.map((one) =>
      Object.entries(one).flatMap(([key, value]) => {
        if (key === "size") return [String(value?.value ?? ""), value?.unit ?? ""];
        return [Array.isArray(value) ? value.join(" ") : String(value ?? "")];
      }),
    );
    // The mark tells spreadsheets that the file is UTF-8.
    save("datasets.csv", "text/csv;charset=utf-8", `\ufeff${csv([head, ...lines])}`);
    return null;
  }
  if (what === "ids") return rows.map(data.idOf).join("\n");
  if (what === "markdown") {
    const head = [words.name, words.size, words.license_stated, words.released];
    const label = (/** @type {number} */ row) =>
      data.valuesOf("license", row).map((/** @type {any} */ value) => value.label).join(words.comma);
    return markdownTable(
      head,
      rows.map((row) => [
        { text: data.names[row], href: new URL(`datasets/${data.idOf(row)}/`, base).href },
        sizeText(data, labels, row),
        label(row),
        data.released[row] ? isoDate(data.released[row]) : "",
      ]),
    );
  }
  const known = (await file("take"))[what];
  return rows.map((row) => known[row]).filter(Boolean).join(what === "hub" ? "\n" : "\n\n");
}
