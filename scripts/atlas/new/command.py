"""``atlas new`` on the command line."""

from __future__ import annotations

import ipaddress
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from atlas.fix.fixed import Knowledge, fixed
from atlas.fix.names import folded, ids_of
from atlas.fix.shorthands import full_address
from atlas.fix.words import known_word
from atlas.links.address import AddressPolicy
from atlas.new.ask import NoAnswer, ask
from atlas.new.proposals import BASES, Proposal, clean, origin_of, proposals
from atlas.new.record import FACTS, Answers, chosen, identifier_of, record_text
from atlas.printable import printable
from atlas.records import LoadResult, load_all
from atlas.records.cache import kept_between_runs
from atlas.records.folder import MAX_ID, RESERVED
from atlas.records.problem import nearest
from atlas.records.scalars import ID_PATTERN
from atlas.records.vocabulary import LANGUAGES

#: The checkout: this file is scripts/atlas/new/command.py.
ROOT = Path(__file__).resolve().parents[3]
WORDS = ("roles", "modalities", "tasks")


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--id", "identifier", help="The record's id; default: from its name.")
@click.option("--name")
@click.option("--summary-en", help="One or two sentences in English.")
@click.option("--summary-zh", help="一两句中文。")
@click.option("--role", "roles", multiple=True, help="Repeatable, as the next two.")
@click.option("--modality", "modalities", multiple=True)
@click.option("--task", "tasks", multiple=True)
@click.option("--link", "links", multiple=True, metavar="KEY=URL", help="Repeatable.")
@click.option("--accept", is_flag=True, help="Take what sources propose without being asked.")
@click.option("--offline", is_flag=True, help="Ask no host.")
@click.option("--ask/--no-ask", "asks", default=None, help="Default: ask on a terminal.")
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), default=ROOT / "data", hidden=True
)
@click.option("--base", "bases", multiple=True, hidden=True, help="KIND=URL, for tests.")
@click.option("--allow-network", "networks", multiple=True, hidden=True)
def new(
    sources: tuple[str, ...],
    identifier: str | None,
    name: str | None,
    summary_en: str | None,
    summary_zh: str | None,
    roles: tuple[str, ...],
    modalities: tuple[str, ...],
    tasks: tuple[str, ...],
    links: tuple[str, ...],
    accept: bool,
    offline: bool,
    asks: bool | None,
    data_dir: Path,
    bases: tuple[str, ...],
    networks: tuple[str, ...],
) -> None:
    """Write data/<id>.yaml from answers, flags, and what SOURCES say.

    SOURCES are hf:OWNER/NAME, arxiv:NUMBER, doi:NUMBER or such addresses. What they say is a
    proposal: you are asked, or it stands in the file as a comment until you take it.
    """
    asks = sys.stdin.isatty() if asks is None else asks
    result = load_all(data_dir, cache=kept_between_runs(ROOT))
    answers = Answers(
        name=clean(name or ""),
        roles=_known_words("roles", roles, result),
        modalities=_known_words("modalities", modalities, result),
        tasks=_known_words("tasks", tasks, result),
    )
    answers.summary = {
        lang: " ".join(said.split())
        for lang, said in zip(LANGUAGES, (summary_en, summary_zh), strict=True)
        if said
    }
    for link in links:
        key, _, url = link.partition("=")
        if not url or not re.fullmatch(ID_PATTERN, key):
            raise click.BadParameter("write KEY=URL, such as home=https://…", param_hint="--link")
        answers.links[key] = full_address(url) or url
    places = {**BASES, **dict(base.split("=", 1) for base in bases)}
    policy = AddressPolicy(tuple(ipaddress.ip_network(network) for network in networks))
    proposed = _asked(sources, answers, places, policy, result, offline=offline)
    _decide(answers, proposed, result, asks=asks, accept=accept)
    path = _place(answers, identifier, data_dir, result, asks=asks)
    known = Knowledge(result.vocabularies)
    with path.open("xb") as file:
        file.write(fixed(record_text(answers).encode(), path.stem, known).content)
    click.echo(f"wrote {printable(str(path))}")
    problems = load_all(data_dir, only=[path], cache=kept_between_runs(ROOT)).problems
    for problem in problems:
        click.echo(problem.seen_from(Path.cwd()).text())
    told = "It holds problems, listed above." if problems else "It is valid."
    click.echo(f"{told} Look at it: atlas preview {path.stem}", err=True)
    sys.exit(1 if problems else 0)


def _asked(
    sources: Sequence[str],
    answers: Answers,
    bases: Mapping[str, str],
    policy: AddressPolicy,
    result: LoadResult,
    *,
    offline: bool,
) -> list[Proposal]:
    """What ``sources`` propose. Their addresses become links whether they answer or not."""
    found: list[Proposal] = []
    for source in sources:
        origin = origin_of(source, bases)
        if origin is None:
            raise click.BadParameter(
                f"{printable(source)} is none; write hf:OWNER/NAME, arxiv:NUMBER, doi:NUMBER or"
                " such an address",
                param_hint="SOURCES",
            )
        answers.links.setdefault(origin.key, origin.url)
        if offline:
            click.echo(f"{origin.url} is not asked (offline).", err=True)
            continue
        try:
            answer = ask(origin.asked, {"Accept": origin.accept}, policy)
        except NoAnswer as error:
            click.echo(f"{origin.url} proposes nothing: {error}. Going on without it.", err=True)
            continue
        told = proposals(origin, answer, result.vocabularies)
        if not told:
            click.echo(f"{origin.url} answers, and says nothing that can be used.", err=True)
        for one in told:
            click.echo(
                f"{origin.url} says {one.field}: {printable(', '.join(one.values))}", err=True
            )
        found += told
    return found


def _decide(
    answers: Answers, proposed: list[Proposal], result: LoadResult, *, asks: bool, accept: bool
) -> None:
    """Fill ``answers`` from questions and proposals; what nobody agreed to stays open."""
    first, taken = chosen(proposed), set[str]()
    if not answers.name:
        default = first["name"].values[0] if "name" in first else None
        taken.add("name")
        if asks:
            answers.name = clean(click.prompt("Name", default=default))
        else:
            answers.name = default or ""
    if not answers.summary and asks:
        text = " ".join(click.prompt("Summary, in English or Chinese").split())
        answers.summary = {"zh" if re.search("[\u4e00-\u9fff]", text) else "en": text}
    for field in WORDS:
        if getattr(answers, field):
            taken.add(field)
            continue
        values = first[field].values if field in first else ()
        if asks:
            setattr(answers, field, _prompted(field, values, result))
            taken.add(field)
        elif accept:
            setattr(answers, field, values)
            taken.add(field)
    if not answers.links and asks:
        url = click.prompt("Address of its page or paper")
        url = full_address(url) or url
        answers.links["paper" if "arxiv.org" in url or "doi.org" in url else "home"] = url
    for field in FACTS:
        if field not in first:
            continue
        one = first[field]
        question = f"Take {field} {printable(', '.join(one.values))}, from {one.source}?"
        if accept or (asks and click.confirm(question)):
            answers.facts[field] = one
            taken.add(field)
    if "as_of" in first:
        answers.as_of[first["as_of"].source] = first["as_of"].values[0]
        taken.add("as_of")
    answers.open = [one for one in proposed if one.field not in taken]


def _prompted(field: str, values: Sequence[str], result: LoadResult) -> tuple[str, ...]:
    ids = tuple(result.vocabularies[field].by_id)
    shown = ", ".join(ids[:12]) + (" …" if len(ids) > 12 else "")
    while True:
        said = click.prompt(f"{field.capitalize()} ({shown})", default=", ".join(values) or None)
        try:
            return _known_words(field, re.split(r"[,，、]", said), result)
        except click.BadParameter as error:
            click.echo(error.format_message(), err=True)


def _known_words(field: str, said: Sequence[str], result: LoadResult) -> tuple[str, ...]:
    found: list[str] = []
    for word in filter(None, (one.strip() for one in said)):
        known = known_word(word, result.vocabularies[field])
        if known is None:
            close = nearest(word, result.vocabularies[field].by_id)
            hint = f"; did you mean {close}?" if close else ""
            raise click.BadParameter(
                f"{printable(word)} is not in data/vocabulary/{field}.yaml{hint}", param_hint=field
            )
        found.append(known)
    return tuple(dict.fromkeys(found))


def _place(
    answers: Answers, identifier: str | None, data_dir: Path, result: LoadResult, *, asks: bool
) -> Path:
    """The file to write, of which there is none yet."""
    if not answers.name:
        raise click.UsageError("Say its --name.")
    same = ids_of(result.records, aliases=True).by_name.get(folded(answers.name))
    if same:
        raise click.ClickException(f"{printable(answers.name)} has a record: data/{same}.yaml")
    made = identifier or identifier_of(answers.name)
    if not identifier and asks:
        made = click.prompt("Id", default=made or None)
    if not re.fullmatch(ID_PATTERN, made) or made in RESERVED or len(made) > MAX_ID:
        raise click.UsageError(
            f"{printable(made) or 'This name'} makes no id; say --id, lower-case words joined by"
            " hyphens."
        )
    path = data_dir / f"{made}.yaml"
    if path.exists() or path.is_symlink():
        raise click.ClickException(f"data/{made}.yaml is there already.")
    return path
