// The frame of a page without a table that does anything: what measuring costs by itself.
import { data, box, facet, mount, ready } from './common.js';

const table = document.createElement('table');
const head = table.createTHead().insertRow();
for (const [, title] of data.columns) {
  head.append(Object.assign(document.createElement('th'), { textContent: title }));
}
const body = table.createTBody();
for (const row of data.rows.slice(0, 25)) {
  const line = body.insertRow();
  for (const [key] of data.columns) line.insertCell().textContent = row[key];
}
mount.append(table);
box(() => {});
facet(() => {});
ready();
