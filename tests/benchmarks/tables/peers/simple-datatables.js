import { data, facet, mount, ready } from './common.js';

const table = document.createElement('table');
mount.append(table);
const place = data.columns.findIndex(([key]) => key === data.facet.name);
const shown = new simpleDatatables.DataTable(table, {
  data: {
    headings: data.columns.map(([, title]) => title),
    data: data.rows.map((row) => data.columns.map(([key]) => row[key])),
  },
  columns: [{ select: data.columns.map((_, number) => number), type: 'string' }],
  perPage: 25,
  perPageSelect: false,
});
// Several labels in one query mean or; a label of several words would be several.
facet((ids, labels) => shown.multiSearch(
  labels.length ? [{ terms: labels, columns: [place] }] : [],
  'facet',
));
shown.on('datatable.init', ready);
