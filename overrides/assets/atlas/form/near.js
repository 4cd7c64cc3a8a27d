// What is told beside the name while it is typed: records like it, and what lists say of it.
import { el, fill } from "../table/dom.js";
import { root } from "../table/load.js";
import { kindOf } from "./record.js";
import { similar } from "./similar.js";

/**
 * @param {Record<string, string>} words
 * @param {string} own id of the record that is edited, or ""
 * @param {(link: {kind: string, url: string}) => void} use takes an address that a list gives
 */
export function nearby(words, own, use) {
  const node = el("div", { class: "atlas-similar", role: "status" });
  let looked = "";

  /** @param {string} called */
  async function look(called) {
    if (called === looked) return;
    looked = called;
    if ([...called].length < 2) {
      node.replaceChildren();
      return;
    }
    const found = await similar(called, own).catch(() => null);
    // A later name was typed meanwhile.
    if (!found || called !== looked) return;
    const pieces = [];
    if (found.records.length) {
      const list = el("ul", {}, ...found.records.map(({ id, name, also }) =>
        el("li", {}, el("a", { href: `${root}datasets/${id}/` }, name), also ? ` (${also})` : "")));
      pieces.push(el("p", {}, words.form_similar), list);
    }
    if (found.wanted && !own) pieces.push(...proposed(found.wanted));
    node.replaceChildren(...pieces);
  }

  /** @param {import("../wanted.js").Wanted} wanted */
  function proposed({ lists, links }) {
    const sentence = links.length ? (lists === 1 ? words.form_wanted_one : words.form_wanted) : words.form_wanted_none;
    const buttons = links.map((url) => {
      const button = el("button", { type: "button", class: "atlas-button" }, fill(words.form_use, { url }));
      button.addEventListener("click", () => {
        use({ kind: kindOf(url) || "home", url });
        button.disabled = true;
      });
      return el("li", {}, button);
    });
    return [el("p", {}, fill(sentence, { n: lists })), el("ul", { class: "atlas-proposed" }, ...buttons)];
  }

  return {
    node,
    look,
    clear() {
      looked = "";
      node.replaceChildren();
    },
  };
}
