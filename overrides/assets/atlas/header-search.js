// Datasets in the search of the header, above the pages that the theme finds: through the same
// index as the tables, in the language of the page.
import { el, fill } from "./table/dom.js";
import { finder } from "./table/found.js";
import { catalogue, root, searcher, wholeSearch } from "./table/load.js";
import { ordered } from "./table/order.js";
import { filterRows, masks } from "./table/filter.js";
import { blank } from "./table/state.js";

const MOST = 5;
/** Above every score of the theme, so that Enter opens the dataset that bears the name. */
const SCORE = "1000";
/** Ranks of names and aliases; worse ones do not come before pages on Enter. */
const NAMED = 4;

/** Puts `text` into `parent`, with what `find` finds marked.
 * @param {Element} parent @param {string} text @param {RegExp | null} find */
function write(parent, text, find) {
  let from = 0;
  for (const { 0: found, index } of find ? text.matchAll(find) : []) {
    if (!found) continue;
    parent.append(text.slice(from, index), el("mark", {}, found));
    from = index + found.length;
  }
  parent.append(text.slice(from));
}

const box = /** @type {HTMLInputElement | null} */ (document.querySelector("input.md-search__input"));
const result = document.querySelector("[data-md-component=search-result]");
if (box && result) {
  // Between the theme's line and its list, where its arrow keys find the links too.
  const list = el("ol", { class: "md-search-result__list atlas-found", role: "presentation" });
  const note = el("p", { class: "atlas-found-note", role: "status" });
  const notYet = el("div", { class: "atlas-found-note", role: "status" });
  let added = false;

  /** @param {any} known @param {any} search */
  const answer = (known, search) => {
    const { data, words } = known;
    if (!added) {
      result.insertBefore(list, result.lastElementChild);
      result.insertBefore(note, list);
      result.insertBefore(notYet, list);
      added = true;
    }
    const typed = box.value.trim();
    if (!typed) {
      list.replaceChildren();
      note.textContent = "";
      notYet.replaceChildren();
      result.classList.remove("atlas-has-found");
      return;
    }
    const found = search.find(typed);
    const { rows } = ordered(data, filterRows(masks(data, blank(), undefined, found.mask)), "", found.rank);
    const find = finder(found.terms);
    const items = [...rows.subarray(0, MOST)].map((row) => {
      const heading = el("h1", {});
      write(heading, data.names[row], find);
      const text = el("p", { lang: data.foreign?.has(row) ? (known.labels.lang === "en" ? "zh" : "en") : known.labels.lang });
      write(text, data.summaries?.[row] ?? "", find);
      const score = found.rank[row] <= NAMED ? SCORE : "0";
      const article = el("article", { class: "md-search-result__article md-typeset", "data-md-score": score }, heading, text);
      const link = el("a", { href: `${root}datasets/${data.idOf(row)}/`, class: "md-search-result__link", tabIndex: -1 }, article);
      return el("li", { class: "md-search-result__item" }, link);
    });
    if (rows.length > MOST) {
      const more = el("a", { href: `${root}datasets/?find=${encodeURIComponent(typed)}`, class: "atlas-found-all" }, fill(words.ui_all_results, { n: rows.length }));
      more.prepend(el("span", { "data-md-score": "-1" }));
      items.push(el("li", { class: "md-search-result__item" }, more));
    }
    list.replaceChildren(...items);
    note.textContent = rows.length ? `${words.ui_datasets}: ${rows.length}` : "";
    // The theme's "no matching documents" speaks of pages alone.
    result.classList.toggle("atlas-has-found", rows.length > 0);
    notYet.replaceChildren();
    import("./wanted.js").then(({ notes }) => notes(typed, found, words)).then(
      (made) => box.value.trim() === typed && notYet.replaceChildren(...made),
      () => {},
    );
  };

  const search = async () => answer(await catalogue(), await searcher());
  // This module is fetched when the box gets the focus; something may be typed already.
  wholeSearch().then(() => box.value && search()).catch(() => {});
  box.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) search().catch(() => {});
  });
  box.addEventListener("compositionend", () => search().catch(() => {}));
}
