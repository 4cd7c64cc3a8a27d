// The links of a record: each has a key, by which facts say where they were read.
import { fill } from "../table/dom.js";
import { group, headed, inside, several } from "./controls.js";
import { kindOf } from "./record.js";

/** @typedef {import("./inputs.js").Control} Control @typedef {import("./inputs.js").Form} Form */

/**
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
    node: headed(field, all.node),
    value() {
      const found = given();
      for (const [key, item] of found) {
        const legend = item.node.querySelector("legend");
        const text = `${fill(words.form_link, { n: all.numbers.get(item) })} · ${key}`;
        if (legend && legend.textContent !== text) legend.textContent = text;
      }
      return found.size ? Object.fromEntries([...found].map(([key, item]) => [key, item.value()])) : undefined;
    },
    first: all.first,
    show(told, loud) {
      for (const [key, item] of given()) {
        item.show(inside(told, key), loud);
      }
      if (!given().size) all.items[0]?.show(told.map((one) => ({ ...one, path: ["url"] })), loud);
    },
    add(link) {
      const empty = all.items.find((item) => item.value() === undefined);
      if (empty) {
        all.items.splice(all.items.indexOf(empty), 1);
        empty.node.remove();
      }
      keys.delete(all.append([link.kind, link]));
    },
  };
}
