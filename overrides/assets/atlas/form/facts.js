// The rules about facts, their sources and parts, as scripts/atlas/records/rules/ has them.
import { each, firstDay, folded } from "./values.js";

/**
 * @typedef {import("./rules.js").Path} Path
 * @typedef {import("./rules.js").Tell} Tell
 * @typedef {{place: Path, holder: any}} Holder the record, or a part of it
 */

const STATEMENTS = ["size", "license", "access", "creation", "derived_from", "evaluation", "citation"];

/** The record and its parts. @param {any} record @returns {Holder[]} */
export const holders = (record) => [
  { place: [], holder: record },
  ...each(record.parts).map((holder, at) => ({ place: /** @type {Path} */ (["parts", at]), holder })),
];

/**
 * Each statement with its place and what holds it.
 * @param {any} record
 * @returns {{path: Path, field: string, statement: any, holder: any}[]}
 */
export const statements = (record) =>
  holders(record).flatMap(({ place, holder }) =>
    STATEMENTS.flatMap((field) =>
      each(holder[field]).map((statement, at) => ({
        path: Array.isArray(holder[field]) ? [...place, field, at] : [...place, field],
        field,
        statement,
        holder,
      })),
    ),
  );

/** A part, the parts that it lies in, and the record. @param {any} record @param {any} holder @returns {any[]} */
function chain(record, holder) {
  const all = [holder];
  for (let outer = holder; outer !== record && outer?.of; ) {
    outer = each(record.parts).find(({ id }) => id === outer.of);
    if (!outer || all.includes(outer)) break;
    all.push(outer);
  }
  return holder === record ? all : [...all, record];
}

/**
 * Where a fact was read: its own source, else what is said above it.
 * @param {any} record
 * @param {any} holder
 * @param {string} field
 * @param {string[] | undefined} source
 * @param {any} rules
 * @returns {string[]}
 */
export function readAt(record, holder, field, source, rules) {
  if (each(source).length) return each(source);
  if (rules.own.includes(field)) return [];
  const level = chain(record, holder).find((one) => one.sources?.[field] || each(one.source).length);
  return each(level?.sources?.[field] ?? level?.source);
}

/** Whether something takes its source from the record as a whole. @param {any} record @param {any} rules */
export function inherits(record, rules) {
  const bare = { ...record, source: undefined };
  return (
    statements(bare).some(({ field, statement, holder }) => !rules.own.includes(field) && !readAt(bare, holder, field, statement.source, rules).length) ||
    holders(bare).some(({ holder }) => rules.plain.some((/** @type {string} */ key) => each(holder[key]).length && !readAt(bare, holder, key, undefined, rules).length))
  );
}

/**
 * @param {Record<string, any>} record
 * @param {import("./rules.js").Asked} asked
 * @param {Tell} tell
 */
export function about(record, asked, tell) {
  const { data, today } = asked;
  // One day of grace, as the Python rule has it.
  const latest = new Date(+new Date(`${today}T00:00:00Z`) + 864e5).toISOString().slice(0, 10);
  if (firstDay(record.checked ?? "") > latest) tell(["checked"], "future");
  for (const { place, holder } of holders(record)) {
    if (firstDay(String(holder.released ?? "")) > latest) tell([...place, "released"], "future");
  }
  sources(record, data.rules, tell);
  names(record, data, tell);
  absences(record, data.rules, tell);
  each(record.access).forEach((item, at) => media(item, ["access", at], data.rules, tell));
  each(record.parts).forEach(({ access }, part) => each(access).forEach((item, at) => media(item, ["parts", part, "access", at], data.rules, tell)));
  parts(record, data.rules, tell);
  sums(record, data.rules, tell);
  relations(record, asked, tell);
}

/** @param {any} record @param {any} rules @param {Tell} tell */
function sources(record, rules, tell) {
  const links = record.links ?? {};
  /** @param {any} refs @param {Path} path */
  const named = (refs, path) => {
    for (const ref of each(refs)) {
      const [key, ...rest] = ref.split(":");
      const file = rest.join(":");
      if (file.startsWith("/") || file.split("/").includes("..")) tell(path, "source_path");
      if (!Object.hasOwn(links, key)) tell(path, "source", { key, keys: Object.keys(links).join(", ") || "–" });
    }
  };
  for (const { place, holder } of holders(record)) {
    named(holder.source, [...place, "source"]);
    for (const [name, refs] of Object.entries(holder.sources ?? {})) named(refs, [...place, "sources", name]);
    for (const [name, absence] of Object.entries(holder.absent ?? {})) {
      named(absence.source, [...place, "absent", name, "source"]);
      if (!each(absence.source).length) tell([...place, "absent", name, "source"], "source_wanted");
    }
    for (const key of rules.plain) {
      if (each(holder[key]).length && !readAt(record, holder, key, undefined, rules).length) tell([...place, "source"], "source_wanted");
    }
  }
  each(record.notes).forEach((note, at) => named(note.source, ["notes", at, "source"]));
  for (const { path, field, statement, holder } of statements(record)) {
    named(statement.source, [...path, "source"]);
    if (!readAt(record, holder, field, statement.source, rules).length) tell([...path, "source"], "source_wanted");
    const [since, until] = [firstDay(String(statement.since ?? "")), firstDay(String(statement.until ?? ""))];
    if (since && until && until < since) tell([...path, "until"], "backwards");
  }
}

/** Names of fields exist. @param {any} record @param {any} data @param {Tell} tell */
function names(record, data, tell) {
  const described = data.more.filter((/** @type {any} */ { kind }) => kind === "map");
  for (const { place, holder } of holders(record)) {
    for (const field of described) {
      const known = field.names.map(([/** @type {string} */ name]) => name);
      for (const name of Object.keys(holder[field.key] ?? {})) {
        const [fact, ...aspect] = name.split(".");
        if (!name || known.includes(name)) continue;
        const isField = known.includes(fact);
        tell([...place, field.key, name], isField ? "aspect" : "field", { name: isField ? aspect.join(".") : name });
      }
    }
  }
  each(record.notes).forEach((note, at) => {
    each(note.about).forEach((name) => {
      if (!data.rules.facts.includes(name.split(".")[0])) tell(["notes", at, "about"], "field", { name });
    });
  });
}

/** What the owner states is not absent. @param {any} record @param {any} rules @param {Tell} tell */
function absences(record, rules, tell) {
  /** @type {any[]} */
  const links = Object.values(record.links ?? {});
  const kinds = links.filter(({ by }) => !by).map(({ kind }) => kind);
  for (const { place, holder } of holders(record)) {
    for (const name of Object.keys(holder.absent ?? {})) {
      const [field, aspect] = name.split(".");
      const path = [...place, "absent", name];
      if (field === "links") {
        if (aspect ? kinds.includes(aspect) : kinds.length) tell(path, "has_link");
        continue;
      }
      let items = each(holder[field]);
      if (aspect) items = items.filter((item) => (item.covers ?? "dataset") === aspect);
      else if (field === "license") items = items.filter((item) => rules.data_licenses.includes(item.covers ?? "dataset"));
      const stated = items.some((item) => {
        const refs = readAt(record, holder, field, item.source, rules);
        return !refs.length || refs.some((ref) => record.links?.[ref.split(":")[0]]?.by === undefined);
      });
      if (stated) tell(path, "stated");
    }
  }
}

/** @param {any} item @param {Path} path @param {any} rules @param {Tell} tell */
function media(item, path, rules, tell) {
  if (item.how && item.covers && !rules.media.includes(item.covers)) tell([...path, "how"], "media", { covers: item.covers });
}

/** @param {any} record @param {any} rules @param {Tell} tell */
function parts(record, rules, tell) {
  const all = each(record.parts);
  const ids = all.map(({ id }) => id);
  all.forEach((part, at) => {
    if (part.id && ids.indexOf(part.id) < at) tell(["parts", at, "id"], "part_taken", { id: part.id });
    if (!part.of) return;
    if (!ids.includes(part.of)) tell(["parts", at, "of"], "part_unknown", { id: part.of });
    let [outer, steps] = [part.of, 0];
    for (; ids.includes(outer) && outer !== part.id && steps <= ids.length; steps++) outer = all[ids.lastIndexOf(outer)].of;
    if (outer === part.id) tell(["parts", at, "of"], "part_itself");
    else if (steps > rules.nesting) tell(["parts", at, "of"], "part_deep", { most: rules.nesting });
  });
}

/** Splits do not exceed what they divide. @param {any} record @param {any} rules @param {Tell} tell */
function sums(record, rules, tell) {
  const exact = (/** @type {any} */ size) => typeof size.value === "number" && !["approximate", "at_least", "statistic", "per", "covers"].some((key) => size[key]);
  const measure = (/** @type {any} */ size) => JSON.stringify([size.unit, size.basis ?? "claimed"]);
  /** @type {Map<string, number>} */
  const totals = new Map();
  for (const part of each(record.parts)) {
    if (!rules.dividing.includes(part.kind)) continue;
    const sizes = each(part.size).filter(exact);
    for (const size of sizes) {
      // Rival statements about one part are not a sum.
      if (sizes.filter((other) => measure(other) === measure(size)).length > 1) continue;
      const key = JSON.stringify([part.of ?? "", part.kind, measure(size)]);
      totals.set(key, (totals.get(key) ?? 0) + size.value);
    }
  }
  for (const [key, total] of totals) {
    const [of, , unit] = JSON.parse(key);
    const whole = holders(record).find(({ holder }) => (of ? holder.id === of : holder === record));
    each(whole?.holder.size).forEach((size, at) => {
      if (exact(size) && measure(size) === unit && total > size.value + 1e-6) tell([.../** @type {Holder} */ (whole).place, "size", at, "value"], "sum", { total });
    });
  }
}

/** Lineage, members and what notes are about. @param {any} record @param {import("./rules.js").Asked} asked @param {Tell} tell */
function relations(record, { own, id: itself = own, known }, tell) {
  /** @param {string | undefined} id @param {Path} path */
  const exists = (id, path) => {
    if (id && known && id !== itself && !known.ids.has(id)) tell(path, "id_unknown");
  };
  for (const { place, holder } of holders(record)) {
    const said = new Set();
    each(holder.derived_from).forEach((item, at) => {
      const path = [...place, "derived_from", at];
      if (!item.id === !item.name) tell([...path, "id"], "id_or_name");
      else exists(item.id, [...path, "id"]);
      const id = item.name && known?.names.get(folded(item.name));
      if (id && id !== own) tell([...path, "name"], "named_recorded", { id });
      if (item.id && item.id === itself && !item.from_part) tell([...path, "id"], "own_source");
      // A relation that is said again says nothing new.
      const all = JSON.stringify([item.id ?? folded(item.name ?? ""), item.from_part, item.relation, item.takes, item.url, item.since, item.until]);
      if (said.has(all)) tell([...path, item.id ? "id" : "name"], "repeated");
      said.add(all);
    });
  }
  const members = new Set();
  each(record.members).forEach((member, at) => {
    exists(member.id, ["members", at, "id"]);
    if (member.id && member.id === itself) tell(["members", at, "id"], "own_source");
    const all = JSON.stringify([member.id, member.from_part]);
    if (members.has(all)) tell(["members", at, "id"], "repeated");
    members.add(all);
  });
  each(record.notes).forEach((note, at) => {
    if (new Set(each(note.of)).size < each(note.of).length) tell(["notes", at, "of"], "repeated");
    each(note.of).forEach((id) => exists(id, ["notes", at, "of"]));
  });
}
