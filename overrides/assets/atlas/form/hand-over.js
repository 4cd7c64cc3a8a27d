// The file beside the form, whether it is right, and the ways to take it: copy, download, propose.
import { el, fill } from "../table/dom.js";

/** Characters of an address that browsers and GitHub take for certain. */
const MOST_IN_ADDRESS = 6000;

/**
 * @typedef {object} Result
 * @property {string} text the file
 * @property {string} id
 * @property {string[]} missing what the fields are called
 * @property {string[]} mistakes
 * @property {string[]} verified what it still wants to be verified
 * @property {string[]} merge what became of an edited file, sentences
 */

/**
 * @param {HTMLElement} place
 * @param {any} data
 * @param {string} own id of the record that is edited, or ""
 * @param {{read: () => Result, refused: () => void, cleared: () => void}} asked
 */
export function handOver(place, { words, lang }, own, asked) {
  const code = el("code", {});
  const pre = el("pre", { class: "atlas-code", tabIndex: 0, role: "group", "aria-label": words.form_yaml }, code);
  const state = el("p", { class: "atlas-form-state", role: "status" });
  const further = el("p", { class: "atlas-hint" });
  const merge = el("div", { class: "atlas-merge" });
  const done = el("p", { class: "atlas-form-done", role: "status" });
  const hint = el("p", { class: "atlas-hint" });
  const open = el("a", { class: "atlas-button atlas-primary", rel: "external noopener", target: "_blank", href: place.dataset.new ?? "" });
  const copy = el("button", { type: "button", class: "atlas-button" }, words.form_copy);
  const download = el("button", { type: "button", class: "atlas-button" }, words.form_download);
  const clear = el("button", { type: "button", class: "atlas-button" }, words.form_clear);

  /** @param {string} sentence */
  const say = (sentence) => {
    done.textContent = "";
    window.setTimeout(() => (done.textContent = sentence), 50);
  };

  /** @param {Result} result */
  function show({ text, id, missing, mistakes, verified, merge: became }) {
    code.textContent = text;
    merge.replaceChildren(...became.map((sentence) => el("p", { class: "atlas-hint" }, sentence)));
    const list = (/** @type {string[]} */ names) => [...new Set(names)].join(lang === "zh" ? "、" : ", ");
    const good = Boolean(text) && !mistakes.length && !missing.length;
    const said = [
      text ? "" : words.form_state_empty,
      text && mistakes.length ? fill(words.form_state_wrong, { n: mistakes.length, what: list(mistakes) }) : "",
      text && missing.length ? fill(words.form_state_wanted, { what: list(missing) }) : "",
      good ? words.form_state_good : "",
    ];
    const sentence = said.filter(Boolean).join(" ");
    // Told once a change: a live region that is written anew is read anew.
    if (state.textContent !== sentence) state.textContent = sentence;
    further.textContent = !good ? "" : verified.length ? fill(words.form_verified_wants, { what: list(verified) }) : words.form_verified;
    state.dataset.state = good ? "good" : mistakes.length && !missing.length ? "wrong" : "wanted";
    address(text, id);
  }

  /** Where the button leads. A file that is edited cannot be handed over in an address. @param {string} text @param {string} id */
  function address(text, id) {
    if (own) {
      open.href = `${place.dataset.edit}${encodeURIComponent(own)}.yaml`;
      open.textContent = words.form_open_file;
      hint.textContent = words.form_open_edit;
      return;
    }
    const filename = `${id}.yaml`;
    const whole = `${place.dataset.new}?${new URLSearchParams({ filename, value: text })}`;
    const fits = whole.length <= MOST_IN_ADDRESS;
    open.href = fits ? whole : `${place.dataset.new}?${new URLSearchParams({ filename })}`;
    open.textContent = fits ? words.form_open : words.form_open_page;
    hint.textContent = fits ? words.form_open_hint : fill(words.form_open_long, { n: whole.length.toLocaleString("en-US") });
  }

  /** The file as it is now, whatever was typed in the last moment. */
  const now = () => {
    const result = asked.read();
    show(result);
    return result;
  };
  copy.addEventListener("click", async () => {
    const { text } = now();
    try {
      await navigator.clipboard.writeText(text);
      say(words.form_copied);
    } catch {
      window.getSelection()?.selectAllChildren(code);
      say(words.form_copy_failed);
    }
  });
  download.addEventListener("click", () => {
    const { text, id } = now();
    const url = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    el("a", { href: url, download: `${id || "record"}.yaml` }).click();
    window.setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  open.addEventListener("click", (/** @type {Event} */ event) => {
    now();
    if (state.dataset.state === "good") return;
    event.preventDefault();
    say(words.form_first_fix);
    asked.refused();
  });
  clear.addEventListener("click", () => {
    asked.cleared();
    say(words.form_cleared);
  });

  const node = el("div", { class: "atlas-form-file" },
    el("h3", { id: "the-file" }, words.form_yaml),
    state,
    further,
    pre,
    merge,
    el("p", { class: "atlas-tools" }, copy, download, open, clear),
    hint,
    done,
    el("p", { class: "atlas-hint" }, words.form_draft_kept));
  return { node, show };
}
