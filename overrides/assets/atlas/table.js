// Makes each server-rendered table of datasets filterable: a text box and facets whose state is
// in the URL. Without this module the table is complete; nothing here adds or moves a fact.

/** Facet names, as in the record, the URL and the rows' data attributes. */
const FACETS = ["roles", "modalities", "tasks", "commercial"];
const WRITE_URL_AFTER_MS = 300;

/**
 * What a reader asked for.
 * @typedef {{words: string[], chosen: Map<string, Set<string>>}} Query
 */

/**
 * Splits typed text into folded words: compatibility forms and case are one.
 * @param {string} text
 * @returns {string[]}
 */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean);
}

/**
 * Whether a row passes: every word somewhere in its text; of each facet one of the chosen values.
 * @param {{search: string, values: Map<string, Set<string>>}} row
 * @param {Query} query
 * @param {string} [except] a facet to leave out, for that facet's own counts
 * @returns {boolean}
 */
export function passes(row, query, except) {
  if (!query.words.every((word) => row.search.includes(word))) return false;
  for (const [name, chosen] of query.chosen) {
    if (name === except || chosen.size === 0) continue;
    const values = row.values.get(name);
    if (![...chosen].some((value) => values?.has(value))) return false;
  }
  return true;
}

/**
 * @param {HTMLTableRowElement} element
 * @returns {{element: HTMLTableRowElement, search: string, values: Map<string, Set<string>>}}
 */
function readRow(element) {
  const values = new Map(
    FACETS.map((name) => [name, new Set((element.dataset[name] ?? "").split(" ").filter(Boolean))]),
  );
  return { element, search: (element.dataset.search ?? "").normalize("NFKC"), values };
}

/** @param {HTMLElement} section */
function enhance(section) {
  const form = /** @type {HTMLFormElement} */ (section.querySelector("form"));
  const box = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const checks = /** @type {HTMLInputElement[]} */ ([
    ...form.querySelectorAll("input[type=checkbox]"),
  ]);
  const count = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const noHit = /** @type {HTMLElement} */ (section.querySelector(".atlas-nohit"));
  const scroll = /** @type {HTMLElement} */ (section.querySelector(".atlas-scroll"));
  const rows = [...section.querySelectorAll("tbody tr")].map((row) =>
    readRow(/** @type {HTMLTableRowElement} */ (row)),
  );

  /** @returns {Query} */
  function query() {
    const chosen = new Map(FACETS.map((name) => [name, new Set()]));
    for (const check of checks) if (check.checked) chosen.get(check.name)?.add(check.value);
    return { words: fold(box.value), chosen };
  }

  function show() {
    const asked = query();
    let shown = 0;
    for (const row of rows) {
      const visible = passes(row, asked);
      row.element.hidden = !visible;
      if (visible) shown += 1;
    }
    for (const check of checks) {
      const number = rows.filter(
        (row) => row.values.get(check.name)?.has(check.value) && passes(row, asked, check.name),
      ).length;
      const label = /** @type {HTMLElement} */ (check.closest("label"));
      const shownNumber = /** @type {HTMLElement} */ (label.querySelector(".atlas-number"));
      shownNumber.textContent = String(number);
      label.classList.toggle("atlas-quiet", number === 0 && !check.checked);
    }
    for (const facet of form.querySelectorAll("[data-facet]")) {
      const name = /** @type {HTMLElement} */ (facet).dataset.facet ?? "";
      const chosen = asked.chosen.get(name)?.size ?? 0;
      const mark = /** @type {HTMLElement} */ (facet.querySelector(".atlas-chosen"));
      mark.textContent = chosen ? ` (${chosen})` : "";
    }
    count.textContent = (section.dataset.matches ?? "")
      .replace("{shown}", String(shown))
      .replace("{total}", String(rows.length));
    noHit.hidden = shown > 0;
    scroll.hidden = shown === 0;
  }

  function readUrl() {
    const given = new URLSearchParams(location.search);
    box.value = given.get("q") ?? "";
    for (const check of checks) check.checked = given.getAll(check.name).includes(check.value);
    show();
  }

  let timer = 0;
  function writeUrl() {
    const given = new URLSearchParams();
    if (box.value.trim()) given.set("q", box.value.trim());
    for (const check of checks) if (check.checked) given.append(check.name, check.value);
    const text = given.toString();
    try {
      history.replaceState(history.state, "", text ? `?${text}` : location.pathname);
    } catch {
      // A browser may refuse (too many calls, a file: page); the filter works without it.
    }
    keepFilterOnSwitch(text);
  }

  function changed() {
    show();
    window.clearTimeout(timer);
    timer = window.setTimeout(writeUrl, WRITE_URL_AFTER_MS);
  }

  box.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) changed();
  });
  box.addEventListener("compositionend", changed);
  for (const check of checks) check.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => window.setTimeout(changed));
  window.addEventListener("popstate", readUrl);
  form.hidden = false;
  readUrl();
  keepFilterOnSwitch(location.search.slice(1));
}

/**
 * The links to the same page in the other language carry the filter along.
 * @param {string} search without its question mark
 */
function keepFilterOnSwitch(search) {
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const anchor = /** @type {HTMLAnchorElement} */ (link);
    const [address] = anchor.href.split("?");
    anchor.href = search ? `${address}?${search}` : address;
  }
}

if (typeof document !== "undefined") {
  for (const section of document.querySelectorAll("[data-atlas-table]")) {
    enhance(/** @type {HTMLElement} */ (section));
  }
}
