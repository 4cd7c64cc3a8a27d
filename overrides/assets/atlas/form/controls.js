// What holds several controls: statements, lists of them, and mappings by the name of a field.
// Which control a field has follows from what form_fields.py says of it.
import { el, fill } from "../table/dom.js";
import { choice, choices, complaints, flag, source, text } from "./inputs.js";

/**
 * @typedef {import("./inputs.js").Control} Control
 * @typedef {import("./inputs.js").Told} Told
 * @typedef {import("./inputs.js").Form} Form
 */

/** One of several, by its number. @param {any} field @param {number} n @param {Form} form */
const numbered = (field, n, { words }) => (field.kind === "links" ? fill(words.form_link, { n }) : fill(words.form_item, { label: field.one ?? field.label, n }));

/** What is told of the piece `key`, from there on. @param {Told[]} told @param {string | number} key */
export const inside = (told, key) =>
  told.filter(({ path }) => path[0] === key).map((one) => ({ ...one, path: one.path.slice(1) }));

/** Whether something of it must be shown now. @param {Told[]} told @param {boolean} loud */
const matters = (told, loud) => told.some(({ quiet }) => loud || !quiet);

/**
 * Pieces of a statement that unfold. Their controls are made when they are opened: a part has some
 * hundred choices, and a record may have many parts.
 * @param {any[]} fields
 * @param {any} values
 * @param {Form} form
 */
function further(fields, values, form) {
  /** @type {Map<string, Control> | undefined} */
  let made;
  const node = el("details", { class: "atlas-further atlas-plain" }, el("summary", {}, form.words.form_further));
  const open = () => {
    if (made) return;
    made = new Map(fields.map((field) => [field.key, control(field, values?.[field.key], form)]));
    node.append(...[...made.values()].map((one) => one.node));
  };
  const given = fields.some(({ key }) => values?.[key] !== undefined);
  if (given) {
    node.open = true;
    open();
  }
  // The event comes late; what is clicked is there at once.
  node.firstChild.addEventListener("click", open);
  node.addEventListener("toggle", () => node.open && open());
  return {
    node,
    pairs: () => fields.map(({ key }) => [key, made ? made.get(key)?.value() : values?.[key]]),
    /** @param {Told[]} told @param {boolean} loud */
    show(told, loud) {
      const mine = told.filter(({ path }) => fields.some(({ key }) => key === path[0]));
      if (matters(mine, loud)) {
        open();
        node.open = true;
      }
      for (const [key, one] of made ?? []) one.show(inside(mine, key), loud);
    },
  };
}

/** A statement: several controls in one frame. @param {any} field @param {any} value @param {Form} form @param {string} legend @returns {Control} */
export function group(field, value, form, legend) {
  const wrong = complaints();
  /** @param {any} piece */
  const isFolded = (piece) => Boolean(piece.folded);
  /** @type {Map<string, Control>} */
  const shown = new Map(field.fields.filter((/** @type {any} */ piece) => !isFolded(piece)).map((/** @type {any} */ piece) => [piece.key, control(piece, value?.[piece.key], form)]));
  const folded = field.fields.filter(isFolded);
  const more = folded.length ? further(folded, value, form) : undefined;
  const node = el("fieldset", { class: "atlas-statement", "data-key": field.key }, el("legend", {}, legend), ...[...shown.values()].map((one) => one.node));
  if (more) node.append(more.node);
  node.append(wrong.line);
  // Where something is said that must name its source itself, the usual one is put there.
  const read = shown.get("source");
  if (read && form.data.rules.own.includes(field.key)) {
    node.addEventListener("change", (event) => {
      const input = /** @type {HTMLInputElement} */ (read.first());
      if (event.target !== input && !input.value) input.value = form.read().join(", ");
    });
  }
  const known = new Set(field.fields.map((/** @type {any} */ { key }) => key));
  return {
    node,
    value() {
      const pairs = [...[...shown].map(([key, one]) => [key, one.value()]), ...(more?.pairs() ?? [])].filter(([, one]) => one !== undefined);
      // A source of nothing says nothing.
      return pairs.some(([key]) => key !== "source") ? Object.fromEntries(pairs) : undefined;
    },
    first: () => /** @type {Control} */ (shown.values().next().value).first(),
    show(told, loud) {
      const own = told.filter(({ path }) => !known.has(String(path[0])));
      wrong.say(own.filter(({ quiet }) => loud || !quiet).map(({ text }) => text));
      for (const [key, one] of shown) one.show(inside(told, key), loud);
      more?.show(told, loud);
    },
  };
}

/**
 * A statement with statements inside. One that is there already is folded and is made when it is
 * opened; its summary says which one it is.
 * @param {any} field @param {any} value @param {Form} form @param {number} number @returns {Control}
 */
function foldedGroup(field, value, form, number) {
  const { words } = form;
  const label = numbered(field, number, form);
  const head = el("summary", {}, label);
  const node = el("details", { class: "atlas-item atlas-plain" }, head);
  /** @type {Control | undefined} */
  let made;
  const open = () => {
    if (made) return made;
    made = group(field, value, form, label);
    // What a list adds below, such as the button that removes, stays below.
    head.after(made.node);
    return made;
  };
  const given = () => (made ? made.value() : value);
  const name = () => {
    const now = given();
    const text = now?.id ? fill(words.form_item_named, { label: field.one ?? field.label, n: number, name: now.id }) : label;
    if (head.textContent !== text) head.textContent = text;
  };
  head.addEventListener("click", open);
  node.addEventListener("toggle", () => node.open && open());
  if (value === undefined) {
    open();
    node.open = true;
  }
  name();
  return {
    node,
    value() {
      name();
      return given();
    },
    first: () => (node.open && made ? made.first() : head),
    show(told, loud) {
      if (matters(told, loud)) {
        open();
        node.open = true;
      }
      made?.show(told, loud);
    },
  };
}

/**
 * Several statements, with buttons to add and to remove.
 * @param {any} field
 * @param {any[]} values
 * @param {Form} form
 * @param {(value: any, number: number) => Control} make
 */
export function several(field, values, form, make) {
  const { words } = form;
  const node = el("div", { class: "atlas-several", "data-key": field.key });
  const add = el("button", { type: "button", class: "atlas-button" }, fill(words.form_add, { label: field.one ?? field.label }));
  /** @type {Control[]} */
  const items = [];
  /** @type {WeakMap<Control, number>} */
  const numbers = new WeakMap();
  const changed = () => node.dispatchEvent(new Event("change", { bubbles: true }));
  /** @param {any} value */
  const append = (value) => {
    // Where one in the middle was removed, the next must not be called like the last.
    const n = 1 + Math.max(0, ...items.map((one) => numbers.get(one) ?? 0));
    const item = make(value, n);
    numbers.set(item, n);
    const label = numbered(field, n, form);
    const remove = el("button", { type: "button", class: "atlas-button atlas-remove" }, fill(words.form_remove, { label }));
    remove.addEventListener("click", () => {
      items.splice(items.indexOf(item), 1);
      item.node.remove();
      (items[items.length - 1]?.first() ?? add).focus();
      changed();
    });
    item.node.append(remove);
    items.push(item);
    node.insertBefore(item.node, add);
    return item;
  };
  node.append(add);
  values.forEach(append);
  add.addEventListener("click", () => {
    append(undefined).first().focus();
    changed();
  });
  return { node, items, append, numbers, first: () => items[0]?.first() ?? add };
}

/** A field's label and help above what it holds. @param {any} field @param {...HTMLElement} held */
export const headed = (field, ...held) =>
  el("div", { class: "atlas-group" }, el("p", { class: "atlas-group-label" }, field.label), el("small", { class: "atlas-help" }, field.help), ...held);

/** @param {any} field @param {any} value @param {Form} form @returns {Control} */
function groups(field, value, form) {
  const deep = field.fields.some((/** @type {any} */ { kind }) => ["group", "map"].includes(kind));
  const all = several(field, value ?? [], form, (one, number) =>
    deep ? foldedGroup(field, one, form, number) : group(field, one, form, numbered(field, number, form)));
  const given = () => all.items.filter((item) => item.value() !== undefined);
  return {
    node: headed(field, all.node),
    value: () => (given().length ? given().map((item) => item.value()) : undefined),
    first: all.first,
    show(told, loud) {
      const filled = given();
      for (const item of all.items) item.show(filled.includes(item) ? inside(told, filled.indexOf(item)) : [], loud);
    },
  };
}

/** A mapping from names of fields to what is said of each. @param {any} field @param {any} value @param {Form} form @returns {Control} */
function mapped(field, value, form) {
  const { words } = form;
  /** @type {Map<Control, {name: Control, said: Control, select: HTMLSelectElement}>} */
  const parts = new Map();
  const all = several(field, Object.entries(value ?? {}), form, (one, number) => {
    const name = choice({ key: "name", label: words.form_map_name, help: "", required: true, choices: field.names.map((/** @type {string[]} */ [key, label]) => [key, label, "", ""]) }, one?.[0], form);
    const legend = numbered(field, number, form);
    const statement = field.value.kind === "group";
    const said = statement ? group(field.value, one?.[1], form, legend) : control(field.value, one?.[1], form);
    const node = statement ? said.node : el("fieldset", { class: "atlas-statement" }, el("legend", {}, legend), said.node);
    /** @type {Element} */ (node.querySelector("legend")).after(name.node);
    const item = { node, value: said.value, first: name.first, show: said.show };
    parts.set(item, { name, said, select: /** @type {HTMLSelectElement} */ (name.first()) });
    return item;
  });
  /** Said of a name of which nothing is said yet. @type {any} */
  const empty = field.value.kind === "group" ? {} : [];
  /** Names and what is said of each; a name that is not chosen yet is "". */
  const given = () =>
    all.items.flatMap((item) => {
      const { name, said } = /** @type {{name: Control, said: Control}} */ (parts.get(item));
      return name.value() === undefined && said.value() === undefined ? [] : [{ item, name: name.value() ?? "", value: said.value() ?? empty }];
    });
  // A name that is taken cannot be chosen twice: one of the two would be lost.
  const close = () => {
    const taken = all.items.map((item) => parts.get(item)?.select.value);
    for (const item of all.items) {
      const select = /** @type {HTMLSelectElement} */ (parts.get(item)?.select);
      for (const option of select.options) option.disabled = option.value !== "" && option.value !== select.value && taken.includes(option.value);
    }
  };
  all.node.addEventListener("change", close);
  close();
  return {
    node: headed(field, all.node),
    value() {
      const found = given();
      return found.length ? Object.fromEntries(found.map(({ name, value: said }) => [name, said])) : undefined;
    },
    first: all.first,
    show(told, loud) {
      const found = given();
      for (const item of all.items) {
        const one = found.find((other) => other.item === item);
        const mine = one ? inside(told, one.name) : [];
        const { name, said } = /** @type {{name: Control, said: Control}} */ (parts.get(item));
        name.show(mine.filter(({ path }) => !path.length), loud);
        said.show(mine.filter(({ path }) => path.length).map((one) => (field.value.kind === "group" ? one : { ...one, path: [] })), loud);
      }
    },
  };
}

/** A control for `field`, filled with `value`. @param {any} field @param {any} value @param {Form} form @returns {Control} */
export function control(field, value, form) {
  if (field.kind === "group") return field.many ? groups(field, value, form) : group(field, value, form, field.label);
  if (field.kind === "map") return mapped(field, value, form);
  if (field.kind === "choice") return field.many ? choices(field, value, form) : choice(field, value, form);
  if (field.kind === "flag") return flag(field, value, form);
  if (field.kind === "source") return source(field, value, form);
  return text(field, value, form);
}

/** The summary in one language. @param {string} lang @param {any} value @param {Form} form @param {boolean} required */
export const summary = (lang, value, form, required) =>
  text({ key: lang, kind: "prose", required, help: form.data.summary.help, example: form.data.summary.examples[lang] }, value, form, form.words[`form_summary_${lang}`]);
