"""The macros that any page may call: ``{{ datasets(…) }}``, ``{{ count(…) }}``, …

A macro is a function of the call (who asks, where) and of the arguments in the page. It returns
plain text, or a View that becomes HTML when the page is built. It never returns record text.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError
from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs_macros.errors import format_error

from atlas.catalogue import FilterError, select
from atlas.exports.form_fields import all_fields
from atlas.records.problem import nearest
from atlas.records.rules import NAMED_RULES
from atlas.records.vocabulary import Item, Language
from atlas.site.context import Site
from atlas.site.contribute import form_context
from atlas.site.published import PUBLISHED
from atlas.site.render import Place, View
from atlas.site.repository import NAMES
from atlas.site.tables import ALL_ROWS, Table, table_context
from atlas.views.corrections import corrected
from atlas.views.link_health import link_health as links_as_a_whole
from atlas.views.notes import moved_away, noted
from atlas.views.rows import page_path
from atlas.views.taskmap import task_map

_HEADING = re.compile(r"^# +(.+?) *#*$", re.MULTILINE)

#: A message names so many of what is allowed.
MOST_NAMED = 20


class MacroError(ValueError):
    """A macro was called wrongly; the message says what is allowed."""


@dataclass(frozen=True)
class Call:
    """Where a macro was called: the build, the place of the page, and how many views the page
    already holds (for ids that must be unique on it)."""

    site: Site
    place: Place
    number: int
    #: The first heading of the page: text.
    title: str

    @property
    def lang(self) -> Language:
        """The language of the page."""
        return self.place.lang


def datasets(
    call: Call, caption: str | None = None, limit: int | None = None, **filters: Any
) -> View:
    """``{{ datasets(roles="evaluation") }}``: the table of the datasets that pass the filters.

    The filters are those of ``atlas.catalogue.select``; ``caption`` names the table for those who
    do not see it; ``limit`` keeps the newest so many.
    """
    entries = select(call.site.catalogue, **filters)[:limit]
    # Regions of one page must be told apart by whoever hears their names.
    usual = call.site.words[call.lang].table_of
    table = Table(
        entries=entries,
        caption=caption or (f"{usual} {call.number + 1}" if call.number else usual),
        key=f"table-{call.number + 1}",
        path=call.place.url,
        filterable=limit is None,
    )
    if table.is_long:
        long_tables = call.site.long_tables.setdefault(call.lang, [])
        if any(other.path == table.path for _, other in long_tables):
            raise MacroError(
                f"this page has a table of more than {ALL_ROWS} datasets already; give this one "
                "a limit, or a page of its own"
            )
        long_tables.append((call.title, table))
    return View("table.html", lambda: table_context(call.site, table))


def dataset(call: Call, id: str) -> View:
    """``{{ dataset("video-mme") }}``: a link to the page of one dataset, inside a sentence."""
    known = call.site.catalogue.datasets
    if id not in known:
        raise MacroError(_unknown(id, "dataset", known))
    return View("link.html", lambda: {"name": known[id].name, "path": page_path(id)}, inline=True)


def count(call: Call, **filters: Any) -> str:
    """``{{ count(modalities="video") }}``: how many datasets pass the filters."""
    return str(len(select(call.site.catalogue, **filters)))


def pointers(call: Call, section: str) -> View:
    """``{{ pointers("qa-image") }}``: a line for each entry that the notes had in this section and
    that is filed elsewhere now; nothing when there is none."""
    known = call.site.catalogue.vocabularies["sections"].by_id
    if section not in known:
        raise MacroError(_unknown(section, "section", known))
    lines = moved_away(call.site.notes, call.site.catalogue, section, call.lang)
    return View("pointers.html", lambda: {"lines": lines})


def from_the_notes(call: Call) -> View:
    """``{{ from_the_notes() }}``: the notes' headings and entries, with what became of them."""
    if not call.site.notes:
        raise MacroError("there are no notes; name their file in mkdocs.yml at extra.atlas.notes")
    sections = noted(call.site.notes, call.site.catalogue, call.lang)
    return View("notes.html", lambda: {"sections": sections})


def tasks_by_modality(call: Call) -> View:
    """``{{ tasks_by_modality() }}``: how many datasets there are for each, as a map of links."""
    return View("taskmap.html", lambda: {"map": task_map(call.site.catalogue, call.lang)})


def comparison(call: Call) -> View:
    """``{{ comparison() }}``: the place where datasets are compared."""
    return View("comparison.html", dict)


def search_box(call: Call) -> View:
    """``{{ search_box() }}``: a box that leads to the full table."""
    return View("jump.html", dict)


def link_health(call: Call) -> View:
    """``{{ link_health() }}``: what the link checker found, and what of it needs a person."""
    return View(
        "link-health.html", lambda: {"health": links_as_a_whole(call.site.catalogue, call.lang)}
    )


def record_form(call: Call) -> View:
    """``{{ record_form() }}``: the form that writes a record, or edits the one in the address."""
    return View("form.html", lambda: form_context(call.site.repository, call.place))


def corrections(call: Call) -> View:
    """``{{ corrections() }}``: what was corrected, why, and in which records."""
    lines = corrected(call.site.corrections, call.site.catalogue, call.lang)
    return View("corrections.html", lambda: {"days": lines})


def rules(call: Call) -> View:
    """``{{ rules() }}``: the rules that judge a record, from the rules themselves, and what
    judges a file before them."""
    return View("rules.html", lambda: {"rules": NAMED_RULES})


def fields(call: Call) -> View:
    """``{{ fields() }}``: every key that a record may have, from the record model."""
    words = {key: call.site.words[call.lang][key] for key in call.site.words[call.lang]}
    described = all_fields(call.lang, words, call.site.catalogue.vocabularies)
    known = [field["key"] for field in described]
    lists = call.site.repository.word_lists
    context = {"fields": described, "known": known, "vocabulary": lists}
    return View("fields.html", lambda: context)


def glossary(call: Call) -> View:
    """``{{ glossary() }}``: the field's terms in the order of the page's language."""
    terms = call.site.catalogue.vocabularies["glossary"].items
    # GB 18030 has the common characters in the order of their sound, as a dictionary has them.
    order = (lambda term: term.en.casefold()) if call.lang == "en" else _by_sound
    return View("glossary.html", lambda: {"terms": sorted(terms, key=order)})


def _by_sound(term: Item) -> bytes:
    return term.zh.casefold().encode("gb18030")


def repository(call: Call, name: str) -> str:
    """``{{ repository("issues") }}``: an address in the project's repository."""
    if name not in NAMES:
        raise MacroError(_unknown(name, "address", NAMES))
    return call.site.repository.address(name)


def file_link(call: Call, path: str) -> str:
    """``{{ file_link("api/v1/datasets.json") }}``: a link to a file that the build publishes."""
    if path not in PUBLISHED:
        raise MacroError(_unknown(path, "published file", PUBLISHED))
    return str(Markup('<a href="{}"><code>{}</code></a>').format(call.place.to(path), path))


def _unknown(word: str, what: str, allowed: Iterable[str]) -> str:
    close = nearest(str(word), allowed)
    hint = f"; did you mean {close}?" if close else ""
    names = list(allowed)
    more = f" … and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"there is no {what} “{word}”; allowed: {', '.join(names[:MOST_NAMED])}{more}{hint}"


#: Every macro by the name that pages call it by.
MACROS: Mapping[str, Callable[..., View | str]] = {
    "datasets": datasets,
    "dataset": dataset,
    "count": count,
    "pointers": pointers,
    "from_the_notes": from_the_notes,
    "tasks_by_modality": tasks_by_modality,
    "comparison": comparison,
    "search_box": search_box,
    "link_health": link_health,
    "record_form": record_form,
    "corrections": corrections,
    "rules": rules,
    "fields": fields,
    "glossary": glossary,
    "repository": repository,
    "file_link": file_link,
}


def bound(site: Site, page: Callable[[], Page]) -> dict[str, Callable[..., str]]:
    """The macros as pages call them. ``page`` tells the page that is being read.

    A wrong call adds a sentence to ``site.complaints`` and gives nothing, so that one build names
    the mistakes of all pages.
    """

    def bind(name: str, macro: Callable[..., View | str]) -> Callable[..., str]:
        def call_macro(*arguments: Any, **named: Any) -> str:
            source = page().file.src_uri
            call = Call(site, Place(page().url), site.stubs.count(source), first_heading(page()))
            try:
                _check_signature(macro, call, arguments, named)
                result = macro(call, *arguments, **named)
            except (MacroError, FilterError) as error:
                site.complaints.append(f"docs/{source}: {name}(…): {error}")
                return ""
            return site.stubs.leave(source, name, result) if isinstance(result, View) else result

        return call_macro

    return {name: bind(name, macro) for name, macro in MACROS.items()}


def first_heading(page: Page) -> str:
    """The title of a page that is not rendered yet: its first heading, as it is typed."""
    found = _HEADING.search(page.markdown or "")
    return found.group(1).strip() if found else str(page.title or "")


def _check_signature(
    macro: Callable[..., Any], call: Call, arguments: tuple[Any, ...], named: Mapping[str, Any]
) -> None:
    signature = inspect.signature(macro)
    try:
        signature.bind(call, *arguments, **named)
    except TypeError as error:
        allowed = ", ".join(str(item) for item in list(signature.parameters.values())[1:])
        raise MacroError(f"{error}; use ({allowed})") from None


@format_error.register
def _undefined(error: UndefinedError, markdown: str, page: Page) -> str:
    """A name that nothing has, told as a PluginError: MkDocs then ends with its sentence, and
    ``mkdocs serve`` lives on, where mkdocs-macros would print a traceback and exit."""
    word = str(error.message).split("'")[1] if "'" in str(error.message) else ""
    close = nearest(word, MACROS)
    hint = f"; did you mean {close}?" if close else ""
    raise PluginError(
        f"docs/{page.file.src_uri}: {error.message}; macros: {', '.join(MACROS)}{hint}"
    ) from None


@format_error.register
def _syntax(error: TemplateSyntaxError, markdown: str, page: Page) -> str:
    """The same for a call that cannot be read. Lines count from below the page's front matter."""
    raise PluginError(
        f"docs/{page.file.src_uri}: line {error.lineno} of the text: {error.message}"
    ) from None
