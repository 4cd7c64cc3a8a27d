// The list of keys, and the switch that turns off the two that are single characters.
import { el, kept } from "./table/dom.js";
import { file } from "./table/load.js";

/** @type {HTMLDialogElement | undefined} */
let dialog;

/** Show it. */
export async function help() {
  if (!dialog) {
    const { words } = await file("labels");
    const use = el("input", { type: "checkbox", checked: kept.get("keys") !== "off" });
    use.addEventListener("change", () => kept.set("keys", use.checked ? "on" : "off"));
    const lines = [["/", "search"], ["Esc", "clear"], ["↑ ↓", "move"], ["Enter", "open"], ["?", "help"]];
    dialog = el(
      "dialog",
      { class: "atlas-keys md-typeset", "aria-labelledby": "atlas-keys" },
      el("h2", { id: "atlas-keys" }, words.ui_keys),
      el(
        "dl",
        {},
        ...lines.flatMap(([key, what]) => [
          el("dt", {}, el("kbd", {}, key)),
          el("dd", {}, words[`ui_keys_${what}`]),
        ]),
      ),
      el("p", {}, el("label", {}, use, ` ${words.ui_keys_use}`)),
      el("form", { method: "dialog" }, el("button", { class: "atlas-button" }, words.ui_close)),
    );
    (document.querySelector("main") ?? document.body).append(/** @type {Node} */ (dialog));
  }
  if (!dialog?.open) dialog?.showModal();
}
