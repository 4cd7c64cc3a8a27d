// The filter's facets: filled when they are first opened, counted while they are open.
import { el } from "./dom.js";

/** A facet with more values than this has a find box of its own. */
const FIND_FROM = 12;
/** Words for the values of `released`, whose ids are not labels. */
const PERIODS = /** @type {Record<string, string>} */ ({ "1m": "ui_last_month", "3m": "ui_last_quarter", "1y": "ui_last_year" });

/**
 * @param {HTMLElement} section
 * @param {any} catalogue
 * @param {{state: any, changed: () => void, counts: (name: string) => ArrayLike<number>}} table
 */
export function facetPanel(section, { data, words }, table) {
  /** @type {Map<string, (counts: boolean) => void>} what brings a facet up to date */
  const built = new Map();
  const panels = /** @type {HTMLDetailsElement[]} */ ([...section.querySelectorAll("[data-facet]")]);

  /** @param {HTMLDetailsElement} panel @param {string} name */
  function build(panel, name) {
    const title = words[name] ?? name;
    const fields = el("fieldset", {}, el("legend", { class: "atlas-hidden" }, title));
    panel.append(fields);
    const update = values(fields, name);
    const more = name === "released" ? months(fields) : () => {};
    built.set(name, (counted) => {
      update(counted);
      more();
    });
  }

  /** @param {HTMLElement} fields @param {string} name */
  function values(fields, name) {
    const facet = data.facets.get(name);
    const chosen = () => table.state.chosen.get(name) ?? new Set();
    /** @type {Map<number, {label: HTMLElement, box: HTMLInputElement, number: HTMLElement}>} */
    const lines = new Map();
    let group = "";
    facet.values.forEach((/** @type {any} */ { id }, /** @type {number} */ value) => {
      // A value that no dataset has is no choice.
      if (!facet.bits[value].some(Boolean) && !chosen().has(id)) return;
      const label = labelOf(words, facet, value);
      const its = facet.groups?.[value];
      if (its && its !== group) fields.append(el("p", { class: "atlas-group" }, its));
      group = its ?? group;
      const box = el("input", { type: "checkbox", name, value: id });
      const number = el("span", { class: "atlas-number" });
      const line = el("label", {}, box, ` ${label} `, number);
      box.addEventListener("change", () => {
        const now = new Set(chosen());
        if (box.checked) now.add(id);
        else now.delete(id);
        table.state.chosen.set(name, now);
        table.changed();
      });
      lines.set(value, { label: line, box, number });
      fields.append(line);
    });
    if (lines.size > FIND_FROM) fields.prepend(findBox(lines));
    return (/** @type {boolean} */ counted) => {
      const now = chosen();
      const counts = counted ? table.counts(name) : [];
      for (const [value, { label, box, number }] of lines) {
        box.checked = now.has(box.value);
        if (!counted) continue;
        const text = String(counts[value]);
        if (number.textContent !== text) {
          number.textContent = text;
          label.classList.toggle("atlas-quiet", text === "0" && !box.checked);
        }
      }
    };
  }

  /** @param {Map<number, {label: HTMLElement}>} lines */
  function findBox(lines) {
    const box = el("input", { type: "search", class: "atlas-find", "aria-label": words.ui_find_value, placeholder: words.ui_find_value });
    box.addEventListener("input", (/** @type {Event} */ event) => {
      event.stopPropagation();
      const wanted = box.value.normalize("NFKC").toLowerCase().trim();
      for (const { label } of lines.values()) {
        label.hidden = !(label.textContent ?? "").toLowerCase().includes(wanted);
      }
    });
    return box;
  }

  /** From one month to another. @param {HTMLElement} fields */
  function months(fields) {
    const ends = ["from", "to"].map((end) => {
      const box = el("input", { type: "month", name: `released_${end}` });
      box.addEventListener("change", () => {
        table.state[end] = box.value;
        table.changed();
      });
      fields.append(el("label", { class: "atlas-month" }, `${words[`ui_${end}`]} `, box));
      return box;
    });
    return () => {
      ends[0].value = table.state.from;
      ends[1].value = table.state.to;
    };
  }

  // One is open at a time; Escape and a click elsewhere close it.
  const open = () => /** @type {HTMLDetailsElement[]} */ ([
    ...section.querySelectorAll(".atlas-facet[open]:not([data-more])"),
  ]);
  /** @param {HTMLDetailsElement} opened */
  function toggled(opened) {
    if (!opened.open || "more" in opened.dataset) return;
    for (const other of open()) if (other !== opened) other.open = false;
    const name = opened.dataset.facet;
    if (name) {
      if (!built.has(name)) build(opened, name);
      built.get(name)?.(true);
    }
    // What would stick out at the end of the line opens the other way.
    opened.classList.remove("atlas-end");
    const box = opened.querySelector(":scope > :is(fieldset, ul)")?.getBoundingClientRect();
    const room = section.getBoundingClientRect();
    opened.classList.toggle("atlas-end", !!box && (box.right > room.right || box.left < room.left));
  }
  section.addEventListener("toggle", ({ target }) => toggled(/** @type {HTMLDetailsElement} */ (target)), true);
  // A reader may have opened one before this module came, or the browser on coming back.
  for (const panel of panels) toggled(panel);
  section.addEventListener("keydown", (event) => {
    const inside = /** @type {Element} */ (event.target).closest(".atlas-facet[open]:not([data-more])");
    if (event.key !== "Escape" || !inside) return;
    /** @type {HTMLDetailsElement} */ (inside).open = false;
    inside.querySelector("summary")?.focus();
  });
  // On click and not before: on a phone what closes moves what is tapped.
  document.addEventListener("click", (event) => {
    for (const one of open()) if (!one.contains(/** @type {Node} */ (event.target))) one.open = false;
  });

  return {
    /** Bring everything that shows up to date. */
    update() {
      for (const panel of panels) {
        const name = /** @type {string} */ (panel.dataset.facet);
        if (panel.open) built.get(name)?.(true);
        const { from, to, chosen } = table.state;
        const range = name === "released" && (from || to) ? 1 : 0;
        const size = (chosen.get(name)?.size ?? 0) + range;
        const mark = /** @type {HTMLElement} */ (panel.querySelector(".atlas-chosen"));
        const text = size ? ` (${size})` : "";
        if (mark.textContent !== text) mark.textContent = text;
      }
    },
  };
}

/**
 * What a state asks for, one entry a value: its words, and how to take it out.
 * @param {any} catalogue
 * @param {any} state
 * @returns {{facet: string, text: string, full: string, remove: () => void}[]}
 */
export function asked({ data, words }, state) {
  const found = [];
  if (state.q) {
    found.push({ facet: "q", text: `“${state.q}”`, full: `“${state.q}”`, remove: () => (state.q = "") });
  }
  for (const [name, chosen] of state.chosen) {
    const facet = data.facets.get(name);
    for (const id of chosen) {
      const at = facet.values.findIndex((/** @type {any} */ value) => value.id === id);
      const label = labelOf(words, facet, at);
      found.push({ facet: name, text: label, full: `${(name === "access" && words.accessed) || words[name]}: ${label}`, remove: () => chosen.delete(id) });
    }
  }
  const ends = ["from", "to"].filter((end) => state[end]);
  const text = ends.map((end) => `${words[`ui_${end}`]} ${state[end]}`).join(" ");
  if (text) {
    const full = `${words.released}: ${text}`;
    found.push({ facet: "range", text: full, full, remove: () => (state.from = state.to = "") });
  }
  return found;
}

/** @param {any} words @param {any} facet @param {number} at */
function labelOf(words, facet, at) {
  const { id, label } = facet.values[at];
  return words[PERIODS[id]] ?? label;
}
