// A record between form and file: its id, what of an edited file stays as it is written.
import { blended, commented } from "./blend.js";
import { same } from "./values.js";
import { entry, file } from "./yaml.js";

/** The id that a name would have, as scripts/atlas/exports/table_data.py makes it. @param {string} name */
export const slug = (name) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80)
    .replace(/-$/, "");

/**
 * The fields of a file as it is written: comments above a field go with it.
 * @param {string} text
 * @returns {{top: string, blocks: {key: string, lead: string, body: string}[]}}
 */
export function blocks(text) {
  /** @type {{key: string, lead: string, body: string}[]} */
  const found = [];
  let lead = "";
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const key = /^([a-z_]+):(?:\s|$)/.exec(line)?.[1];
    const last = found[found.length - 1];
    if (key) {
      found.push({ key, lead, body: line });
      lead = "";
    } else if (/^(?:#|\s*$)/.test(line)) lead += line;
    else if (last) {
      last.body += lead + line;
      lead = "";
    } else lead += line;
  }
  // An empty line may be the end of a text that keeps its line breaks.
  return { top: lead, blocks: found };
}

/**
 * The file with what was edited written anew and the rest as it stands.
 * @param {string} text the file
 * @param {Record<string, any>} before what it says
 * @param {Record<string, any>} after what it shall say
 * @param {import("./yaml.js").House} house
 * @returns {{text: string, anew: string[], kept: string[], lost: string[], whole: boolean}} `lost`:
 *   fields with comments that are gone; `anew`: places such as `parts[1].size`; `whole`: nothing
 *   could be kept
 */
export function merged(text, before, after, house) {
  const parts = blocks(text);
  const keys = parts.blocks.map(({ key }) => key);
  if (Object.keys(before).some((key) => !keys.includes(key)) || new Set(keys).size !== keys.length) {
    return { text: file(after, house), anew: Object.keys(after), kept: [], lost: [], whole: true };
  }
  const anew = [];
  const kept = [];
  const lost = [];
  /** @type {{key: string, text: string}[]} */
  const made = [];
  for (const { key, lead, body } of parts.blocks) {
    if (same(before[key], after[key])) {
      kept.push(key);
      made.push({ key, text: lead + body });
      continue;
    }
    if (after[key] === undefined) {
      anew.push(key);
      if (commented(body)) lost.push(key);
      if (made.length) made[made.length - 1].text += lead;
      else made.push({ key: "", text: lead });
      continue;
    }
    const field = blended(body, entry(key, after[key], house), before[key], after[key]);
    anew.push(...field.anew.map((place) => key + place));
    if (field.lost) lost.push(key);
    made.push({ key, text: lead + field.text });
  }
  for (const key of Object.keys(after)) {
    if (keys.includes(key) || after[key] === undefined) continue;
    anew.push(key);
    // Behind the nearest field that goes before it in the house's order.
    const earlier = house.order.slice(0, house.order.indexOf(key));
    const at = made.findLastIndex((one) => earlier.includes(one.key));
    made.splice(at + 1, 0, { key, text: entry(key, after[key], house) });
  }
  return { text: made.map((one) => one.text).join("") + parts.top, anew, kept, lost, whole: false };
}

/** A kind of link that an address suggests, or "". @param {string} url */
export function kindOf(url) {
  const host = /^https?:\/\/(?:www\.)?([^/?#]+)/.exec(url)?.[1] ?? "";
  if (/^(?:arxiv\.org|aclanthology\.org|openreview\.net|openaccess\.thecvf\.com|doi\.org|proceedings\.)/.test(host)) return "paper";
  if (/^(?:github\.com|gitlab\.|gitee\.com)/.test(host)) return "code";
  if (/^(?:huggingface\.co|modelscope\.cn|opendatalab\.|kaggle\.com)/.test(host)) return "hub";
  if (/^(?:zenodo\.org|web\.archive\.org)/.test(host)) return "archive";
  return host.includes(".") ? "home" : "";
}
