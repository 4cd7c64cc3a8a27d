// What the steps of a path through a record mean, as form_fields.py describes its fields.

/**
 * @typedef {{step: string | number, label: string, kind: string}} Step
 */

/**
 * @param {(string | number)[]} path
 * @param {any} data what exports/form_data.py makes
 * @returns {Step[]}
 */
export function along(path, data) {
  /** @type {any} */
  let field = { fields: [...data.required, ...data.more, data.source] };
  /** Whether the next step is a key of the record's own. @type {any} */
  let named;
  return path.map((step) => {
    if (typeof step === "number") return { step, label: String(step + 1), kind: "" };
    if (named) {
      field = named.value ?? named;
      const name = named.names?.find((/** @type {string[]} */ [key]) => key === step);
      named = undefined;
      return { step, label: name?.[1] ?? step, kind: field.kind ?? "" };
    }
    field = field?.fields?.find((/** @type {any} */ { key }) => key === step);
    if (["links", "map"].includes(field?.kind)) named = field;
    return { step, label: field?.label ?? data.words[`form_summary_${step}`] ?? step, kind: field?.kind ?? "" };
  });
}
