// Adds a copy button to each block of code that asks for one. Without it the text can be selected.

for (const block of document.querySelectorAll("[data-atlas-copy]")) {
  const element = /** @type {HTMLElement} */ (block);
  const button = document.createElement("button");
  const label = element.dataset.atlasCopy ?? "";
  button.type = "button";
  button.className = "atlas-button atlas-copy";
  button.textContent = label;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(element.querySelector("code")?.textContent ?? "");
      button.textContent = element.dataset.atlasCopied ?? label;
      window.setTimeout(() => (button.textContent = label), 2000);
    } catch {
      // Clipboard refused: select the text, so that one keystroke copies it.
      const range = document.createRange();
      range.selectNodeContents(element);
      window.getSelection()?.removeAllRanges();
      window.getSelection()?.addRange(range);
    }
  });
  element.before(button);
}
