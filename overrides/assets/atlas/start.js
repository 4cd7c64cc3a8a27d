// What every page has: datasets in the search of the header, fetched when a reader turns to it, and
// two keys. "/" goes to the search box, "?" lists the keys. Nothing happens while somebody types, and
// both can be turned off (WCAG 2.1.4). Tables and the comparison bring their own modules.
import { kept } from "./table/dom.js";

document.querySelector("input.md-search__input")?.addEventListener(
  "focus",
  () => import("./header-search.js").catch(() => {}),
  { once: true },
);

/** @param {Event} event */
const typing = (event) =>
  /** @type {Element} */ (event.target)?.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (!["/", "?"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event)) return;
  const off = kept.get("keys") === "off";
  const box = document.querySelector("[data-atlas-table] input[type=search], .atlas-jump input");
  if (event.key === "/" && (off || box)) {
    // The theme has a meaning for "/" too.
    event.stopPropagation();
    if (off) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (box).focus();
  } else if (event.key === "?" && !off) {
    event.preventDefault();
    import("./keys.js").then(({ help }) => help()).catch(() => {});
  }
});
