// What stands beside the filter: order, columns, taking along, comparing.
import { el, fill, kept } from "./dom.js";
import { allTexts, catalogue, root } from "./load.js";
import { COLUMNS, write } from "./state.js";

const ORDERS = ["", "name", "-name", "-released", "released", "-size", "size", "-added", "added"];
const MOST_COMPARED = 4;
const FORMS = ["csv", "json", "bibtex", "markdown", "ids", "hub"];

/**
 * @param {HTMLElement} bar where the tools go
 * @param {Record<string, string>} words
 * @param {any} table `state`, `chosen` (ids selected), `shown` (how many rows), `columns`, `titles`;
 *   `rows` promises the rows shown; `changed`, `clear` and `forget` act
 */
export function tools(bar, words, table) {
  const { titles } = table;

  const order = el(
    "select",
    { "aria-label": fill(words.ui_sort, { what: "…" }) },
    ...ORDERS.map((sort) => {
      const way = sort.startsWith("-") ? words.ui_descending : words.ui_ascending;
      const text = sort ? `${titles[sort.replace("-", "")]}, ${way}` : words.ui_newest;
      return el("option", { value: sort }, text);
    }),
  );
  order.addEventListener("change", () => {
    table.state.sort = order.value;
    table.changed();
  });

  const boxes = COLUMNS.map((name) => {
    const box = el("input", { type: "checkbox", value: name });
    box.addEventListener("change", () => {
      table.state.columns = COLUMNS.filter((_, at) => boxes[at].checked);
      kept.set("columns", table.state.columns.join());
      table.changed({ keepPage: true, write: "replace" });
    });
    return box;
  });
  const columns = el(
    "details",
    { class: "atlas-facet" },
    el("summary", {}, words.ui_columns),
    el(
      "fieldset",
      {},
      el("legend", { class: "atlas-hidden" }, words.ui_columns),
      ...COLUMNS.map((name, at) => el("label", {}, boxes[at], ` ${titles[name]}`)),
    ),
  );

  const taking = el("summary", {});
  const menu = FORMS.map((what) => {
    const button = el("button", { type: "button" }, words[`ui_${what === "hub" ? "hub_ids" : what}`]);
    button.addEventListener("click", () => take(what, button));
    return el("li", {}, button);
  });

  const link = el("button", { type: "button", class: "atlas-button" }, words.ui_copy_link);
  link.addEventListener("click", () => {
    const text = write({ ...table.state, selected: [...table.chosen] });
    copy(new URL(text ? `?${text}` : location.pathname, location.href).href, link, words.ui_copied);
  });
  const clear = el("button", { type: "button", class: "atlas-button" }, words.clear);
  clear.addEventListener("click", table.clear);

  const howMany = el("span", {});
  const compare = el("span", {});
  const forget = el("button", { type: "button", class: "atlas-button" }, words.ui_clear_selection);
  forget.addEventListener("click", table.forget);
  const selected = el("p", { class: "atlas-selected" }, howMany, compare, forget);

  bar.append(
    el("div", { class: "atlas-tools" },
      order,
      columns,
      el("details", { class: "atlas-facet atlas-take" }, taking, el("ul", {}, ...menu)),
      link,
      clear),
    selected,
  );

  /** @param {string} what @param {HTMLElement} button */
  async function take(what, button) {
    try {
      const [known, shown, { take: made }] = await Promise.all([
        catalogue(), table.rows(), import("./take.js"), allTexts(),
      ]); // prettier-ignore
      const rows = table.chosen.size ? [...table.chosen].map(known.data.rowOf) : shown;
      const text = await made(what, known, rows, new URL(root, location.href).href);
      if (text !== null) await copy(text, button, text ? words.ui_copied : words.ui_none_of_it);
    } catch {
      button.textContent = words.ui_failed;
    }
  }

  /** @param {string} text @param {HTMLElement} button @param {string} done */
  async function copy(text, button, done) {
    const label = button.textContent;
    try {
      if (text) await navigator.clipboard.writeText(text);
      button.textContent = done;
    } catch {
      button.textContent = words.ui_copy_failed;
    }
    window.setTimeout(() => (button.textContent = label), 2500);
  }

  let told = "";
  return function update() {
    const { state, chosen, columns: shown } = table;
    const n = chosen.size;
    const of = n ? words.ui_take_selected : words.ui_take_shown;
    const text = `${words.ui_take}: ${fill(of, { n: n || table.shown })}`;
    // Writing what stands there already would still cost the browser a layout.
    if (taking.textContent !== text) taking.textContent = text;
    const now = [state.sort, !state.q, shown, ...chosen].join();
    if (now === told) return;
    told = now;
    order.value = state.sort;
    // Without an order a text has one of its own.
    order.options[0].textContent = state.q ? words.ui_best : words.ui_newest;
    COLUMNS.forEach((name, at) => (boxes[at].checked = shown.includes(name)));
    selected.hidden = !n;
    howMany.textContent = fill(words.ui_selected, { n });
    const href = `${root}compare/?ids=${[...chosen].join()}`;
    const link = el("a", { class: "atlas-button", href }, words.ui_compare);
    compare.replaceChildren(n >= 2 && n <= MOST_COMPARED ? link : words.ui_compare_hint);
  };
}
