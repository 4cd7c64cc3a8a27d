// Opens a source mark in place: on hover, focus and tap. Without this module the mark leads to the
// list of sources at the end of the page.

const GAP = 6;
/** @type {HTMLElement | null} */
let open = null;
/** @type {HTMLElement | null} */
let owner = null;
let timer = 0;

function close() {
  window.clearTimeout(timer);
  open?.remove();
  owner?.removeAttribute("aria-expanded");
  open = owner = null;
}

/** Close soon, unless the pointer comes back or went into what is open (WCAG 1.4.13). */
function closeSoon() {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (!open?.matches(":hover") && !owner?.matches(":hover, :focus")) close();
  }, 250);
}

/** @param {HTMLElement} mark */
function show(mark) {
  if (owner === mark) return;
  close();
  const entry = document.querySelector(mark.getAttribute("href") ?? "");
  if (!entry) return;
  open = document.createElement("div");
  open.className = "atlas-open md-typeset";
  open.append(...[...entry.childNodes].map((node) => node.cloneNode(true)));
  open.addEventListener("pointerleave", closeSoon);
  // Inside <main>, so that it is part of a landmark; nothing there is positioned.
  (document.querySelector("main") ?? document.body).append(open);
  owner = mark;
  mark.setAttribute("aria-expanded", "true");
  const place = mark.getBoundingClientRect();
  const left = Math.min(place.left, document.documentElement.clientWidth - open.offsetWidth - 16);
  open.style.setProperty("left", `${Math.max(8, left) + window.scrollX}px`);
  open.style.setProperty("top", `${place.bottom + GAP + window.scrollY}px`);
}

for (const element of document.querySelectorAll(".atlas-mark")) {
  const mark = /** @type {HTMLElement} */ (element);
  mark.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") show(mark);
  });
  mark.addEventListener("pointerleave", closeSoon);
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("blur", closeSoon);
  mark.addEventListener("click", (event) => {
    // A finger has no hover: the first tap opens, what is open holds the way on.
    if (owner !== mark || /** @type {PointerEvent} */ (event).pointerType === "touch") {
      event.preventDefault();
      show(mark);
    }
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
document.addEventListener("pointerdown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (open && !open.contains(target) && !target.closest(".atlas-mark")) close();
});
