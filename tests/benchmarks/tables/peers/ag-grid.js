// Its filter by a set of values is not in the Community edition; the external filter is, and is the
// fastest that it has.
import { data, box, facet, has, mount, ready } from './common.js';

let chosen = [];
const grid = agGrid.createGrid(mount, {
  rowData: data.rows,
  columnDefs: data.columns.map(([field, headerName]) => ({ field, headerName, flex: 1 })),
  pagination: true,
  paginationPageSize: 25,
  paginationPageSizeSelector: false,
  domLayout: 'autoHeight',
  animateRows: false,
  cacheQuickFilter: true,
  isExternalFilterPresent: () => chosen.length > 0,
  doesExternalFilterPass: (node) => has(node.data, chosen),
  onFirstDataRendered: ready,
});
box((query) => grid.setGridOption('quickFilterText', query));
facet((ids) => {
  chosen = ids;
  grid.onFilterChanged();
});
