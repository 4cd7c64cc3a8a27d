"""What the site side of contributing needs: the form's addresses and the records that it edits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from atlas.catalogue import Entry
from atlas.exports.badge import FOLDER as BADGES
from atlas.exports.badge import badge, markdown
from atlas.exports.record_file import FOLDER, record_file
from atlas.records.vocabulary import Language
from atlas.site.context import Site
from atlas.site.languages import ROOTS
from atlas.site.render import Place
from atlas.site.repository import Repository
from atlas.views.rows import page_path


def form_context(repository: Repository, place: Place) -> Mapping[str, Any]:
    """The addresses that the form at ``place`` leads to."""
    return {
        "new_url": repository.new_file,
        "edit_base": repository.edit_base,
        "records": place.to(f"{FOLDER}/").removesuffix("/") + "/",
    }


def owner_context(site: Site, entry: Entry, lang: Language) -> Mapping[str, Any]:
    """What the page of ``entry`` offers to its owner, and to whoever links to it."""
    page = f"{site.site_url}{ROOTS[lang]}{page_path(entry.id)}"
    subject = urlencode({"subject": f"{entry.id}: "}, quote_via=quote)
    return {
        "form_query": f"?edit={quote(entry.id)}",
        "owner_url": site.repository.form("owner", entry.id),
        "owner_mail": f"mailto:{quote(site.email, safe='@')}?{subject}" if site.email else "",
        "owner_address": site.email,
        "badge_markdown": markdown(f"{site.site_url}{BADGES}/{entry.id}.svg", page),
    }


def write_badges(site: Site, site_dir: Path) -> None:
    """Publish an image for each dataset that its owners may show."""
    folder = site_dir / BADGES
    folder.mkdir(parents=True, exist_ok=True)
    for identifier, entry in site.catalogue.datasets.items():
        label = site.catalogue.vocabularies.label("statuses", entry.status, "en")
        checked = entry.record.checked
        said = f"{label}, {checked[:7]}" if checked else label
        (folder / f"{identifier}.svg").write_text(badge(said), encoding="utf-8")


def write_record_files(site: Site, site_dir: Path) -> None:
    """Publish each record as the form edits it."""
    folder = site_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for identifier, entry in site.catalogue.datasets.items():
        text = (site.data_dir / f"{identifier}.yaml").read_text(encoding="utf-8")
        target = folder / f"{identifier}.json"
        target.write_text(record_file(entry.record, text), encoding="utf-8")
