// What stands between a record and "verified", as scripts/atlas/catalogue/status.py works it out.
import { holders, readAt, statements } from "./facts.js";
import { each } from "./values.js";

/**
 * @param {any} record
 * @param {any} data what exports/form_data.py makes
 * @returns {(string | number)[][]} paths; none for a collection, which has nothing of its own
 */
export function wanted(record, { rules }) {
  if (record.members) return [];
  const { verified, data_licenses: about, versioned, hubs } = rules;
  const absences = ["license", ...about.map((/** @type {string} */ name) => `license.${name}`)];
  const absent = (/** @type {any} */ holder) => absences.some((name) => holder.absent?.[name]);
  const licenses = (/** @type {any} */ holder) => each(holder.license).filter(({ covers = "dataset" }) => about.includes(covers));
  /** @param {any} holder @param {string} field */
  const has = (holder, field) => (field === "license" ? licenses(holder).length > 0 || absent(holder) : each(holder[field]).length > 0 || Boolean(holder.absent?.[field]));
  /** Whether every part inside `of` has it. @param {string} field @param {string | undefined} of @param {number} depth @returns {boolean} */
  const inParts = (field, of, depth = 0) => {
    const inside = each(record.parts).filter((part) => part.of === of);
    return inside.length > 0 && depth <= rules.nesting && inside.every((part) => has(part, field) || inParts(field, part.id, depth + 1));
  };
  /** @type {(string | number)[][]} */
  const gaps = verified.filter((/** @type {string} */ field) => !has(record, field) && !inParts(field, undefined)).map((/** @type {string} */ field) => [field]);
  const heard = holders(record).some(({ holder }) => absent(holder) || licenses(holder).some((item) => {
    const refs = readAt(record, holder, "license", item.source, rules);
    return !refs.length || refs.some((ref) => record.links?.[ref.split(":")[0]] && !record.links[ref.split(":")[0]].by);
  }));
  if (!heard && !gaps.some(([field]) => field === "license")) gaps.push(["license"]);

  const used = new Set(
    [
      ...holders(record).flatMap(({ holder }) => [holder.source, ...Object.values(holder.sources ?? {}), ...Object.values(holder.absent ?? {}).map((/** @type {any} */ one) => one.source)]),
      ...statements(record).map(({ statement }) => statement.source),
    ].flatMap(each).map((ref) => ref.split(":")[0]),
  );
  for (const key of [...used].filter((one) => Object.hasOwn(record.links ?? {}, one)).sort()) {
    const link = record.links[key];
    const dated = versioned.includes(link.kind);
    if (!link.as_of && !(link.via && !dated) && (dated || hubs.includes(link.kind))) gaps.push(["links", key, "as_of"]);
  }
  const texts = [["summary"], ...each(record.notes).map((_, at) => ["notes", at])];
  for (const path of texts) {
    const text = path.reduce((/** @type {any} */ value, step) => value?.[step], record) ?? {};
    for (const lang of ["en", "zh"]) if (text[lang] === undefined) gaps.push([...path, lang]);
  }
  if (!record.checked) gaps.push(["checked"]);
  return gaps;
}
