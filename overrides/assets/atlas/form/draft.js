// What a reader has typed, kept in this browser alone until it is cleared; one draft for a new
// record, one for each record that is edited.

const NAME = "atlas.draft";

/** @param {string} of "" for a new record, else its id */
const key = (of) => (of ? `${NAME}.${of}` : NAME);

/** @typedef {{id: string, record: any}} Draft */

/** @param {string} of @returns {Draft | null} */
export function kept(of) {
  try {
    const found = JSON.parse(localStorage.getItem(key(of)) ?? "null");
    return found && typeof found.record === "object" && found.record ? found : null;
  } catch {
    // Refused, or written by another version of this page.
    return null;
  }
}

/** @param {string} of @param {Draft | null} draft null forgets it @returns {boolean} whether it is done */
export function keep(of, draft) {
  try {
    if (draft) localStorage.setItem(key(of), JSON.stringify(draft));
    else localStorage.removeItem(key(of));
    return true;
  } catch {
    return false;
  }
}
