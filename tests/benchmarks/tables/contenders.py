"""Who is measured, and where each has what a reader types into and clicks.

All have ``section[data-atlas-table]``, which gets ``data-ready`` when it is usable; in it one
``input[type=search]``, and the values of a facet as ``input[name=…][value=…]`` inside
``details[data-facet=…]``. Only the button that sorts is everybody's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Contender:
    """``sort`` is a selector with ``{key}`` for the column's key and ``{place}`` for its place,
    from 1; ``rows`` selects the rows. ``scripts`` and ``styles`` stand in the npm package of the
    same name as their folder; ``package`` gives the version."""

    key: str
    title: str
    sort: str
    counts: str
    rows: str = "tbody tr"
    package: str = ""
    also: Sequence[str] = ()
    scripts: Sequence[str] = ()
    styles: Sequence[str] = ()


ATLAS = Contender("atlas", "Atlas", "th button[data-sort={key}]", "yes, all, live")
#: Shows nothing but rows that never change: what measuring costs by itself.
FLOOR = Contender("floor", "nothing but a static page", "th:nth-child({place})", "–")

PEERS = (
    Contender(
        "datatables",
        "DataTables with ColumnControl",
        "thead tr > :nth-child({place}) .dt-column-title",
        "not with ColumnControl, whose lists have values without counts (SearchPanes counts, and"
        " cost seconds at 10,000 in a trial)",
        package="datatables.net",
        also=("datatables.net-columncontrol",),
        scripts=(
            "datatables.net/js/dataTables.min.js",
            "datatables.net-columncontrol/js/dataTables.columnControl.min.js",
        ),
        styles=(
            "datatables.net-dt/css/dataTables.dataTables.min.css",
            "datatables.net-columncontrol-dt/css/columnControl.dataTables.min.css",
        ),
    ),
    Contender(
        "tabulator",
        "Tabulator",
        ".tabulator-col[tabulator-field={key}] .tabulator-col-title",
        "no; header filters list values without counts",
        ".tabulator-row",
        package="tabulator-tables",
        scripts=("tabulator-tables/dist/js/tabulator.min.js",),
        styles=("tabulator-tables/dist/css/tabulator.min.css",),
    ),
    Contender(
        "ag-grid",
        "AG Grid Community",
        ".ag-header-cell[col-id={key}] .ag-header-cell-text",
        "no; the filter by a set of values is in the Enterprise edition",
        ".ag-row",
        package="ag-grid-community",
        scripts=("ag-grid-community/dist/ag-grid-community.min.js",),
    ),
    Contender(
        "gridjs",
        "Grid.js",
        "th[data-column-id={key}]",
        "no; it has no filter of a column",
        package="gridjs",
        scripts=("gridjs/dist/gridjs.umd.js",),
        styles=("gridjs/dist/theme/mermaid.min.css",),
    ),
    Contender(
        "listjs",
        "List.js",
        "th button[data-sort={key}]",
        "no; it filters by a function",
        package="list.js",
        scripts=("list.js/dist/list.min.js",),
    ),
    Contender(
        "simple-datatables",
        "simple-datatables",
        "thead th:nth-child({place}) button",
        "no; it searches in columns",
        package="simple-datatables",
        scripts=("simple-datatables/dist/umd/simple-datatables.js",),
        styles=("simple-datatables/dist/style.css",),
    ),
)
