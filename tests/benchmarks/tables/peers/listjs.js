import { data, box, facet, has, mount, ready } from './common.js';

const keys = data.columns.map(([key]) => key);
const table = document.createElement('table');
const head = table.createTHead().insertRow();
for (const [key, title] of data.columns) {
  const cell = document.createElement('th');
  const button = document.createElement('button');
  button.className = 'sort';
  button.dataset.sort = key;
  button.textContent = title;
  cell.append(button);
  head.append(cell);
}
table.createTBody().className = 'list';
const pages = document.createElement('ul');
pages.className = 'pagination';
mount.append(table, pages);
const list = new List(
  mount,
  {
    valueNames: keys,
    item: `<tr>${keys.map((key) => `<td class="${key}"></td>`).join('')}</tr>`,
    page: 25,
    pagination: true,
  },
  data.rows,
);
box((query) => list.search(query, keys));
facet((ids) => list.filter((item) => has(item.values(), ids)));
ready();
