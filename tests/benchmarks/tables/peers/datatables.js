// ColumnControl's list of values takes a cell as one value, so it stands on the columns where that
// is so; the facet filters as that list does, by a fixed search of its column.
import { data, box, facet, has, mount, ready } from './common.js';

const lists = ['access', 'status'];
const table = document.createElement('table');
mount.append(table);
const render = DataTable.render.text();
const shown = new DataTable(table, {
  data: data.rows,
  columns: data.columns.map(([key, title]) => ({
    data: key,
    name: key,
    title,
    render,
    ...(lists.includes(key) && { columnControl: ['order', ['searchList']] }),
  })),
  order: [],
  pageLength: 25,
  deferRender: true,
  autoWidth: false,
  layout: { topStart: null, topEnd: null },
});
box((query) => shown.search(query).draw());
facet((ids) => {
  const test = (text, row) => has(row, ids);
  shown.column('modalities:name').search.fixed('facet', ids.length ? test : '').draw();
});
ready();
