"""``atlas preview`` on the command line."""

from __future__ import annotations

import gc
import sys
import threading
from pathlib import Path

import click

from atlas.preview.pages import ROW, Pages, Preview
from atlas.preview.server import Watched, make_server
from atlas.printable import printable
from atlas.publish import free_port
from atlas.records.problem import nearest
from atlas.views.rows import page_path

#: The checkout: this file is scripts/atlas/preview/command.py.
ROOT = Path(__file__).resolve().parents[3]
#: Problems that are told on the terminal; the page has them all.
MOST_TOLD = 10


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--port", type=click.IntRange(0, 65535), help="Default: the first that is free.")
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), default=ROOT / "data", hidden=True
)
def preview(identifier: str, port: int | None, data_dir: Path) -> None:
    """Show the page and the row of the dataset ID, anew after each change of its file."""
    identifier = Path(identifier).name.removesuffix(".yaml")
    if not (data_dir / f"{identifier}.yaml").is_file():
        close = nearest(identifier, (path.stem for path in data_dir.glob("*.yaml")))
        hint = f"; did you mean {close}?" if close else "; atlas new makes one"
        click.echo(f"There is no record {printable(identifier)}{hint}", err=True)
        sys.exit(1)
    try:
        watched = Watched(Preview(ROOT, data_dir, identifier), _tell)
    except ValueError as error:
        click.echo(printable(str(error)), err=True)
        sys.exit(1)
    # Records are no cycles: to look for some among them would cost a tenth of the time.
    gc.disable()
    watched.make()
    gc.freeze()
    gc.enable()
    server = make_server(watched, identifier, free_port() if port is None else port)
    address = f"http://127.0.0.1:{server.server_port}/"
    click.echo(f"The page: {address}{page_path(identifier)} (Chinese: {address}zh/…)")
    click.echo(f"Its row:  {address}{ROW}")
    click.echo("Saving a file shows it anew; Ctrl+C ends.")
    threading.Thread(target=watched.watch, daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        watched.stop()
        server.server_close()


def _tell(pages: Pages, seconds: float) -> None:
    here = Path.cwd()
    if pages.failure:
        click.echo(printable(pages.failure))
    for problem in pages.problems[:MOST_TOLD]:
        click.echo(problem.seen_from(here).text())
    more = len(pages.problems) - MOST_TOLD
    count = f"; {more} more problems" if more > 0 else ""
    click.echo(f"Made in {seconds:.2f} s{count}.", err=True)
