// Finds rows by what is written of them: joined texts and `indexOf`, so that no keystroke walks
// over the strings of rows one by one.
import { bigrams, fold, foldLines, hanRuns, squash } from "./fold.js";
import { full, has, put } from "./filter.js";

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {{text: string, starts: number[], ranks: number[]}} Field lines of items between "|";
 *   `ranks` of what is found: a whole item, all but one letter, its beginning, a word's, elsewhere
 * @typedef {object} Found
 * @property {Uint32Array} mask
 * @property {Uint8Array} rank 0 is best
 * @property {"plain" | "other" | "bigrams" | "typo"} how `other`: with texts of the other language
 * @property {string[]} terms folded, for marking
 * @property {(row: number) => string} aliasHit the alias or part that a row was found by, or ""
 */

const NONE = 255;
/** @type {Record<string, number[]>} */
const RANKS = {
  written: [0, 3, 5, 8, 9],
  names: [1, 3, 6, 9, 9],
  aliases: [2, 4, 7, 10, 10],
  parts: [7, 7, 7, 10, 10],
  publishers: [11, 11, 11, 11, 11],
  summaries: [12, 12, 12, 12, 12],
};
/** Ranks that say that an alias or a part was found; no name has them. */
const BY_ALIAS = new Set([...RANKS.aliases, ...RANKS.parts]);
RANKS.labels = RANKS.publishers;
RANKS.others = RANKS.summaries;
const SQUASHED = ["names", "aliases", "parts"];
/** The last rank of names, aliases and parts. */
const NAMED = 10;
/** From here on ranks of what is nearly a name, then of words found here and there. */
const NEAR = 13;
const APART = 24;
/** Facets whose values say something without the facet's name. */
const SAYING = ["roles", "tasks", "modalities", "languages", "license", "access", "how", "contains",
  "creation", "answers", "scoring", "status"]; // prettier-ignore
const TERM = /\p{sc=Han}+|[^\s\p{sc=Han},;!?()"“”、。]+/gu;
/** Said of every dataset, so that it need not be written there. */
const EMPTY = /^(data|datasets?|数据集?)$/;
const MOST_TERMS = 16;
const MOST_KEPT = 40;
const FEW = 10;

/**
 * Calls `hit` for lines that hold `term`, with the rank of the place; a line may come again.
 * @param {Field} where
 * @param {string} term
 * @param {(line: number, rank: number) => void} hit
 */
function scan({ text, starts, ranks: [whole, nearly, begins, word, inside] }, term, hit) {
  const { length } = term;
  const ends = (/** @type {number} */ at) => {
    const code = text.charCodeAt(at);
    return code === 10 || code === 124 || code !== code;
  };
  let line = 0;
  for (let at = text.indexOf(term); at >= 0; ) {
    while (starts[line + 1] <= at) line++;
    let rank = inside;
    if (whole !== inside) {
      const first = ends(at - 1);
      const last = ends(at + length);
      if (first && last) rank = whole;
      else if (length > 1 && (first ? ends(at + length + 1) : last && ends(at - 2))) rank = nearly;
      else if (first) rank = begins;
      else if (/[ -/:-`]/.test(text[at - 1])) rank = word;
    }
    hit(line, rank);
    const next = rank === whole || length < 2 ? (starts[line + 1] ?? text.length) : at + 1;
    at = text.indexOf(term, next);
  }
}

/**
 * Edits from one word to another: a letter more, less or other, or two neighbours exchanged.
 * @param {string} a
 * @param {string} b
 */
export function distance(a, b) {
  /** @type {number[]} */
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const line = [i];
    for (let j = 1; j <= b.length; j++) {
      const other = +(a[i - 1] !== b[j - 1]);
      line[j] = Math.min(above[j - 1] + other, above[j] + 1, line[j - 1] + 1);
      if (j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        line[j] = Math.min(line[j], before[j - 2] + 1);
      }
    }
    [before, above] = [above, line];
  }
  return above[b.length];
}

/** The letters of a word as bits. @param {string} word */
function letters(word) {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

export class Searcher {
  /** @type {Map<string, Field>} */
  #fields = new Map();
  /** Ranks by term, for the next keystroke. @type {Map<string, Uint8Array>} */
  #kept = new Map();
  #labels;
  /** @type {Uint32Array[]} */
  #labelRows = [];
  /** Names and aliases. @type {{word: string, bits: number, row: number, alias: number}[]} */
  #words = [];

  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    // As in the files of names: "|" parts items, and U+001F stands for one in a name.
    const names = data.names.join("\n").replaceAll("|", "\u001f");
    this.#put("written", names);
    this.#put("names", names);
    /** @type {string[]} */
    const labels = [];
    for (const name of SAYING) {
      const { values, bits } = /** @type {import("./data.js").Facet} */ (data.facets.get(name));
      values.slice(0, -data.kinds.length).forEach(({ label, other }, at) => {
        labels.push(`${label}|${other}`);
        this.#labelRows.push(bits[at]);
      });
    }
    this.#labels = this.#field("labels", labels.join("\n"));
  }

  /** @param {string} kind @param {string} text @returns {Field} */
  #field(kind, text) {
    text = foldLines(text, this.data.traditional);
    if (SQUASHED.includes(kind)) text = text.replace(/[^\p{L}\p{N}\n|]+/gu, "");
    const starts = [0];
    for (let at = 0; (at = text.indexOf("\n", at) + 1); ) starts.push(at);
    starts.push(text.length + 1);
    return { text, starts, ranks: RANKS[kind] };
  }

  /** @param {string} kind @param {string} text */
  #put(kind, text) {
    this.#fields.set(kind, this.#field(kind, text));
    this.#kept.clear();
    this.#words = [];
  }

  /**
   * Takes in a file as it arrives: `more`, `summaries`, and `others` of the other language, which
   * are looked at when all else has nothing.
   * @param {string} kind
   * @param {any} file
   */
  add(kind, file) {
    if (kind === "more") {
      for (const of of ["aliases", "parts", "publishers"]) this.#put(of, file[of]);
    } else this.#put(kind, file.text);
  }

  /**
   * What `make` makes, kept for the next keystroke.
   * @param {string} key
   * @param {(ranks: Uint8Array) => void} make
   * @param {Uint8Array} [from]
   */
  #once(key, make, from = new Uint8Array(this.data.n).fill(NONE)) {
    let ranks = this.#kept.get(key);
    if (!ranks) {
      make((ranks = from.slice()));
      if (this.#kept.size > MOST_KEPT) this.#kept.clear();
      this.#kept.set(key, ranks);
    }
    return ranks;
  }

  /**
   * The best rank of `term` in each row.
   * @param {string} term
   * @param {string} [where] `named`: in names, aliases and parts; `others`: in all texts
   * @returns {Uint8Array}
   */
  #ranks(term, where = "") {
    const others = where === "others";
    return this.#once(
      where + "\n" + term,
      (ranks) => {
        const n = ranks.length;
        // A term is only found where it was before its last letter came.
        const before = this.#kept.get(where + "\n" + term.slice(0, -1));
        /** @type {number[]} */
        const left = [];
        for (let row = 0; before && row < n; row++) if (before[row] < NONE) left.push(row);
        const few = before && left.length * FEW < n;
        const hit = (/** @type {number} */ row, /** @type {number} */ rank) => {
          if (rank < ranks[row]) ranks[row] = rank;
        };
        const squashed = squash(term);
        for (const [kind, field] of this.#fields) {
          const wanted = SQUASHED.includes(kind) ? squashed : term;
          if (!wanted || (kind === "others") !== others) continue;
          if (where === "named" && field.ranks[0] > NAMED) continue;
          if (few) {
            for (const row of left) {
              const text = field.text.slice(field.starts[row], field.starts[row + 1] - 1);
              scan({ text, starts: [0], ranks: field.ranks }, wanted, (_, rank) => hit(row, rank));
            }
          } else scan(field, wanted, hit);
        }
        if (where) return;
        const mask = new Uint32Array((n + 31) >>> 5);
        scan(this.#labels, term, (label) => {
          this.#labelRows[label].forEach((bits, at) => (mask[at] |= bits));
        });
        for (let row = 0; row < n; row++) if (has(mask, row)) hit(row, RANKS.labels[0]);
      },
      others ? this.#ranks(term) : undefined,
    );
  }

  /**
   * Rows with all `terms`, or with `whole` in a name, alias or part.
   * @param {string} whole
   * @param {string[]} terms
   * @param {string} [where]
   */
  #together(whole, terms, where) {
    if (terms.length === 1 && terms[0] === whole) return this.#ranks(whole, where);
    // "ShareGPT 4V dataset" means the name without that word, unless a name has it.
    const meant = terms.join(" ");
    const nobody = (/** @type {Uint8Array} */ ranks) => ranks.every((rank) => rank === NONE);
    let ranks = this.#ranks(whole, "named");
    if (nobody(ranks)) ranks = this.#ranks(meant, "named");
    // What is nearly a name is meant rather than words that stand here and there.
    if (nobody(ranks)) ranks = this.#near(meant, 1);
    ranks = ranks.slice();
    const each = terms.slice(0, MOST_TERMS).map((term) => this.#ranks(term, where));
    for (let row = 0; row < ranks.length; row++) {
      let sum = APART;
      for (const one of each) sum += one[row] < NONE ? one[row] : NONE;
      if (each.length && sum < ranks[row]) ranks[row] = sum;
    }
    return ranks;
  }

  /**
   * Rows with all `terms` but for one in four of the pairs that were made of the typed ones, since
   * those across the border of two Chinese words need not stand anywhere.
   * @param {string[]} terms
   * @param {string[]} typed
   */
  #most(terms, typed) {
    terms = terms.slice(0, MOST_TERMS);
    const made = terms.map((term) => !typed.includes(term));
    const spare = Math.floor(made.filter(Boolean).length / 4);
    const ranks = new Uint8Array(this.data.n).fill(NONE);
    if (!spare) return ranks;
    const each = terms.map((term) => this.#ranks(term, "others"));
    for (let row = 0; row < ranks.length; row++) {
      let sum = APART;
      let missing = 0;
      each.forEach((one, at) => {
        if (one[row] === NONE) missing += made[at] ? 1 : NONE;
        sum += Math.min(one[row], NEAR);
      });
      if (missing <= spare) ranks[row] = sum;
    }
    return ranks;
  }

  /**
   * Rows with a name or alias that is `whole` but for a slip, or for two in a long one.
   * @param {string} whole
   * @param {number} [slips]
   */
  #near(whole, slips = 2) {
    return this.#once(whole + slips, (ranks) => {
      const word = squash(whole);
      const most = word.length < 2 ? 0 : word.length < 8 ? 1 : slips;
      const bits = letters(word);
      // So many edits change so many letters at most.
      const tooMany = (/** @type {number} */ bits) => {
        bits &= bits - 1;
        return most < 2 ? bits : bits & (bits - 1);
      };
      for (const { word: other, bits: others, row, alias } of this.warm()) {
        if (tooMany(bits & ~others) || tooMany(others & ~bits)) continue;
        if (!most || Math.abs(other.length - word.length) > most) continue;
        const edits = distance(word, other);
        const rank = NEAR + edits * 4 - 4 + alias * 2 + +(word[0] !== other[0]);
        if (edits <= most && rank < ranks[row]) ranks[row] = rank;
      }
    });
  }

  /** The words that typos are told by; made here, best when idle. */
  warm() {
    if (!this.#words.length) {
      ["names", "aliases"].forEach((kind, alias) =>
        this.#fields.get(kind)?.text.split("\n").forEach((line, row) => {
          for (const word of line.split("|")) {
            this.#words.push({ word, bits: letters(word), row, alias });
          }
        }),
      );
    }
    return this.#words;
  }

  /**
   * @param {string} query
   * @param {Uint32Array} [base] the rows that count
   * @returns {Found}
   */
  find(query, base = full(this.data.n)) {
    const { n, traditional, names, aliases, parts } = this.data;
    const whole = fold(query, traditional).replaceAll("|", "\u001f");
    const all = whole.match(TERM) ?? [];
    let terms = all
      .filter((term) => !EMPTY.test(term))
      .map((term) => term.replace(/(.)数据集?$/u, "$1"));
    if (!terms.length) terms = all;
    const mask = new Uint32Array(base.length);
    let best = NONE;
    const take = (/** @type {Uint8Array} */ ranks) => {
      for (let row = 0; row < n; row++) {
        const rank = ranks[row];
        if (rank === NONE || !has(base, row)) continue;
        put(mask, row);
        if (rank < best) best = rank;
      }
      return ranks;
    };
    /** @type {Found["how"]} */
    let how = "plain";
    let rank = take(whole ? this.#together(whole, terms) : new Uint8Array(n));
    if (best === NONE) {
      rank = take(this.#together(whole, terms, "others"));
      if (best < NONE) how = "other";
    }
    const pairs = terms.flatMap((term) => (hanRuns(term).length ? bigrams(term) : term));
    const typed = terms;
    const split = pairs.length > typed.length;
    if (best === NONE && split) {
      how = "bigrams";
      terms = pairs;
      rank = take(this.#together(whole, pairs, "others"));
    }
    if (best === NONE) {
      how = "typo";
      terms = [];
      rank = take(this.#near(whole));
    }
    if (best === NONE && split) {
      rank = take(this.#most(pairs, typed));
      if (best < NONE) {
        how = "bigrams";
        terms = pairs;
      }
    }
    if (best >= NEAR && best < APART) how = "typo";
    const word = squash(whole);
    /** What tells that a name is meant, the surest first. @type {((folded: string) => unknown)[]} */
    const tests = [
      (text) =>
        word && (how === "typo" ? distance(word, squash(text)) < 3 : squash(text).includes(word)),
      (text) => terms.some((term) => text.includes(term)),
    ];
    const aliasHit = (/** @type {number} */ row) => {
      if (rank[row] < NEAR && !BY_ALIAS.has(rank[row])) return "";
      const called = [names[row], ...(aliases[row] ?? []), ...(parts[row] ?? [])];
      const folded = called.map((text) => fold(text, traditional));
      const found = tests.map((one) => folded.findIndex(one)).find((at) => at >= 0);
      return found ? called[found] : "";
    };
    return { mask, rank, how, terms, aliasHit };
  }
}
