// Tables for other programs: CSV that a spreadsheet opens without running anything, and Markdown.

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it: one that begins,
 * white space aside, with = + - @ in whatever width, or with a tab or line break.
 * @param {string} cell
 */
export const neutral = (cell) =>
  /^(\s*[=+\-@]|[\t\r\n])/.test(cell.normalize("NFKC")) ? `'${cell}` : cell;

/** @param {unknown} value */
function quoted(value) {
  const cell = neutral(String(value ?? ""));
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** As RFC 4180 has it. @param {unknown[][]} rows */
export const csv = (rows) => rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");

/** Text that Markdown leaves as it is. @param {unknown} value */
const escaped = (value) =>
  String(value ?? "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>()#+!|~&$]/g, "\\$&");

/**
 * @param {string[]} head
 * @param {(unknown | {text: string, href: string})[][]} rows a cell with `href` becomes a link
 */
export function markdownTable(head, rows) {
  const address = (/** @type {string} */ href) =>
    encodeURI(href)
      .replace(/%25/g, "%")
      .replace(/[()]/g, (mark) => (mark === "(" ? "%28" : "%29"));
  const cell = (/** @type {any} */ value) =>
    value?.href ? `[${escaped(value.text)}](${address(value.href)})` : escaped(value);
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |\n`;
  const lines = [head.map(escaped), head.map(() => "---"), ...rows.map((row) => row.map(cell))];
  return lines.map(line).join("");
}
