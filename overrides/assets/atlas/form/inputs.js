// The form's single inputs, each made of what form_fields.py says of a field. Text of records goes
// into values and text nodes and nowhere else.
import { el, fill } from "../table/dom.js";
import { fold } from "../table/fold.js";

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
 * @property {() => string[]} read where facts are read when nothing else is said
 */

let made = 0;
/** Few choices stand open; more of them are searched. */
const FEW = 12;
const NUMBER = /^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?$/;

/** A line that tells what is wrong with a field. */
export function complaints() {
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
  // What only says the label again is not said.
  const help = (said.help ?? field.help) === (said.label ?? field.label) ? "" : said.help ?? field.help;
  const hint = el("small", { class: "atlas-help", id: `${id}-help` }, help);
  input.id = id;
  if (field.example && input.type !== "checkbox") input.placeholder = field.example;
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
export function text(field, value, form, label) {
  const long = ["long", "prose"].includes(field.kind) || field.many;
  const input = el(long ? "textarea" : "input", { value: field.many ? (value ?? []).join("\n") : String(value ?? ""), autocomplete: "off" });
  if (!long) input.type = "text";
  else input.rows = field.kind === "long" ? 6 : field.short ? 1 : field.many ? 2 : 3;
  if (field.kind === "number") input.inputMode = "decimal";
  if (field.kind === "url") input.inputMode = "url";
  if (["url", "long", "version", "date", "day", "id", "record"].includes(field.kind)) input.spellcheck = false;
  if (field.kind === "prose") input.lang = field.key;
  if (field.kind === "record") input.setAttribute("list", "atlas-form-records");
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
export function source(field, value, form) {
  const input = el("input", { type: "text", value: (value ?? []).join(", "), autocomplete: "off", spellcheck: false });
  input.setAttribute("list", "atlas-form-links");
  return labelled(field, input, () => {
    const all = input.value.split(",").map((/** @type {string} */ ref) => ref.trim()).filter(Boolean);
    return all.length ? all : undefined;
  }, form);
}

/** @param {any} field @param {any} value @param {Form} form @returns {Control} */
export function flag(field, value, form) {
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
export function choice(field, value, form) {
  const choices = field.choices ?? form.data.choices[field.vocabulary] ?? [];
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
export function choices(field, value, form) {
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
