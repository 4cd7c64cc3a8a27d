// What the tests of overrides/assets/atlas/table share: the modules, data, and chance that repeats.

import { readFileSync } from "node:fs";

/** @param {string} name of a module */
export const load = (name) => import(`${process.env.ATLAS_MODULES}/table/${name}.js`);

const { addMore, decode } = await load("data");
const { Searcher } = await load("search");

/** @param {string} name of a file that test_modules.py made */
export const file = (name) =>
  JSON.parse(readFileSync(new URL(`${process.env.ATLAS_TABLES}/${name}.json`), "utf8"));

/** The catalogue `real` or `made`, with all texts, as on an English page. @param {string} kind */
export function catalogue(kind) {
  const data = decode(file(`${kind}-core`), file(`${kind}-labels-en`));
  const searcher = new Searcher(data);
  addMore(data, file(`${kind}-more`));
  searcher.add("more", file(`${kind}-more`));
  searcher.add("summaries", file(`${kind}-summaries-en`));
  searcher.add("others", file(`${kind}-summaries-zh`));
  return { data, searcher };
}

/** Numbers in [0, 1), the same for each seed (mulberry32). @param {number} seed */
export function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const KINDS = [
  ["not-stated", "not stated", "来源未说明"],
  ["not-found", "searched, not found", "查无结果"],
  ["none", "none, says the source", "来源称无"],
  ["not-recorded", "not recorded", "未记录"],
];
const UNITS = [
  ["images", "images", "图像", "image", "images"],
  ["videos", "videos", "视频", "video", "videos"],
  ["hours", "hours", "小时", "hour", "hours"],
];
const OWN = {
  roles: [["training", "training", "训练"], ["evaluation", "evaluation", "评测"]],
  tasks: [["chart-question-answering", "chart question answering", "图表问答"], ["captioning", "image captioning", "图像描述"]],
  modalities: [["text", "text", "文本"], ["image", "image", "图像"], ["video", "video", "视频"]],
  contains: [["egocentric-video", "egocentric video", "第一人称视频"], ["boxes", "bounding boxes", "边界框"]],
  languages: [["en", "English", "英语"], ["zh", "Chinese", "中文"]],
  license: [["mit", "MIT", "MIT"]],
  access: [["open", "open", "公开"]],
  how: [["included", "media included", "含媒体文件"]],
  creation: [["found", "found", "采集既有内容"]],
  answers: [["number", "number", "数值"]],
  scoring: [["anls", "ANLS", "ANLS"]],
  labels: [["public", "answers public", "答案公开"]],
  status: [["listed", "listed", "已收录"]],
  commercial: [["permitted", "permitted", "允许"], ["forbidden", "forbidden", "禁止"]],
}; // prettier-ignore
export const VALUES = Object.fromEntries(
  Object.entries(OWN).map(([name, own]) => [name, [...own, ...KINDS]]),
);

/** The symbol for a number, told apart from how data.js reads it. @param {number} number */
export function symbol(number) {
  const ascii = [];
  for (let code = 35; code < 127; code++) if (code !== 92) ascii.push(String.fromCharCode(code));
  return ascii[number] ?? String.fromCharCode(0xa1 + number - ascii.length);
}

/** A column of one symbol a row. @param {any[]} rows */
function column(rows) {
  const meanings = [...new Set(rows.map((row) => JSON.stringify(row)))];
  const text = rows.map((row) => symbol(meanings.indexOf(JSON.stringify(row)))).join("");
  return [meanings.map((one) => JSON.parse(one)), text];
}

/**
 * Files as the build writes them, from rows such as `{name: "A", roles: ["training"], size:
 * "~300", unit: "images", sizeClass: "1-999", released: "2405", aliases: ["B"], summary: "C"}`.
 * @param {Record<string, any>[]} rows
 */
export function files(rows) {
  const sizes = [...new Set(rows.filter((row) => row.unit).map((row) => `${row.unit}:${row.sizeClass}`))];
  const columns = {};
  for (const name of Object.keys(OWN)) {
    if (name === "commercial") continue;
    const ids = VALUES[name].map(([id]) => id);
    columns[name] = column(rows.map((row) => (row[name] ?? ["not-recorded"]).map((id) => ids.indexOf(id))));
  }
  columns.size = column(rows.map((row) => [row.unit ? sizes.indexOf(`${row.unit}:${row.sizeClass}`) : sizes.length + 3]));
  columns.terms = column(rows.map((row) => row.terms ?? "00000000"));
  columns.released = column(rows.map((row) => row.released ?? ""));
  columns.added = column(rows.map((row) => row.added ?? ""));
  const lines = (name) => rows.map((row) => (row[name] ?? []).map((/** @type {string} */ one) => one.replaceAll("|", "\u001f")).join("|")).join("\n");
  return {
    core: {
      n: rows.length,
      today: "2026-11-26",
      ids: Object.fromEntries(rows.flatMap((row, at) => (row.id ? [[at, row.id]] : []))),
      sizes,
      symbols: Object.fromEntries(Object.entries(columns).map(([name, [symbols]]) => [name, symbols])),
      columns: Object.fromEntries(Object.entries(columns).map(([name, [, text]]) => [name, text])),
      names: rows.map((row) => `~${symbol(0)}${row.name}`).join(""),
    },
    labels: {
      lang: "en", values: VALUES, kinds: KINDS, groups: { tasks: ["charts", "captioning"] },
      units: UNITS, bases: [["claimed", "claimed"], ["counted", "counted"]], odd: {}, words: {},
      traditional: "圖图錶表視视頻频問问",
    },
    more: {
      sizes: rows.map((row) => row.size ?? "").join(" "),
      bases: column(rows.map((row) => (row.size ? [1] : []))),
      aliases: lines("aliases"), publishers: lines("publishers"), parts: lines("parts"),
    },
    summaries: { lang: "en", text: rows.map((row) => row.summary ?? "").join("\n"), other: [] },
  };
} // prettier-ignore

/** The same, read. @param {Record<string, any>[]} rows */
export function read(rows) {
  const { core, labels, more, summaries } = files(rows);
  const data = decode(core, labels);
  const searcher = new Searcher(data);
  addMore(data, more);
  searcher.add("more", more);
  searcher.add("summaries", summaries);
  return { data, searcher };
}
