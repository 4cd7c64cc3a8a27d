"""A labelled submission → a pull request with its record, or an answer that says what is missing.

Who may set the label decides that this runs; nothing of the issue is run, and its words leave here
in a record's file, or in code spans and blocks, in which GitHub links, mentions and shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from atlas.exports.issue_forms import dataset_labels
from atlas.github.api import Api
from atlas.github.comments import keep_comment
from atlas.github.pulls import BranchTaken, Proposal, propose
from atlas.github.submission import Complaint, Made, NoRecord, fields_of, file_of
from atlas.links.markdown import block, code
from atlas.records import Problem, load_all

#: Set by whoever wants the submission to become a pull request. The form itself sets another one,
#: since whatever a form sets is set by its author.
LABEL = "make-record"
MARK = "<!-- atlas: record -->"
#: Complaints that an answer names, and characters of the file that it shows.
MOST_TOLD = 20
MOST_SHOWN = 8_000
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}")


class NotAsked(Exception):
    """Nothing is done for this event; the message says why."""


def make_record(api: Api, event: Mapping[str, Any], data_dir: Path, server: str) -> str:
    """Do what the label asks for; says what was done. Raises NotAsked, ApiFailed.

    The text is the one that stood there when the label was set: what the person who set it saw.
    """
    issue = event["issue"]
    _check(api, event)
    number, default = int(issue["number"]), str(event["repository"]["default_branch"])
    # A lone surrogate is valid in JSON and in nothing else.
    body = str(issue["body"] or "").encode("utf-8", "replace").decode("utf-8")
    loaded = load_all(data_dir)
    labels = dataset_labels(loaded.vocabularies)
    called = {field: label for label, field in labels.items()}
    try:
        made = file_of(fields_of(body, labels), loaded)
    except NoRecord as error:
        told = [_line(one, called) for one in error.complaints]
        return _answer(api, number, refusal(told, None))
    problems = judge(made, data_dir)
    if problems:
        told = [_line(_about(problem), called) for problem in problems]
        return _answer(api, number, refusal(told, made))
    branch = f"record/issue-{number}"
    proposal = Proposal(
        branch=branch,
        path=f"data/{made.identifier}.yaml",
        content=made.text,
        message=message(made.identifier, number, issue["user"] or {}, server),
        title=f"Add {made.identifier}",
        body=_BODY.format(number=number),
    )
    try:
        pull = propose(api, default, proposal)
    except BranchTaken:
        return _answer(api, number, _TAKEN.format(branch=branch))
    if pull is None:
        compare = f"{server}/{api.repository}/compare/{quote(default)}...{branch}?expand=1"
        return _answer(api, number, _BY_HAND.format(compare=compare))
    return _answer(api, number, _DONE.format(pull=pull))


def _check(api: Api, event: Mapping[str, Any]) -> None:
    if event.get("action") != "labeled" or event["label"]["name"] != LABEL:
        raise NotAsked(f"the label {LABEL} was not set")
    if "pull_request" in event["issue"] or event["issue"]["state"] != "open":
        raise NotAsked("this is no open issue")
    sender = str(event["sender"]["login"])
    found = api.get(f"collaborators/{quote(sender)}/permission") if _LOGIN.fullmatch(sender) else {}
    if found.get("user", {}).get("permissions", {}).get("triage") is not True:
        raise NotAsked("whoever set the label may not sort issues here")


def judge(made: Made, data_dir: Path) -> Sequence[Problem]:
    """The problems of ``made`` among the records of ``data_dir``, which is left as it was."""
    path = data_dir / f"{made.identifier}.yaml"
    with path.open("xb") as file:
        try:
            file.write(made.text.encode("utf-8"))
            file.flush()
            return load_all(data_dir, only=[path]).problems
        finally:
            path.unlink()


def _about(problem: Problem) -> Complaint:
    """A problem of the file, and the field of the form that it comes from."""
    field = re.split(r"[.\[]", problem.field)[0]
    if field == "summary":
        field = "summary_zh" if problem.field.endswith("zh") else "summary_en"
    place = f"data/{problem.path.name}:{problem.line}:{problem.column}"
    named = f"{problem.field}: " if problem.field else ""
    return Complaint(field, f"{place}: {named}{problem.sentence()}")


def _line(complaint: Complaint, called: Mapping[str, str]) -> str:
    label = called.get(complaint.field)
    return f"- {f'**{label}**: ' if label else ''}{code(complaint.message)}"


def refusal(told: Sequence[str], made: Made | None) -> str:
    """What the issue is answered; ``made`` is shown where the places mean lines of it."""
    return "\n".join(_refusal(told, made)) + "\n"


def _refusal(told: Sequence[str], made: Made | None) -> Iterator[str]:
    yield _NOT_YET
    yield ""
    yield from told[:MOST_TOLD]
    if len(told) > MOST_TOLD:
        yield f"- … {len(told) - MOST_TOLD} more · 另有 {len(told) - MOST_TOLD} 处"
    if made:
        yield ""
        yield "The file that the form makes · 由表单生成的文件："
        yield ""
        yield block(made.text, MOST_SHOWN)


def message(identifier: str, number: int, user: Mapping[str, Any], server: str) -> str:
    """The commit's message, which credits whoever wrote the issue."""
    lines = [f"Add {identifier}", "", f"From the issue form, issue #{number}."]
    login, account = str(user.get("login", "")), user.get("id")
    if _LOGIN.fullmatch(login) and type(account) is int:
        host = urlsplit(server).hostname or "github.com"
        address = f"{account}+{login}@users.noreply.{host}"
        lines += ["", f"Co-authored-by: {login} <{address}>"]
    return "\n".join(lines) + "\n"


def _answer(api: Api, number: int, body: str) -> str:
    """Answer in the issue; then the label goes, so that it can be set again."""
    keep_comment(api, number, MARK, body)
    api.delete(f"issues/{number}/labels/{quote(LABEL)}")
    return body.partition("\n")[0]


_NOT_YET = (
    "This does not make a record yet. Edit the text of the issue; a maintainer then sets the label"
    f" `{LABEL}` again.\n\n这份提交还不能成为记录。请修改议题正文，维护者随后会再次添加标签"
    f" `{LABEL}`。"
)
_DONE = (
    "A pull request holds this record now: #{pull}. Thank you!\n\n"
    "已据此生成拉取请求：#{pull}。谢谢！\n"
)
_BY_HAND = (
    "The record is written, but workflows may not open pull requests in this repository; a"
    " maintainer opens it here: {compare}\n\n"
    "记录已写好，但本仓库不允许工作流创建拉取请求；请维护者由此创建：{compare}\n"
)
_TAKEN = (
    "The branch `{branch}` holds somebody's work, so it stays as it is; go on there.\n\n"
    "分支 `{branch}` 上已有他人的改动，因此保持原样；请在该分支上继续。\n"
)
_BODY = (
    "Closes #{number}, whose form this record was made from. It passed `atlas validate`; nobody has"
    " read its sources yet.\n\n"
    "The issue may say more than fits the form: facts with their sources can be added here before"
    " it is merged. Where the checks wait, *Approve workflows to run* starts them (GitHub holds"
    " them back on pull requests of workflows).\n\n"
    "由 #{number} 的表单生成，已通过 `atlas validate`，但尚无人核对出处。议题中未能写入表单的内容"
    "可在合并前补充。若检查没有开始，请点击 *Approve workflows to run*。\n"
)
