// It has no filter of a column: the facet hands it other rows.
import { data, facet, has, mount, ready } from './common.js';

const cells = new Map(data.rows.map((row) => [row, data.columns.map(([key]) => row[key])]));
const rows = (ids) => data.rows.filter((row) => has(row, ids)).map((row) => cells.get(row));
const grid = new gridjs.Grid({
  columns: data.columns.map(([id, name]) => ({ id, name })),
  data: rows([]),
  search: { debounceTimeout: 0 },
  sort: true,
  pagination: { limit: 25 },
});
// It tells nobody when its rows are there.
new MutationObserver((_, observer) => {
  if (!mount.querySelector('td.gridjs-td:not(.gridjs-loading)')) return;
  observer.disconnect();
  ready();
}).observe(mount, { subtree: true, childList: true });
grid.render(mount);
facet((ids) => grid.updateConfig({ data: rows(ids) }).forceRender());
