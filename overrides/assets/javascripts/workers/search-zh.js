// The theme's search worker with one repair for Chinese. It cuts a run of Han characters into words
// of its index in a loop that never reaches the last character: 许可 asks for 许, and 视频问答 only
// for 视频. Here the run is cut first. Each piece is a whole word of the index and ends in one
// character that no text holds; the theme's loop then finds exactly the word and drops that one.
//
// Called as search-zh.js?<file name of the theme's worker>.

const SETUP = 0;
const QUERY = 2;
// A radical, in Unicode's Han script like the characters before it, but never used in text.
const END = "\u2e80";
const HAN = /\p{sc=Han}+/gu;
// So many words are asked for when somebody has typed a part of a word.
const MOST = 4;

// word of the index → how often it stands there
const words = new Map();
let longest = 0;

function learn(docs) {
  for (const { title, text } of docs) {
    for (const [word] of `${title} ${text}`.matchAll(HAN)) {
      words.set(word, (words.get(word) ?? 0) + 1);
      longest = Math.max(longest, word.length);
    }
  }
}

// The words that `fits`, most frequent first.
function those(fits) {
  const found = [...words.keys()].filter(fits);
  return found.sort((a, b) => words.get(b) - words.get(a)).slice(0, MOST);
}

// The longest word that starts at `from` in `run`, or "".
function wordAt(run, from) {
  for (let end = Math.min(run.length, from + longest); end > from; end--) {
    const piece = run.slice(from, end);
    if (words.has(piece)) return piece;
  }
  return "";
}

// Words of the index that stand for `run`: the longest from left to right; for what is only a part
// of words, these words. Empty when the index knows nothing of it.
function piecesOf(run) {
  const pieces = [];
  let from = 0;
  while (from < run.length) {
    const rest = run.slice(from);
    const word = wordAt(run, from);
    const begun = word === rest ? [] : those((other) => other.startsWith(rest));
    if (begun.length) return [...pieces, ...begun];
    if (word) {
      pieces.push(word);
      from += word.length;
      continue;
    }
    let end = from + 1;
    while (end < run.length && !wordAt(run, end)) end++;
    const part = run.slice(from, end);
    pieces.push(...those((other) => other.includes(part)));
    from = end;
  }
  return pieces;
}

function cut(query) {
  if (query.includes(END)) return query;
  return query.replace(HAN, (run, at) => {
    const pieces = piecesOf(run);
    if (!pieces.length) return run;
    const [before, after] = [query[at - 1], query[at + run.length]].map((c) => /\w/.test(c ?? ""));
    return (before ? " " : "") + pieces.map((word) => word + END).join(" ") + (after ? " " : "");
  });
}

// Stands before the theme's own listener, which gets the cut query in place of the typed one.
addEventListener("message", (event) => {
  const { type, data } = event.data;
  if (type === SETUP) learn(data.docs);
  if (type !== QUERY || cut(data) === data) return;
  event.stopImmediatePropagation();
  dispatchEvent(new MessageEvent("message", { data: { type, data: cut(data) } }));
});

const theme = location.search.slice(1);
if (!/^search\.[0-9a-f]+\.min\.js$/.test(theme)) throw new Error("No worker of the theme is named");
importScripts(theme);
