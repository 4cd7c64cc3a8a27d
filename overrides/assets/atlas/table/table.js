// Takes over a server-rendered table of datasets: search, facets, sort, columns, selection, pages.
// What a reader asked for is one state, kept in the address; everything that shows follows from it.
// Without this module the table is complete.
import { el, fill, finder, kept } from "./dom.js";
import { asked, facetPanel } from "./facets.js";
import { counts, filterRows, full, masks, misses, put, size } from "./filter.js";
import { allTexts, catalogue, otherTexts, root } from "./load.js";
import { ordered } from "./order.js";
import { checkFor, COLUMNS, FIRST_COLUMNS, rowMaker } from "./rows.js";
import { read, write as written } from "./state.js";

const PAGE = 25;
const WRITE_URL_AFTER_MS = 400;
const SORTABLE = ["name", "size", "released", "added"];
/** The first click on a head sorts this way. */
const FIRST_WAY = { name: "", size: "-", released: "-", added: "-" };
const NEAREST = 8;

/** @param {HTMLElement} section @param {any} known @param {boolean} main whether the address is its */
function enhance(section, known, main) {
  const { data, labels, words, searcher } = known;
  const form = /** @type {HTMLFormElement} */ (section.querySelector("form"));
  const box = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const bar = /** @type {HTMLElement} */ (form.querySelector(".atlas-state"));
  const count = /** @type {HTMLElement} */ (bar.querySelector("[role=status]"));
  const scroll = /** @type {HTMLElement} */ (section.querySelector(".atlas-scroll"));
  const head = /** @type {HTMLTableRowElement} */ (scroll.querySelector("thead tr"));
  const body = /** @type {HTMLElement} */ (scroll.querySelector("tbody"));
  const make = rowMaker(known, root);
  const base = rowsOf(section.dataset.rows ?? "");
  const total = size(base);
  /** @type {Record<string, string>} */
  const titles = { ...words, license: words.license_stated, access: words.accessed };

  const query = () => new URLSearchParams(main ? location.search : "");
  let state = read(query(), data);
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

  const shownColumns = () => state.columns ?? FIRST_COLUMNS;

  // Answering -----------------------------------------------------------------------------------

  function answer() {
    found = state.q ? searcher.find(state.q, base) : {};
    passed = masks(data, state, base, found.mask);
    page = ordered(data, filterRows(passed), state.sort, found.rank);
    const last = Math.max(1, Math.ceil(page.rows.length / PAGE));
    state.page = Math.min(Math.max(1, state.page || 1), last);
  }

  /** @param {{write?: "push" | "replace", keepPage?: boolean}} how */
  function changed({ write = "push", keepPage = false } = {}) {
    if (!keepPage) state.page = 1;
    answer();
    show();
    if (found.mask && found.how !== "plain") lookInOther();
    remember(write);
  }

  // The other language's summaries are fetched only for a query that finds nothing here.
  let foundInOther = "";
  function lookInOther() {
    const wanted = state.q;
    otherTexts().then(() => {
      if (state.q !== wanted) return;
      answer();
      if (page.rows.length && found.how === "plain") foundInOther = wanted;
      show();
    }, () => {});
  }

  // A name that no record has, and lists of others have.
  let lookedFor = "";
  function lookForWanted() {
    if (state.q === lookedFor) return;
    const query = (lookedFor = state.q);
    notYet.replaceChildren();
    if (!query) return;
    import("../wanted.js").then(({ notes }) => notes(query, found, words)).then(
      (made) => state.q === query && notYet.replaceChildren(...made),
      () => {},
    );
  }

  // Showing -------------------------------------------------------------------------------------

  // The rows that the server wrote stay as long as nothing else is asked for.
  let untouched = true;

  function show() {
    const { rows, groups } = page;
    const from = (state.page - 1) * PAGE;
    if (untouched && !written({ ...state, selected: [] })) adopt();
    else {
      untouched = false;
      if (rows.length) body.replaceChildren(...lines(rows.subarray(from, from + PAGE), from, groups));
      else body.replaceChildren(...nearest());
    }
    heads();
    tell(rows.length);
    panel.update();
    lookForWanted();
    pages(rows.length);
    updateTools();
  }

  function adopt() {
    [...body.children].forEach((line, at) => {
      if (at >= PAGE) line.remove();
      else {
        const id = /** @type {HTMLElement} */ (line).dataset.id ?? "";
        const check = /** @type {HTMLInputElement | null} */ (line.querySelector(".atlas-select"));
        if (check) check.checked = chosen.has(id);
        else line.firstElementChild?.prepend(checkFor(id, words, data.names[data.rowOf(id)], chosen.has(id)));
      }
    });
  }

  /** @param {Int32Array} rows @param {number} from @param {{at: number, unit: number}[]} groups */
  function lines(rows, from, groups) {
    const how = { columns: shownColumns(), titles, find: finder(found.terms ?? []) };
    const made = [];
    rows.forEach((row, at) => {
      const group = groups.find((one) => one.at === from + at && one.at > 0);
      if (group) made.push(why(group.unit));
      made.push(make(row, { ...how, selected: chosen.has(data.idOf(row)), alias: found.aliasHit?.(row) }));
    });
    return made;
  }

  /** Says why rows are not among those above. @param {number} unit */
  function why(unit) {
    const text = unit < 0 ? words.ui_no_size : fill(words.ui_other_unit, { unit: labels.units[unit][1] });
    return el("tr", { class: "atlas-why" }, el("td", { colspan: String(shownColumns().length + 1) }, text));
  }

  function nearest() {
    const order = ordered(data, base, "", undefined).rows;
    const how = { columns: shownColumns(), titles, find: null };
    const lead = el("tr", { class: "atlas-why" }, el("td", { colspan: String(shownColumns().length + 1) }, words.ui_nearest));
    const named = (/** @type {string} */ name) =>
      name === "q" ? words.ui_text : name === "range" ? words.ui_released_range : words[name] ?? name;
    return [
      lead,
      ...misses(passed, order, NEAREST).map(({ row, missed }) =>
        make(row, {
          ...how,
          selected: chosen.has(data.idOf(row)),
          misses: fill(words.ui_misses, { what: missed.map(named).join(words.comma) }),
        }),
      ),
    ];
  }

  let headsFor = "";
  function heads() {
    const columns = shownColumns();
    if (headsFor !== columns.join()) {
      headsFor = columns.join();
      head.replaceChildren(
        ...["name", ...columns].map((name) => {
          const cell = el("th", { scope: "col", "data-column": name });
          if (SORTABLE.includes(name)) {
            const button = el("button", { type: "button", class: "atlas-sort", "data-sort": name }, titles[name]);
            button.addEventListener("click", () => sortBy(name));
            cell.append(button);
          } else cell.append(titles[name]);
          return cell;
        }),
      );
    }
    const now = (state.sort ?? "").replace("-", "");
    for (const cell of head.children) {
      const name = /** @type {HTMLElement} */ (cell).dataset.column;
      if (name === now) cell.setAttribute("aria-sort", state.sort.startsWith("-") ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
  }

  /** @param {string} name */
  function sortBy(name) {
    const first = /** @type {any} */ (FIRST_WAY)[name] + name;
    const second = first.startsWith("-") ? name : `-${name}`;
    state.sort = state.sort === first ? second : state.sort === second ? "" : first;
    changed();
  }

  /** @param {number} shown */
  function tell(shown) {
    const chips = asked(known, state);
    const numbers = shown === total && !chips.length ? words.ui_shown_all : words.ui_shown;
    const parts = [...chips.map((chip) => chip.text), fill(numbers, { n: shown, total })];
    if (state.sort) parts.push(fill(words.ui_sorted, { what: titles[state.sort.replace("-", "")] }));
    const notes = { typo: words.ui_typo, bigrams: words.ui_pairs, plain: "" };
    const other = state.q && state.q === foundInOther ? words.ui_other_language : "";
    const note = other || (/** @type {any} */ (notes)[found.how] ?? "");
    const text = parts.join(" · ") + (note ? ` ${note}` : "");
    // Told once a change: a live region that is written anew is read anew.
    if (count.textContent !== text) count.textContent = text;
    chipList.replaceChildren(
      ...chips.map((chip, at) => {
        const button = el(
          "button",
          { type: "button", class: "atlas-button atlas-remove", "aria-label": fill(words.ui_remove, { what: chip.full }) },
          chip.full,
        );
        button.addEventListener("click", () => {
          chip.remove();
          box.value = state.q;
          changed();
          // The next one takes the focus, the box when none is left.
          const left = chipList.querySelectorAll("button");
          /** @type {HTMLElement} */ (left[Math.min(at, left.length - 1)] ?? box).focus();
        });
        return el("li", {}, button);
      }),
    );
  }

  /** @param {number} shown */
  function pages(shown) {
    const last = Math.ceil(shown / PAGE);
    pager.hidden = last < 2;
    place.textContent = fill(words.ui_page, { n: state.page, total: last });
    previous.setAttribute("aria-disabled", String(state.page < 2));
    next.setAttribute("aria-disabled", String(state.page >= last));
  }

  /** @param {number} by */
  function turn(by) {
    const last = Math.ceil(page.rows.length / PAGE);
    if (state.page + by < 1 || state.page + by > last) return;
    state.page += by;
    changed({ keepPage: true });
    scroll.scrollIntoView({ block: "start" });
  }

  const chosen = new Set(state.selected);

  // The address ---------------------------------------------------------------------------------

  let timer = 0;
  /** @param {"push" | "replace"} way */
  function remember(way) {
    state.selected = [...chosen];
    if (!main) return;
    window.clearTimeout(timer);
    const put = () => {
      const text = written(state);
      const target = text ? `?${text}` : location.pathname;
      if (location.search.slice(1) === text) return;
      try {
        history[way === "push" ? "pushState" : "replaceState"](null, "", target);
      } catch {
        // A browser may refuse (too many calls); the table works without it.
      }
      keepOnSwitch(text);
    };
    if (way === "push") put();
    else timer = window.setTimeout(put, WRITE_URL_AFTER_MS);
  }

  function fromAddress() {
    state = read(query(), data);
    state.columns ??= remembered?.length ? remembered : null;
    box.value = state.q;
    chosen.clear();
    for (const id of state.selected) chosen.add(id);
    answer();
    show();
    keepOnSwitch(location.search.slice(1));
  }

  // Pieces and events ----------------------------------------------------------------------------

  const chipList = el("ul", { class: "atlas-asked" });
  const notYet = el("div", { class: "atlas-not-yet", role: "status" });
  const previous = el("button", { type: "button", class: "atlas-button" }, words.ui_previous);
  const next = el("button", { type: "button", class: "atlas-button" }, words.ui_next);
  const place = el("span", {});
  const pager = el("p", { class: "atlas-pager", hidden: true }, previous, " ", place, " ", next);
  previous.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));

  const panel = facetPanel(section, known, {
    get state() {
      return state;
    },
    changed: () => changed(),
    counts: (name) => counts(data, name, passed.has(name) ? filterRows(passed, name) : filterRows(passed)),
  });

  body.addEventListener("change", (event) => {
    const check = /** @type {HTMLInputElement} */ (event.target);
    const id = check.closest("tr")?.dataset.id;
    if (!id) return;
    if (check.checked) chosen.add(id);
    else chosen.delete(id);
    updateTools();
    remember("replace");
  });
  box.addEventListener("input", (event) => {
    // A reader who composes Chinese has typed nothing yet.
    if (/** @type {InputEvent} */ (event).isComposing) return;
    state.q = box.value.trim();
    changed({ write: "replace" });
  });
  box.addEventListener("compositionend", () => {
    state.q = box.value.trim();
    changed({ write: "replace" });
  });
  section.addEventListener("keydown", (event) => move(/** @type {KeyboardEvent} */ (event)));
  form.addEventListener("submit", (event) => event.preventDefault());
  if (main) window.addEventListener("popstate", fromAddress);
  window.addEventListener("beforeprint", () => body.replaceChildren(...lines(page.rows, 0, page.groups)));
  window.addEventListener("afterprint", show);

  /** Arrows go from the box through the rows and back. @param {KeyboardEvent} event */
  function move(event) {
    const at = /** @type {HTMLElement} */ (event.target);
    if (at === box && event.key === "Escape" && box.value) {
      event.preventDefault();
      box.value = state.q = "";
      changed({ write: "replace" });
      return;
    }
    const down = event.key === "ArrowDown";
    if ((!down && event.key !== "ArrowUp") || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = /** @type {HTMLElement[]} */ ([...body.querySelectorAll("th a")]);
    const from = links.indexOf(at);
    if (at !== box && from < 0) return;
    event.preventDefault();
    if (at === box) links[0]?.focus();
    else (links[from + (down ? 1 : -1)] ?? (down ? at : box)).focus();
  }

  let updateTools = () => {};
  bar.append(chipList);
  bar.after(notYet);
  import("./tools.js").then(({ tools }) => {
    updateTools = tools(bar, known, {
      get state() {
        return state;
      },
      get rows() {
        return page.rows;
      },
      get columns() {
        return shownColumns();
      },
      chosen,
      titles,
      changed,
      clear() {
        state = { ...state, q: "", chosen: new Map(), from: "", to: "", page: 1 };
        box.value = "";
        changed();
        box.focus();
      },
      forget() {
        chosen.clear();
        show();
        remember("replace");
        box.focus();
      },
    });
    updateTools();
  }, () => {});
  section.querySelector(".atlas-pages")?.remove();
  scroll.after(pager);
  const remembered = kept.get("columns")?.split(",").filter((name) => COLUMNS.includes(name));
  // Until the summaries are here the first rows keep those that the server wrote.
  const ready = allTexts();
  if (!data.summaries) {
    data.summaries = [];
    data.foreign = new Set();
    for (const row of body.querySelectorAll("tr")) {
      const text = row.querySelector(".atlas-summary > span");
      const number = data.rowOf(row.dataset.id ?? "");
      if (text && number !== undefined) {
        data.summaries[number] = text.textContent ?? "";
        if (text.className) data.foreign.add(number);
      }
    }
  }
  fromAddress();
  section.dataset.ready = "";
  ready.then(() => {
    if (!untouched) {
      answer();
      show();
    }
    section.dataset.complete = "";
  }, () => {});
}

/** The same page in the other language keeps what was asked. @param {string} search */
function keepOnSwitch(search) {
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const anchor = /** @type {HTMLAnchorElement} */ (link);
    const [address] = anchor.href.split("?");
    anchor.href = search ? `${address}?${search}` : address;
  }
}

const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-atlas-table]")]);
if (sections.length) {
  catalogue().then(
    (known) => sections.forEach((section, at) => enhance(section, known, at === 0)),
    () => {
      for (const section of sections) section.dataset.failed = "";
    },
  );
}
