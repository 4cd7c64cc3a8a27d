// The form's controls, each made of what form_data.py says of a field. Text of records goes into
// values and text nodes and nowhere else.
import { el, fill } from "../table/dom.js";
import { fold } from "../table/fold.js";
import { kindOf } from "./record.js";

/**
 * @typedef {{path: (string | number)[], text: string, quiet: boolean}} Told `quiet`: something that
 *   is only missing, told when a reader has been there or asks for it
 * @typedef {object} Control
 * @property {HTMLElement} node
 * @property {() => any} value undefined when nothing is given
 * @property {(told: Told[], loud: boolean) => void} show what is wrong with the value that was last read
 * @property {() => HTMLElement} first what takes the focus
 * @typedef {object} Form what controls share
 * @property {any} data
 * @property {Record<string, string>} words
 * @property {() => string[]} linkKeys
 * @property {() => string[]} read where facts are read when nothing else is said
 */

let made = 0;
/** Few choices stand open; more of them are searched. */
const FEW = 12;
const NUMBER = /^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?$/;

/** A line that tells what is wrong with a field. */
function complaints() {
  const id = `atlas-wrong-${++made}`;
  const line = el("p", { class: "atlas-wrong", id });
  line.hidden = true;
  return {
    id,
    line,
    /** @param {string[]} texts */
    say(texts) {
      line.hidden = !texts.length;
      const text = texts.join("; ");
      if (line.textContent !== text) line.textContent = text;
    },
  };
}

/**
 * One input with its label, help and complaints.
 * @param {any} field
 * @param {any} input
 * @param {() => any} value
 * @param {Form} form
 * @param {{help?: string, label?: string}} [said]
 * @returns {Control}
 */
function labelled(field, input, value, form, said = {}) {
  const id = `atlas-form-${++made}`;
  const wrong = complaints();
  const help = said.help ?? field.help;
  const hint = el("small", { class: "atlas-help", id: `${id}-help` }, help);
  input.id = id;
  if (field.required) input.setAttribute("aria-required", "true");
  input.setAttribute("aria-describedby", help ? `${id}-help ${wrong.id}` : wrong.id);
  let seen = false;
  input.addEventListener("change", () => (seen = true));
  const label = el("label", { for: id }, said.label ?? field.label);
  const flag = input.type === "checkbox";
  const node = el("div", { class: flag ? "atlas-field atlas-flag" : "atlas-field", "data-key": field.key }, ...(flag ? [input, label] : [label, input]));
  if (help) node.append(hint);
  node.append(wrong.line);
  return {
    node,
    value,
    first: () => input,
    show(told, loud) {
      const texts = told.filter(({ quiet }) => loud || (seen && !quiet) || (!quiet && value() !== undefined && document.activeElement !== input)).map(({ text }) => text);
      input.setAttribute("aria-invalid", String(texts.length > 0));
      wrong.say([...new Set(texts)]);
    },
  };
}

/** @param {any} field @param {any} value @param {Form} form @param {string} [label] @returns {Control} */
function text(field, value, form, label) {
  const long = ["long", "prose"].includes(field.kind) || field.many;
  const input = el(long ? "textarea" : "input", { value: field.many ? (value ?? []).join("\n") : String(value ?? ""), autocomplete: "off" });
  if (!long) input.type = "text";
  else input.rows = field.kind === "long" ? 6 : field.many ? 2 : 3;
  if (field.kind === "number") input.inputMode = "decimal";
  if (field.kind === "url") input.inputMode = "url";
  if (["url", "long", "version", "date"].includes(field.kind)) input.spellcheck = false;
  if (field.kind === "prose") input.lang = field.key;
  if (field.kind === "date") input.placeholder = "2024-05";
  const given = () => {
    const typed = input.value;
    if (field.many) {
      const all = typed.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
      return all.length ? all : undefined;
    }
    const trimmed = (field.kind === "prose" ? typed.replace(/\s+/g, " ") : typed.replaceAll("\t", "    ")).trim();
    if (!trimmed) return undefined;
    return field.kind === "number" && NUMBER.test(trimmed) ? Number(trimmed) : trimmed;
  };
  const help = field.many ? `${field.help}${form.data.lang === "zh" ? "。" : ". "}${form.words.form_one_a_line}` : field.help;
  return labelled(field, input, given, form, { help, label });
}

/** @param {any} field @param {any} value @param {Form} form @returns {Control} */
function source(field, value, form) {
  const input = el("input", { type: "text", value: (value ?? []).join(", "), autocomplete: "off", spellcheck: false });
  input.setAttribute("list", "atlas-form-links");
  return labelled(field, input, () => {
    const all = input.value.split(",").map((/** @type {string} */ ref) => ref.trim()).filter(Boolean);
    return all.length ? all : undefined;
  }, form);
}

/** @param {any} field @param {any} value @param {Form} form @returns {Control} */
function flag(field, value, form) {
  const input = el("input", { type: "checkbox", checked: Boolean(value) });
  return labelled(field, input, () => input.checked || undefined, form);
}

/** Choices in groups, each group once, in the order of the vocabulary. @param {string[][]} choices */
function grouped(choices) {
  /** @type {Map<string, string[][]>} */
  const groups = new Map();
  for (const choice of choices) groups.set(choice[3], [...(groups.get(choice[3]) ?? []), choice]);
  return groups;
}

/** @param {any} field @param {any} value @param {Form} form @returns {Control} */
function choice(field, value, form) {
  const choices = form.data.choices[field.vocabulary] ?? [];
  const input = el("select", {}, el("option", { value: "" }, form.words.form_choose));
  for (const [group, inside] of grouped(choices)) {
    const options = inside.map(([id, label, meaning]) => el("option", { value: id, title: meaning }, label));
    input.append(...(group ? [el("optgroup", { label: group }, ...options)] : options));
  }
  // A word that the vocabulary does not know is kept, so that the schema can tell.
  if (value !== undefined && !choices.some(([/** @type {string} */ id]) => id === value)) input.append(el("option", { value }, value));
  input.value = value ?? "";
  return labelled(field, input, () => input.value || undefined, form);
}

/** Several words of a list. @param {any} field @param {any} value @param {Form} form @returns {Control} */
function choices(field, value, form) {
  const { words } = form;
  const all = form.data.choices[field.vocabulary] ?? [];
  const known = new Set(all.map(([/** @type {string} */ id]) => id));
  const unknown = (value ?? []).filter((/** @type {string} */ id) => !known.has(id));
  const chosen = new Set(value ?? []);
  const wrong = complaints();
  const id = `atlas-form-${++made}`;
  const list = el("div", { class: "atlas-choices" });
  /** @type {{line: HTMLElement, text: string}[]} */
  const lines = [];
  for (const [group, inside] of grouped([...all, ...unknown.map((/** @type {string} */ one) => [one, one, "", ""])])) {
    if (group) list.append(el("strong", {}, group));
    for (const [key, label, meaning] of inside) {
      const box = el("input", { type: "checkbox", value: key, checked: chosen.has(key) });
      const line = el("label", { title: meaning }, box, ` ${label}`);
      if (inside.length + all.length > FEW && meaning) line.append(" ", el("small", { class: "atlas-help" }, meaning));
      list.append(line);
      lines.push({ line, text: fold(`${key} ${label} ${meaning} ${group}`) });
    }
  }
  const node = el("fieldset", { class: "atlas-field", "data-key": field.key, "aria-describedby": `${id}-help ${wrong.id}` },
    el("legend", {}, field.label),
    el("small", { class: "atlas-help", id: `${id}-help` }, field.help));
  const told = el("p", { class: "atlas-chosen" });
  if (all.length > FEW) {
    const find = el("input", { type: "search", "aria-label": fill(words.form_find, { label: field.label }), placeholder: fill(words.form_find, { label: field.label }), autocomplete: "off" });
    find.addEventListener("input", (/** @type {Event} */ event) => {
      // What is typed here is no part of the record.
      event.stopPropagation();
      const wanted = fold(find.value).split(" ");
      for (const { line, text } of lines) line.hidden = !wanted.every((/** @type {string} */ word) => text.includes(word));
      for (const head of list.querySelectorAll("strong")) head.hidden = Boolean(find.value.trim());
    });
    find.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    list.classList.add("atlas-many");
    list.tabIndex = 0;
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", field.label);
    node.append(told, find);
  }
  node.append(list, wrong.line);
  /** What was chosen before keeps its order. */
  const given = () => {
    const now = [...list.querySelectorAll("input")].filter((box) => box.checked).map((box) => box.value);
    return [...(value ?? []).filter((/** @type {string} */ one) => now.includes(one)), ...now.filter((one) => !(value ?? []).includes(one))];
  };
  const tell = () => {
    const labels = all.filter(([/** @type {string} */ one]) => given().includes(one)).map(([, /** @type {string} */ label]) => label);
    told.textContent = labels.length ? fill(words.form_chosen, { what: labels.join(form.data.lang === "zh" ? "、" : ", ") }) : words.form_chosen_none;
  };
  let seen = false;
  list.addEventListener("change", () => {
    seen = true;
    tell();
  });
  tell();
  return {
    node,
    value: () => (given().length ? given() : undefined),
    first: () => /** @type {HTMLElement} */ (node.querySelector("input")),
    show(list, loud) {
      wrong.say(list.filter(({ quiet }) => loud || (seen && !quiet)).map(({ text }) => text));
    },
  };
}

/** A statement: several controls in one frame. @param {any} field @param {any} value @param {Form} form @param {string} legend @returns {Control} */
function group(field, value, form, legend) {
  const wrong = complaints();
  /** @type {Map<string, Control>} */
  const inside = new Map(field.fields.map((/** @type {any} */ piece) => [piece.key, control(piece, value?.[piece.key], form)]));
  const folded = field.fields.filter((/** @type {any} */ piece) => piece.folded);
  const node = el("fieldset", { class: "atlas-statement", "data-key": field.key }, el("legend", {}, legend));
  for (const piece of field.fields) if (!piece.folded) node.append(/** @type {Control} */ (inside.get(piece.key)).node);
  if (folded.length) {
    const open = folded.some((/** @type {any} */ piece) => value?.[piece.key] !== undefined);
    node.append(el("details", { class: "atlas-further atlas-plain", open }, el("summary", {}, form.words.form_further), ...folded.map((/** @type {any} */ piece) => /** @type {Control} */ (inside.get(piece.key)).node)));
  }
  node.append(wrong.line);
  // Where something is said that must name its source itself, the usual one is put there.
  const read = inside.get("source");
  if (read && form.data.rules.own.includes(field.key)) {
    node.addEventListener("change", (event) => {
      const input = /** @type {HTMLInputElement} */ (read.first());
      if (event.target !== input && !input.value) input.value = form.read().join(", ");
    });
  }
  return {
    node,
    value() {
      const pairs = [...inside].map(([key, one]) => [key, one.value()]).filter(([, one]) => one !== undefined);
      // A source of nothing says nothing.
      return pairs.some(([key]) => key !== "source") ? Object.fromEntries(pairs) : undefined;
    },
    first: () => /** @type {Control} */ (inside.values().next().value).first(),
    show(told, loud) {
      const own = told.filter(({ path }) => !inside.has(String(path[0])));
      wrong.say(own.filter(({ quiet }) => loud || !quiet).map(({ text }) => text));
      for (const [key, one] of inside) {
        one.show(told.filter(({ path }) => path[0] === key).map((one) => ({ ...one, path: one.path.slice(1) })), loud);
      }
      const further = node.querySelector("details");
      if (further?.querySelector(".atlas-wrong:not([hidden])")) further.open = true;
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
function several(field, values, form, make) {
  const { words } = form;
  const node = el("div", { class: "atlas-several", "data-key": field.key });
  const add = el("button", { type: "button", class: "atlas-button" }, fill(words.form_add, { label: field.label }));
  /** @type {Control[]} */
  const items = [];
  const changed = () => node.dispatchEvent(new Event("change", { bubbles: true }));
  /** @param {any} value */
  const append = (value) => {
    const item = make(value, items.length + 1);
    const n = items.length + 1;
    const label = field.kind === "links" ? fill(words.form_link, { n }) : fill(words.form_item, { label: field.label, n });
    const remove = el("button", { type: "button", class: "atlas-button" }, fill(words.form_remove, { label }));
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
  return { node, items, append, first: () => items[0]?.first() ?? add };
}

/** @param {any} field @param {any} value @param {Form} form @returns {Control} */
function groups(field, value, form) {
  const all = several(field, value ?? [], form, (one, number) => group(field, one, form, fill(form.words.form_item, { label: field.label, n: number })));
  const given = () => all.items.filter((item) => item.value() !== undefined);
  const head = el("div", { class: "atlas-group" }, el("p", { class: "atlas-group-label" }, field.label), el("small", { class: "atlas-help" }, field.help), all.node);
  return {
    node: head,
    value: () => (given().length ? given().map((item) => item.value()) : undefined),
    first: all.first,
    show(told, loud) {
      given().forEach((item, at) => {
        item.show(told.filter(({ path }) => path[0] === at).map((one) => ({ ...one, path: one.path.slice(1) })), loud);
      });
    },
  };
}

/**
 * The links: each has a key, by which facts say where they were read.
 * @param {any} field
 * @param {any} value
 * @param {Form} form
 * @returns {Control & {add: (link: any) => void}}
 */
export function links(field, value, form) {
  const { words } = form;
  /** @type {WeakMap<Control, string>} */
  const keys = new WeakMap();
  const entries = Object.entries(value ?? {});
  const all = several(field, entries.length ? entries : [undefined], form, (one, number) => {
    const item = group(field, one?.[1], form, fill(words.form_link, { n: number }));
    if (one) keys.set(item, one[0]);
    const kind = /** @type {HTMLSelectElement} */ (item.node.querySelector("select"));
    const url = /** @type {HTMLInputElement} */ (item.node.querySelector("[data-key=url] input"));
    let guessed = !kind.value;
    kind.addEventListener("change", () => (guessed = false));
    url.addEventListener("input", () => {
      if (guessed) kind.value = kindOf(url.value.trim());
    });
    return item;
  });
  /** Keys and links, in the order of the form. */
  const given = () => {
    /** @type {Map<string, Control>} */
    const found = new Map();
    for (const item of all.items) {
      const link = item.value();
      if (!link) continue;
      const base = keys.get(item) ?? link.kind ?? "link";
      let key = base;
      for (let n = 2; found.has(key); n++) key = `${base}-${n}`;
      found.set(key, item);
    }
    return found;
  };
  return {
    node: el("div", { class: "atlas-group" }, el("p", { class: "atlas-group-label" }, field.label), el("small", { class: "atlas-help" }, field.help), all.node),
    value() {
      const found = given();
      for (const [key, item] of found) {
        const legend = item.node.querySelector("legend");
        const text = `${fill(words.form_link, { n: all.items.indexOf(item) + 1 })} · ${key}`;
        if (legend && legend.textContent !== text) legend.textContent = text;
      }
      return found.size ? Object.fromEntries([...found].map(([key, item]) => [key, item.value()])) : undefined;
    },
    first: all.first,
    show(told, loud) {
      for (const [key, item] of given()) {
        item.show(told.filter(({ path }) => path[0] === key).map((one) => ({ ...one, path: one.path.slice(1) })), loud);
      }
      if (!given().size) all.items[0]?.show(told.map((one) => ({ ...one, path: ["url"] })), loud);
    },
    add(link) {
      const empty = all.items.find((item) => item.value() === undefined);
      const item = all.append([link.kind, link]);
      keys.delete(item);
      if (empty) {
        all.items.splice(all.items.indexOf(empty), 1);
        empty.node.remove();
      }
    },
  };
}

/** A control for `field`, filled with `value`. @param {any} field @param {any} value @param {Form} form @returns {Control} */
export function control(field, value, form) {
  if (field.kind === "group") return field.many ? groups(field, value, form) : group(field, value, form, field.label);
  if (field.kind === "choice") {
    const single = !field.many;
    return single ? choice(field, value, form) : choices(field, value, form);
  }
  if (field.kind === "flag") return flag(field, value, form);
  if (field.kind === "source") return source(field, value, form);
  return text(field, value, form);
}

/** The summary in one language. @param {string} lang @param {any} value @param {Form} form @param {boolean} required */
export const summary = (lang, value, form, required) =>
  text({ key: lang, kind: "prose", required, help: form.data.summary_help }, value, form, form.words[`form_summary_${lang}`]);
