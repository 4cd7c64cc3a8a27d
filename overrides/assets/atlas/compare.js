// The comparison: facts of two to four datasets side by side. Each dataset's facts are read from its
// own page, so that nothing is said here that is not said there, with the same sources.
import { el, fill } from "./table/dom.js";
import { catalogue, root } from "./table/load.js";

const MOST = 4;
const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-atlas-compare]"));

/**
 * @typedef {{text: string, marks: {text: string, href: string, label: string}[]}} Said
 * @typedef {{id: string, name: string, facts: Map<string, {title: string, said: Said[]}>,
 *   origins: Map<string, string>}} Facts names by what tells origins apart
 */

/** Text of an element without its source marks. @param {Element} element */
function textOf(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const mark of copy.querySelectorAll(".atlas-marks")) mark.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** @param {Element} element @param {string} page @returns {Said} */
function said(element, page) {
  const marks = [...element.querySelectorAll(".atlas-mark")].map((mark) => ({
    text: mark.textContent ?? "",
    label: mark.getAttribute("aria-label") ?? "",
    href: page + (mark.getAttribute("href") ?? ""),
  }));
  return { text: textOf(element), marks };
}

/** @param {string} id @param {any} words @returns {Promise<Facts>} */
async function factsOf(id, words) {
  const page = `${root}datasets/${id}/`;
  const answer = await fetch(page);
  if (!answer.ok) throw new Error(`${page}: ${answer.status}`);
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  /** @type {Facts["facts"]} */
  const facts = new Map();
  const add = (/** @type {string} */ field, /** @type {string} */ title, /** @type {Said[]} */ all) =>
    all.length && facts.set(field, { title, said: all });
  const summary = read.querySelector(".atlas-lead");
  if (summary) add("summary", words.summary, [said(summary, page)]);
  for (const line of read.querySelectorAll(".atlas-facts > [data-field]")) {
    const field = /** @type {HTMLElement} */ (line).dataset.field ?? "";
    const values = [...line.querySelectorAll("dd")].map((value) => said(value, page));
    add(field, line.querySelector("dt")?.textContent ?? field, values);
  }
  const section = (/** @type {string} */ heading) => read.getElementById(heading)?.textContent ?? heading;
  add("license", section("license"), [...read.querySelectorAll(".atlas-licenses tbody tr")].map((line) => {
    const [name, covers, ...rest] = [...line.children];
    const permits = rest
      .filter((cell) => cell.querySelector(".atlas-permission"))
      .map((cell) => `${cell.getAttribute("data-label")}: ${textOf(cell)}`);
    return { text: `${textOf(name)} (${textOf(covers)}): ${permits.join(", ")}`, marks: said(line, page).marks };
  }));
  add("access", section("access"), [...read.querySelectorAll(".atlas-access-lines > li")].map((line) => said(line, page)));
  add("parts", section("parts"), [...read.querySelectorAll(".atlas-parts tbody tr")].map((line) => {
    const [name, , , size] = [...line.children];
    return { text: `${textOf(name)}: ${textOf(size)}`, marks: said(line, page).marks };
  }));
  add("derived_from", section("derived-from"), [...read.querySelectorAll(".atlas-origins > li")].map((line) => said(line, page)));
  add("notes", section("notes"), [...read.querySelectorAll(".atlas-notes > li")].map((line) => said(line, page)));
  const name = read.querySelector("h1")?.textContent ?? id;
  const origins = new Map([[id, name]]);
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (read.querySelectorAll("[data-ancestor]"))) {
    origins.set(one.dataset.ancestor ?? "", one.dataset.name ?? "");
  }
  return { id, name, facts, origins };
}

/** @param {Facts[]} all @param {any} words */
function table(all, words) {
  /** @type {Map<string, string>} every field that one of them has, in the order of pages */
  const fields = new Map();
  for (const { facts } of all) for (const [field, { title }] of facts) fields.set(field, title);
  const body = el("tbody");
  for (const [field, title] of fields) {
    const texts = all.map(({ facts }) => (facts.get(field)?.said ?? []).map(({ text }) => text).join("\n"));
    const differs = new Set(texts).size > 1;
    const line = el("tr", { "data-field": field, "data-differs": String(differs) }, el("th", { scope: "row" }, title));
    if (differs) line.firstChild.append(" ", el("small", { class: "atlas-qualifier" }, words.ui_differs));
    for (const { facts, name } of all) {
      const cell = el("td", { "data-label": name });
      for (const { text, marks } of facts.get(field)?.said ?? []) {
        const sources = el("span", { class: "atlas-marks" });
        for (const mark of marks) {
          sources.append(el("a", { class: "atlas-mark", href: mark.href, "aria-label": mark.label }, mark.text));
        }
        cell.append(el("p", {}, text, sources));
      }
      if (!cell.hasChildNodes()) cell.append(el("span", { class: "atlas-nothing" }, "–"));
      line.append(cell);
    }
    body.append(line);
  }
  const heads = all.map(({ id, name }) => el("th", { scope: "col" }, el("a", { href: `${root}datasets/${id}/` }, name)));
  return el(
    "div",
    { class: "atlas-scroll", role: "region", "aria-label": all.map(({ name }) => name).join(words.comma), tabIndex: 0 },
    el("table", { class: "atlas-table atlas-compare" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, words.ui_field), ...heads)),
      body),
  );
}

/** What at least two of them go back to. @param {Facts[]} all @param {any} words */
function shared(all, words) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const { origins } of all) for (const one of origins.keys()) times.set(one, (times.get(one) ?? 0) + 1);
  const names = new Map(all.flatMap(({ origins }) => [...origins]));
  const common = [...times].filter(([, n]) => n > 1).map(([one]) => names.get(one)).sort();
  const text = common.length
    ? fill(words.ui_shared, { names: common.join(words.comma) })
    : words.ui_nothing_shared;
  return el("p", { class: "atlas-shared" }, text);
}

/** @param {HTMLElement} where */
async function compare(where) {
  const { data, words } = await catalogue();
  const asked = new URLSearchParams(location.search).getAll("ids").flatMap((text) => text.split(","));
  const ids = [...new Set(asked)].filter(Boolean).slice(0, MOST);
  const unknown = ids.filter((id) => data.rowOf(id) === undefined);
  const messages = unknown.map((name) => el("p", {}, fill(words.ui_unknown, { name })));
  const those = ids.filter((id) => data.rowOf(id) !== undefined);
  if (those.length < 2) {
    const way = el("a", { href: `${root}datasets/` }, words.ui_datasets);
    where.replaceChildren(...messages, el("p", { class: "atlas-empty" }, words.ui_pick, " ", way));
    return;
  }
  where.replaceChildren(el("p", { role: "status" }, words.ui_loading));
  const all = await Promise.all(those.map((id) => factsOf(id, words)));
  const only = el("input", { type: "checkbox" });
  const made = table(all, words);
  only.addEventListener("change", () => made.classList.toggle("atlas-only-differences", only.checked));
  const print = el("button", { type: "button", class: "atlas-button" }, words.ui_print);
  print.addEventListener("click", () => window.print());
  where.replaceChildren(
    ...messages,
    shared(all, words),
    el("p", { class: "atlas-tools" }, el("label", {}, only, ` ${words.ui_only_differences}`), print),
    made,
  );
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const anchor = /** @type {HTMLAnchorElement} */ (link);
    anchor.href = `${anchor.href.split("?")[0]}?ids=${those.join()}`;
  }
}

if (place) {
  compare(place).catch(() => {
    place.dataset.failed = "";
  });
}
