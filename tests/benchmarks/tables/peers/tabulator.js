import { data, box, facet, has, mount, ready, texts } from './common.js';

const text = texts();
const state = { query: '', ids: [] };
const table = new Tabulator(mount, {
  data: data.rows,
  columns: data.columns.map(([field, title]) => ({ field, title, sorter: 'string' })),
  layout: 'fitColumns',
  pagination: true,
  paginationSize: 25,
});
// The rows that it hands over need not be those that it got; their names are the same.
const byName = new Map(data.rows.map((row) => [row.name, text.get(row)]));
const filter = () =>
  table.setFilter((row) => has(row, state.ids) && byName.get(row.name).includes(state.query));
box((query) => {
  state.query = query.toLowerCase();
  filter();
});
facet((ids) => {
  state.ids = ids;
  filter();
});
table.on('tableBuilt', ready);
