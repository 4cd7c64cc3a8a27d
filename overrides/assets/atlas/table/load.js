// Fetches what tables, search and comparison read: the data files that the page names, and the
// modules that only a reader who asks needs. Each comes once; what failed may be asked for again.
import { el } from "./dom.js";

/** @type {Record<string, string>} */
const places = JSON.parse(document.getElementById("atlas-data")?.textContent ?? "{}");

/** The way from this page to the root of its language. */
export const root = places.root;

/**
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
export function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** @type {Map<string, () => Promise<any>>} */
const files = new Map();

/** @param {string} name */
export function file(name) {
  const get = files.get(name) ?? once(async () => {
    const answer = await fetch(places[name]);
    if (!answer.ok) throw new Error(`${places[name]}: ${answer.status}`);
    return answer.json();
  });
  files.set(name, get);
  return get();
}

/** What answers, and what it imports. */
const ANSWERING = ["answers", "data", "facets", "filter", "fold", "found", "order", "rows", "search"];

/** All of it at once, which would else come one after what imports it. */
export function fetchAnswering() {
  for (const name of ANSWERING.splice(0)) {
    const { href } = new URL(`${name}.js`, import.meta.url);
    document.head.append(el("link", { rel: "modulepreload", href }));
  }
}

/** Names, facets and words; all that a first answer needs. */
export const catalogue = once(async () => {
  const [core, labels, { decode }] = await Promise.all([file("core"), file("labels"), import("./data.js")]);
  return { data: decode(core, labels), labels, words: labels.words };
});

/** What finds rows by names and labels; by all else once `wholeSearch` is here. */
export const searcher = once(async () => {
  const [{ data }, { Searcher }] = await Promise.all([catalogue(), import("./search.js")]);
  return new Searcher(data);
});

/** Exact sizes, aliases, publishers and the summaries in the page's language. */
export const allTexts = once(async () => {
  const [{ data }, { addMore }, more, summaries] = await Promise.all([
    catalogue(), import("./data.js"), file("more"), file("summaries"),
  ]); // prettier-ignore
  addMore(data, more);
  data.summaries = summaries.text.split("\n");
  data.foreign = new Set(summaries.other);
});

/** @param {() => void} work for when nobody waits for anything */
export const whenIdle = (work) => (window.requestIdleCallback ?? window.setTimeout)(work);

const pause = () => new Promise((done) => window.setTimeout(done));

/** The search with all texts of the page's language in it. */
export const wholeSearch = once(async () => {
  const [search, more, summaries] = await Promise.all([
    searcher(), file("more"), file("summaries"), allTexts(),
  ]); // prettier-ignore
  // One after the other, so that a slow phone answers a finger in between.
  await pause();
  search.add("more", more);
  await pause();
  search.add("summaries", summaries);
  // The first slip of the pen shall not wait for its list of words.
  whenIdle(() => search.warm());
  return search;
});

/** The summaries in the other language too, for a query that finds nothing in this one. */
export const otherTexts = once(async () => {
  const [search, summaries] = await Promise.all([searcher(), file("others")]);
  search.add("others", summaries);
});
