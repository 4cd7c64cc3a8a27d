// Fetches the data files that the page names, each once.
import { addMore, decode } from "./data.js";
import { Searcher } from "./search.js";

/** @type {Record<string, string>} */
const places = JSON.parse(document.getElementById("atlas-data")?.textContent ?? "{}");
/** @type {Map<string, Promise<any>>} */
const asked = new Map();

/** The way from this page to the root of its language. */
export const root = places.root;

/** @param {string} name */
export function file(name) {
  if (!asked.has(name)) {
    const fetched = fetch(places[name]).then((answer) => {
      if (!answer.ok) throw new Error(`${places[name]}: ${answer.status}`);
      return answer.json();
    });
    // What failed may be asked for again.
    fetched.catch(() => asked.delete(name));
    asked.set(name, fetched);
  }
  return /** @type {Promise<any>} */ (asked.get(name));
}

/** @type {Promise<any> | undefined} */
let ready;

/** Names, facets and words; all that a first answer needs. */
export function catalogue() {
  ready ??= Promise.all([file("core"), file("labels")]).then(([core, labels]) => {
    const data = decode(core, labels);
    return { data, labels, words: labels.words, searcher: new Searcher(data) };
  });
  ready.catch(() => (ready = undefined));
  return ready;
}

const pause = () => new Promise((done) => window.setTimeout(done));

/** @type {Promise<void> | undefined} */
let texts;

/** Exact sizes, aliases, publishers and the summaries in the page's language. */
export function allTexts() {
  texts ??= Promise.all([catalogue(), file("more"), file("summaries")]).then(
    async ([{ data, searcher }, more, summaries]) => {
      addMore(data, more);
      data.summaries = summaries.text.split("\n");
      data.foreign = new Set(summaries.other);
      // One after the other, so that a slow phone answers a finger in between.
      await pause();
      searcher.add("more", more);
      await pause();
      searcher.add("summaries", summaries);
      // The first slip of the pen shall not wait for its list of words.
      (window.requestIdleCallback ?? window.setTimeout)(() => searcher.warm());
    },
  );
  texts.catch(() => (texts = undefined));
  return texts;
}

/** @type {Promise<void> | undefined} */
let others;

/** The summaries in the other language, for a query that finds nothing in this one. */
export function otherTexts() {
  others ??= Promise.all([catalogue(), file("others")]).then(([{ searcher }, summaries]) =>
    searcher.add("others", summaries),
  );
  return others;
}
