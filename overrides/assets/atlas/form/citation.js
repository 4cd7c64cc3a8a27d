// Citations hold no command of TeX that does more than set type; the allowed ones come from the
// Python rule (plain_bibtex.py).

/**
 * @param {string} bibtex
 * @param {string[]} commands
 * @returns {{key: string, values?: Record<string, string>}[]}
 */
export function wrongBibtex(bibtex, commands) {
  const found = [];
  let depth = 0;
  for (const brace of bibtex.match(/[{}]/g) ?? []) {
    depth += brace === "{" ? 1 : -1;
    if (depth < 0) break;
  }
  if (depth) found.push({ key: "braces" });
  if (/@\s*preamble\b/i.test(bibtex)) found.push({ key: "preamble" });
  if (bibtex.includes("^^")) found.push({ key: "carets" });
  const word = [...bibtex.matchAll(/\\([A-Za-z@]+)/g)].find(([, name]) => !commands.includes(name));
  if (word) found.push({ key: "command", values: { word: word[0] } });
  return found;
}
