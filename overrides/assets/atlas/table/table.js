// Takes over a server-rendered table of datasets: search, facets, sort, columns, selection, pages.
// What a reader asked for is one state, kept in the address; everything that shows follows from it.
// Without this module the table is complete; until a reader does something, so is it with it, and
// what answers (answers.js, the search, all data but words) is not fetched.
import { arrange, checkFor, el, fill, kept } from "./dom.js";
import { catalogue, fetchAnswering, file, root, searcher } from "./load.js";
import { blank, COLUMNS, FIRST_COLUMNS, read, SORTS, write as written } from "./state.js";
import { tools } from "./tools.js";

const PAGE = 25;
const WRITE_URL_AFTER_MS = 400;
/** The first click on a head sorts this way. */
const FIRST_WAY = { name: "", size: "-", released: "-", added: "-" };
/** Shares of the width, as table.css has them for the columns that are shown at first.
 * @type {Record<string, number>} */
const WIDTHS = {
  name: 16.5, summary: 23, tasks: 12.5, size: 10, license: 12.5, access: 9.5, released: 9.5, status: 7.5,
};
const OTHER_WIDTH = 12;
/** What a share is at least, in rem: with the first columns, and with more, which scroll. */
const LEAST_WIDTHS = [0.45, 0.52];
/** What a reader does first. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "keydown", "focusin", "scroll"];

/** @param {HTMLElement} section @param {any} labels @param {boolean} main whether the address is its */
function enhance(section, labels, main) {
  const { words } = labels;
  const form = /** @type {HTMLFormElement} */ (section.querySelector("form"));
  const box = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const bar = /** @type {HTMLElement} */ (form.querySelector(".atlas-state"));
  const count = /** @type {HTMLElement} */ (bar.querySelector("[role=status]"));
  const scroll = /** @type {HTMLElement} */ (section.querySelector(".atlas-scroll"));
  const head = /** @type {HTMLTableRowElement} */ (scroll.querySelector("thead tr"));
  const body = /** @type {HTMLElement} */ (scroll.querySelector("tbody"));
  const total = Number(section.dataset.total);
  /** @type {Record<string, string>} */
  const titles = { ...words, license: words.license_stated, access: words.accessed };

  let state = blank();
  const chosen = new Set(state.selected);
  const remembered = kept.get("columns")?.split(",").filter((name) => COLUMNS.includes(name));
  const query = () => new URLSearchParams(main ? location.search : "");
  /** Whether the address or an earlier visit wants something else than the server wrote. */
  const isAsked = () => query().size > 0 || !!remembered?.length;
  const shownColumns = () => state.columns ?? FIRST_COLUMNS;

  // Answering -----------------------------------------------------------------------------------

  /** @type {any} */
  let answers;
  const shown = () => (answers ? answers.rows.length : total);
  const last = () => Math.max(1, Math.ceil(shown() / PAGE));

  /** @type {Promise<void> | undefined} */
  let coming;
  /** Fetch what answers, and what the address asks for. */
  function use() {
    fetchAnswering();
    coming ??= Promise.all([catalogue(), searcher(), import("./answers.js")]).then(
      ([known, search, made]) => {
        answers = made.answers(section, known, search, {
          get state() {
            return state;
          },
          get columns() {
            return shownColumns();
          },
          chosen,
          titles,
          changed,
          again() {
            if (untouched) return;
            answer();
            show();
          },
        });
        if (isAsked()) fromAddress();
        else tell();
        section.dataset.answers = "";
      },
    );
    coming.catch(giveUp);
    return coming;
  }

  /** Leave the reader what the server wrote. */
  function giveUp() {
    coming = undefined;
    pager.remove();
    if (untouched) body.append(...later);
    if (plainPages) scroll.after(plainPages);
    section.dataset.failed = "";
  }

  function answer() {
    answers.work();
    state.page = Math.min(Math.max(1, state.page || 1), last());
  }

  /** @param {{write?: "push" | "replace", keepPage?: boolean}} how */
  function changed({ write = "push", keepPage = false } = {}) {
    if (!answers) return void use().then(() => changed({ write, keepPage }), () => {});
    if (!keepPage) state.page = 1;
    answer();
    show();
    answers.lookInOther();
    remember(write);
  }

  // Showing -------------------------------------------------------------------------------------

  // The rows that the server wrote stay as long as nothing else is asked for.
  let untouched = true;
  const first = [...body.children];
  /** Those of them that stand on further pages now. */
  const later = first.splice(PAGE);

  function show() {
    const from = (state.page - 1) * PAGE;
    if (untouched && !written({ ...state, selected: [] })) adopt();
    else {
      untouched = false;
      arrange(body, shown() ? answers.lines(from, from + PAGE) : answers.nearest());
    }
    heads();
    tell();
    pages();
    updateTools();
  }

  function adopt() {
    arrange(body, first);
    for (const line of first) {
      const id = /** @type {HTMLElement} */ (line).dataset.id ?? "";
      const check = /** @type {HTMLInputElement | null} */ (line.querySelector(".atlas-select"));
      const name = line.querySelector("th a")?.textContent ?? id;
      const box = check ?? checkFor(id, words, name);
      box.checked = chosen.has(id);
      if (!check) line.firstElementChild?.prepend(box);
    }
  }

  let headsFor = "";
  function heads() {
    const columns = shownColumns();
    if (headsFor !== columns.join()) {
      headsFor = columns.join();
      const shares = ["name", ...columns].map((name) => WIDTHS[name] ?? OTHER_WIDTH);
      const each = LEAST_WIDTHS[+(columns.length > FIRST_COLUMNS.length)];
      const least = shares.map((share) => share * each);
      const widths = shares.map((share, at) => `minmax(${least[at]}rem, ${share}fr)`);
      scroll.style.setProperty("--atlas-columns", widths.join(" "));
      scroll.style.setProperty("--atlas-width", `${least.reduce((sum, one) => sum + one)}rem`);
      head.replaceChildren(
        ...["name", ...columns].map((name) => {
          const cell = el("th", { scope: "col", role: "columnheader", "data-column": name });
          if (SORTS.includes(name)) {
            const button = el("button", { type: "button", class: "atlas-sort", "data-sort": name }, titles[name]);
            button.addEventListener("click", () => sortBy(name));
            cell.append(button);
          } else cell.append(titles[name]);
          return cell;
        }),
      );
    }
    const now = state.sort.replace("-", "");
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

  function tell() {
    const text = answers ? answers.sentence() : fill(words.ui_shown_all, { n: total, total });
    const isNew = count.textContent !== text;
    // Told once a change: a live region that is written anew is read anew.
    if (isNew) count.textContent = text;
    if (!answers) return;
    answers.panel.update();
    answers.lookForWanted(notYet);
    if (isNew) showChips();
  }

  function showChips() {
    chipList.replaceChildren(
      ...answers.chips((/** @type {HTMLElement} */ list, /** @type {number} */ at) => {
        box.value = state.q;
        changed();
        // The next one takes the focus, the box when none is left.
        const left = list.querySelectorAll("button");
        /** @type {HTMLElement} */ (left[Math.min(at, left.length - 1)] ?? box).focus();
      }),
    );
  }

  function pages() {
    pager.hidden = last() < 2;
    place.textContent = fill(words.ui_page, { n: state.page, total: last() });
    previous.setAttribute("aria-disabled", String(state.page < 2));
    next.setAttribute("aria-disabled", String(state.page >= last()));
  }

  /** @param {number} by */
  function turn(by) {
    if (state.page + by < 1 || state.page + by > last()) return;
    state.page += by;
    changed({ keepPage: true });
    scroll.scrollIntoView({ block: "start" });
  }

  // The address ---------------------------------------------------------------------------------

  /** What the address is to become, as soon as the reader rests: browsers are slow at it, and refuse
   * many in a row. @type {{text: string, way: "push" | "replace", timer: number} | undefined} */
  let waiting;

  /** @param {"push" | "replace"} way */
  function remember(way) {
    state.selected = [...chosen];
    if (!main) return;
    // What has an entry of its own in the history keeps it.
    if (waiting?.way === "push" || way === "push") putAddress();
    window.clearTimeout(waiting?.timer);
    waiting = { text: written(state), way, timer: window.setTimeout(putAddress, WRITE_URL_AFTER_MS) };
  }

  function putAddress() {
    if (!waiting) return;
    const { text, way, timer } = waiting;
    window.clearTimeout(timer);
    waiting = undefined;
    if (location.search.slice(1) === text) return;
    try {
      history[way === "push" ? "pushState" : "replaceState"](null, "", text ? `?${text}` : location.pathname);
    } catch {
      // Refused; the table works without it.
    }
    keepOnSwitch(text);
  }

  function fromAddress() {
    window.clearTimeout(waiting?.timer);
    waiting = undefined;
    state = read(query(), answers.data);
    state.columns ??= remembered?.length ? remembered : null;
    box.value = state.q;
    chosen.clear();
    for (const id of state.selected) chosen.add(id);
    answer();
    show();
    answers.lookInOther();
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

  body.addEventListener("change", (event) => {
    const check = /** @type {HTMLInputElement} */ (event.target);
    const id = check.closest("tr")?.dataset.id;
    if (!id) return;
    if (check.checked) chosen.add(id);
    else chosen.delete(id);
    updateTools();
    remember("replace");
  });
  const typed = () => {
    state.q = box.value.trim();
    changed({ write: "replace" });
  };
  box.addEventListener("input", (event) => {
    // A reader who composes Chinese has typed nothing yet.
    if (!(/** @type {InputEvent} */ (event).isComposing)) typed();
  });
  box.addEventListener("compositionend", typed);
  section.addEventListener("keydown", (event) => move(/** @type {KeyboardEvent} */ (event)));
  form.addEventListener("submit", (event) => event.preventDefault());
  if (main) {
    window.addEventListener("popstate", () => use().then(fromAddress, () => {}));
    // Whoever leaves by a link comes back to what was shown.
    document.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest?.("a[href]")) putAddress();
    }, true);
    window.addEventListener("pagehide", putAddress);
  }
  window.addEventListener("beforeprint", () => {
    if (answers) body.replaceChildren(...answers.lines());
    else body.append(...later);
  });
  window.addEventListener("afterprint", show);

  /** Arrows go from the box through the rows and back. @param {KeyboardEvent} event */
  function move(event) {
    const at = /** @type {HTMLElement} */ (event.target);
    if (at === box && event.key === "Escape" && box.value) {
      event.preventDefault();
      box.value = "";
      typed();
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

  bar.append(chipList);
  const updateTools = tools(bar, words, {
    get state() {
      return state;
    },
    get shown() {
      return shown();
    },
    get columns() {
      return shownColumns();
    },
    rows: () => use().then(() => [...answers.rows]),
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
  bar.after(notYet);
  const plainPages = section.querySelector(".atlas-pages");
  plainPages?.remove();
  scroll.after(pager);

  const ready = () => (section.dataset.ready = "");
  if (isAsked()) use().then(ready, () => {});
  else {
    show();
    ready();
    const arrived = (/** @type {Event} */ event) => {
      // The theme scrolls its own list of pages.
      if (event.type === "scroll" && event.target !== document) return;
      for (const sign of SIGNS) window.removeEventListener(sign, arrived, true);
      use().catch(() => {});
    };
    for (const sign of SIGNS) window.addEventListener(sign, arrived, { capture: true, passive: true });
  }
}

/** The same page in the other language keeps what was asked. @param {string} search */
function keepOnSwitch(search) {
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const anchor = /** @type {HTMLAnchorElement} */ (link);
    const [address] = anchor.href.split("?");
    anchor.href = search ? `${address}?${search}` : address;
  }
}

let begun = 0;
/** Take over the tables that stand already: this module does not wait for the rest of its page. */
function begin() {
  const all = [...document.querySelectorAll("[data-atlas-table]:has(> script)")];
  const sections = /** @type {HTMLElement[]} */ (all.slice(begun));
  if (!sections.length) return;
  const isFirst = !begun;
  begun = all.length;
  file("labels").then(
    (labels) => sections.forEach((section, at) => enhance(section, labels, isFirst && at === 0)),
    () => {
      for (const section of sections) section.dataset.failed = "";
    },
  );
}
begin();
document.addEventListener("DOMContentLoaded", begin);
