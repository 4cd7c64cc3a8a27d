// Makes the rows of a table from the data files: the same that overrides/atlas/table.html makes.
import { checkFor, el, fill } from "./dom.js";

const MOST_TASKS = 3;

/** `21208.5` → `21,208.5`. Not by `Intl`, which takes longer to be made than a table to answer.
 * @param {number} number */
function grouped(number) {
  const [whole, part] = String(number).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}

/** `20240500` → `2024-05`. @param {number} date */
export function isoDate(date) {
  const text = String(date);
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)];
  return year + (month > "00" ? `-${month}` : "") + (day > "00" ? `-${day}` : "");
}

/** The headline size of a row as people write it, or "". @param {any} data @param {any} labels @param {number} row */
export function sizeText(data, labels, row) {
  if (labels.odd[row]) return labels.odd[row];
  if (!data.size || Number.isNaN(data.size[row])) return "";
  const words = labels.words;
  const unit = labels.units[data.unitOf(row)];
  return `${data.atLeast(row) ? words.ui_more_than : ""}${data.about(row) ? words.ui_about : ""}${grouped(data.size[row])} ${unit[data.size[row] === 1 ? 3 : 4]}`;
}

/**
 * @param {any} catalogue what load.js gives
 * @param {string} root the way to the root of the language
 */
export function rowMaker({ data, labels, words }, root) {
  const comma = words.comma;

  /** @param {string} text */
  const quiet = (text) => el("span", { class: "atlas-nothing" }, text);
  /** @param {string} facet @param {number} row */
  const called = (facet, row) => data.valuesOf(facet, row).map((/** @type {any} */ v) => v.label);
  /** @param {string} facet @param {number} row */
  const isNothing = (facet, row) => data.isNothing(facet, row);

  /** @type {Record<string, (cell: HTMLElement, row: number) => void>} */
  const cells = {
    summary(cell, row) {
      cell.className = "atlas-summary";
      const text = data.summaries?.[row];
      if (text === undefined) return;
      const foreign = data.foreign.has(row);
      const span = el("span", { lang: foreign ? (labels.lang === "en" ? "zh" : "en") : labels.lang }, text);
      cell.append(span);
      if (foreign) {
        span.className = "atlas-foreign";
        cell.append(" ", el("small", { class: "atlas-wanted" }, words.translation_wanted));
      }
    },
    tasks(cell, row) {
      const tasks = called("tasks", row);
      if (isNothing("tasks", row)) cell.append(quiet(tasks[0]));
      else cell.append(tasks.slice(0, MOST_TASKS).join(comma));
      const more = tasks.length - MOST_TASKS;
      if (more > 0) cell.append(" ", el("span", { class: "atlas-more" }, `+${more}`));
    },
    size(cell, row) {
      cell.className = "atlas-size";
      const text = sizeText(data, labels, row);
      if (!text) {
        if (isNothing("size", row)) cell.append(quiet(called("size", row)[0]));
        return;
      }
      cell.append(text);
      const basis = data.basisOf(row);
      if (basis) cell.append(" ", el("small", {}, basis));
    },
    license(cell, row) {
      const nothing = isNothing("license", row);
      const text = called("license", row).join(comma);
      const permit = data.valuesOf("commercial", row)[0];
      cell.append(
        nothing ? quiet(text) : text,
        " ",
        el(
          "span",
          { class: "atlas-commercial" },
          `${words.commercial_use}: `,
          el("span", { class: "atlas-permission", "data-permission": permit.id }, permit.label),
        ),
      );
    },
    released(cell, row) {
      const date = data.released[row];
      if (!date) cell.append(quiet(data.releasedNothing(row)));
      else cell.append(el("time", { dateTime: isoDate(date) }, isoDate(date)));
    },
    added(cell, row) {
      if (data.added[row]) cell.append(isoDate(data.added[row]));
    },
    status(cell, row) {
      const [status] = data.valuesOf("status", row);
      cell.append(el("span", { class: "atlas-status", "data-status": status.id }, status.label));
    },
    publishers(cell, row) {
      cell.className = "atlas-publishers";
      cell.append((data.publishers?.[row] ?? []).join(comma));
    },
  };

  /** @param {HTMLElement} cell @param {number} row @param {string} column */
  function plain(cell, row, column) {
    const text = called(column, row).join(comma);
    cell.append(isNothing(column, row) ? quiet(text) : text);
  }

  /**
   * @param {number} row
   * @param {{columns: string[], titles: Record<string, string>, alias?: string, misses?: string}} how
   */
  return function make(row, how) {
    const id = data.idOf(row);
    const name = data.names[row];
    const link = el("a", { href: `${root}datasets/${id}/` }, name);
    const head = el("th", { scope: "row", role: "rowheader" }, checkFor(id, words, name), link, " ");
    if (how.alias) {
      const also = fill(words.ui_also, { name: how.alias });
      head.append(el("span", { class: "atlas-roles atlas-also" }, also));
    }
    const kinds = [called("roles", row), called("modalities", row)].map((all) => all.join(comma));
    head.append(el("span", { class: "atlas-roles" }, kinds.join(" · ")));
    if (how.misses) head.append(el("span", { class: "atlas-misses" }, how.misses));
    const line = el("tr", { "data-id": id, role: "row" }, head);
    for (const column of how.columns) {
      const cell = el("td", { role: "cell" });
      if (column !== "summary") cell.dataset.label = how.titles[column];
      (cells[column] ?? plain)(cell, row, column);
      line.append(cell);
    }
    return line;
  };
}
