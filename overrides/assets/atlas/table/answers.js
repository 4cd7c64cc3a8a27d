// What a table answers with: the rows that pass, the nearest where none does, the filter in words.
// Fetched at the first sign of a reader; until then the rows that the server wrote stand.
import { el, fill } from "./dom.js";
import { asked, facetPanel } from "./facets.js";
import { counts, filterRows, full, masks, misses, put, size } from "./filter.js";
import { finder, marker } from "./found.js";
import { otherTexts, root, wholeSearch, whenIdle } from "./load.js";
import { ordered } from "./order.js";
import { rowMaker } from "./rows.js";
import { SORTS } from "./state.js";

const NEAREST = 8;
/** So many rows are kept once they are made. */
const MOST_KEPT = 400;

/**
 * @param {HTMLElement} section
 * @param {any} known what load.js's `catalogue` gives
 * @param {any} searcher
 * @param {any} table table.js's: `state`, `columns`, `chosen` (ids selected), `titles`; `changed`
 *   acts, `again` shows anew what new texts may have changed
 */
export function answers(section, known, searcher, table) {
  const { data, labels, words } = known;
  const make = rowMaker(known, root);
  const base = rowsOf(section.dataset.rows ?? "");
  const total = size(base);
  /** @type {any} */
  let found = {};
  /** @type {Map<string, Uint32Array>} */
  let passed = new Map();
  let page = { rows: new Int32Array(), groups: /** @type {{at: number, unit: number}[]} */ ([]) };

  /** @param {string} gaps distances from row to row */
  function rowsOf(gaps) {
    if (!gaps) return full(data.n);
    const mask = new Uint32Array((data.n + 31) >>> 5);
    let row = 0;
    for (const gap of gaps.split(" ")) put(mask, (row += Number(gap)));
    return mask;
  }

  /** Work out the rows. */
  function work() {
    const { state } = table;
    found = state.q ? searcher.find(state.q, base) : {};
    passed = masks(data, state, base, found.mask);
    page = ordered(data, filterRows(passed), state.sort, found.rank);
  }

  // The other language's summaries are fetched only for a query that finds nothing here.
  let othersCame = false;
  function lookInOther() {
    if (othersCame || !found.mask || found.how === "plain") return;
    otherTexts().then(() => {
      if (!othersCame) table.again();
      othersCame = true;
    }, () => {});
  }

  // A name that no record has, and lists of others have.
  let lookedFor = "";
  /** @param {HTMLElement} place */
  function lookForWanted(place) {
    const { q } = table.state;
    if (q === lookedFor) return;
    lookedFor = q;
    place.replaceChildren();
    if (!q) return;
    const answer = found;
    import("../wanted.js").then(({ notes }) => notes(q, answer, words)).then(
      (made) => table.state.q === q && place.replaceChildren(...made),
      () => {},
    );
  }

  /** Rows as they were made, by number; of the columns that `keptFor` names. @type {Map<number, HTMLElement>} */
  const keptRows = new Map();
  let keptFor = "";

  /** A row, the same element as before where it would be the same. @param {number} row @param {{alias?: string, misses?: string}} also */
  function line(row, { alias, misses } = {}) {
    const { columns, titles, chosen } = table;
    if (keptFor !== columns.join() || keptRows.size > MOST_KEPT) keptRows.clear();
    keptFor = columns.join();
    const kept = alias || misses ? undefined : keptRows.get(row);
    const made = kept ?? make(row, { columns, titles, alias, misses });
    if (!alias && !misses) keptRows.set(row, made);
    made.querySelector(".atlas-select").checked = chosen.has(data.idOf(row));
    return made;
  }

  /** Lines of `page.rows` from one to another, all by default. */
  function lines(from = 0, to = page.rows.length) {
    /** @type {HTMLElement[]} */
    const made = [];
    page.rows.subarray(from, to).forEach((row, at) => {
      const group = page.groups.find((one) => one.at === from + at && one.at > 0);
      if (group) made.push(said(group.unit < 0 ? words.ui_no_size : fill(words.ui_other_unit, { unit: labels.units[group.unit][1] })));
      made.push(line(row, { alias: found.aliasHit?.(row) }));
    });
    mark(made, finder(found.terms ?? []));
    return made;
  }
  const mark = marker();

  /** A line across the table. @param {string} text */
  const said = (text) =>
    el("tr", { class: "atlas-why", role: "row" },
      el("td", { colspan: String(table.columns.length + 1), role: "cell" }, text));

  /** Instead of no line: the nearest rows, with what each misses. */
  function nearest() {
    const order = ordered(data, base, "", undefined).rows;
    mark([], null);
    const named = (/** @type {string} */ name) =>
      name === "q" ? words.ui_text : name === "range" ? words.ui_released_range : words[name] ?? name;
    return [
      said(words.ui_nearest),
      ...misses(passed, order, NEAREST).map(({ row, missed }) =>
        line(row, { misses: fill(words.ui_misses, { what: missed.map(named).join(words.comma) }) }),
      ),
    ];
  }

  /** What is asked for, and how many rows that leaves, as one sentence. */
  function sentence() {
    const chips = asked(known, table.state);
    const { sort } = table.state;
    const shown = page.rows.length;
    const numbers = shown === total && !chips.length ? words.ui_shown_all : words.ui_shown;
    const parts = [...chips.map((chip) => chip.text), fill(numbers, { n: shown, total })];
    if (sort) parts.push(fill(words.ui_sorted, { what: table.titles[sort.replace("-", "")] }));
    const notes = { typo: words.ui_typo, bigrams: words.ui_pairs, other: words.ui_other_language };
    const note = /** @type {any} */ (notes)[found.how];
    return parts.join(" · ") + (note ? ` ${note}` : "");
  }

  /**
   * The same, piece by piece, each with a button that takes it out.
   * @param {(list: HTMLElement, at: number) => void} removed where the button was
   */
  function chips(removed) {
    return asked(known, table.state).map((chip, at) => {
      const button = el(
        "button",
        { type: "button", class: "atlas-button atlas-remove", "aria-label": fill(words.ui_remove, { what: chip.full }) },
        chip.full,
      );
      button.addEventListener("click", () => {
        const list = button.closest("ul");
        chip.remove();
        removed(list, at);
      });
      return el("li", {}, button);
    });
  }

  // A facet may be open already, and is counted as soon as its panel is made.
  work();
  const panel = facetPanel(section, known, {
    get state() {
      return table.state;
    },
    changed: () => table.changed(),
    counts: (name) => counts(data, name, passed.has(name) ? filterRows(passed, name) : filterRows(passed)),
  });

  // Until the summaries are here the first rows keep those that the server wrote.
  if (!data.summaries) {
    data.summaries = [];
    data.foreign = new Set();
    for (const row of section.querySelectorAll("tbody tr[data-id]")) {
      const text = row.querySelector(".atlas-summary > span");
      const number = data.rowOf(/** @type {HTMLElement} */ (row).dataset.id ?? "");
      if (text && number !== undefined) {
        data.summaries[number] = text.textContent ?? "";
        if (text.className) data.foreign.add(number);
      }
    }
  }
  wholeSearch().then(() => {
    // Now they have exact sizes and what they are.
    keptRows.clear();
    table.again();
    section.dataset.complete = "";
    // Orders are worked out while nobody waits for them.
    for (const sort of SORTS.flatMap((one) => [one, `-${one}`])) whenIdle(() => ordered(data, base, sort));
  }, () => {});

  return {
    data,
    work,
    lookInOther,
    lookForWanted,
    lines,
    nearest,
    sentence,
    chips,
    panel,
    get rows() {
      return page.rows;
    },
  };
}
