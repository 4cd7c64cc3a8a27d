// What all peers' pages have in common: the same rows, the same facet, the same sign of readiness.

const section = document.querySelector('[data-atlas-table]');

/** Rows, columns and values of the facet. */
export const data = await (await fetch('../rows.json')).json();

/** Where the table goes. */
export const mount = document.getElementById('table');

/** Every row's text in one, for peers that have no text search of their own. */
export const texts = () =>
  new Map(
    data.rows.map((row) => [row, data.columns.map(([key]) => row[key]).join('\n').toLowerCase()]),
  );

/** A box for the text, for peers that bring none. */
export function box(search) {
  const input = document.createElement('input');
  input.type = 'search';
  input.addEventListener('input', () => search(input.value));
  section.prepend(input);
}

/** The facet's boxes to tick; `filter` gets the ids and labels of the ticked ones. */
export function facet(filter) {
  const { name, values } = data.facet;
  const labels = new Map(values);
  const details = document.createElement('details');
  details.dataset.facet = name;
  details.append(document.createElement('summary'));
  details.firstChild.textContent = name;
  for (const [id, text] of values) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.name = name;
    input.value = id;
    label.append(input, ` ${text}`);
    details.append(label);
  }
  details.addEventListener('change', () => {
    const ids = [...details.querySelectorAll(':checked')].map((input) => input.value);
    filter(ids, ids.map((id) => labels.get(id)));
  });
  section.prepend(details);
}

/** The reader may begin. */
export const ready = () => (section.dataset.ready = '');

/** Does the row have one of the ids? All rows do where none is chosen. */
export const has = (row, ids) => !ids.length || ids.some((id) => row.ids.includes(id));
