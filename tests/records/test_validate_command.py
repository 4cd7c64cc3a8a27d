"""Problems as GitHub and a terminal get them, and the command that prints them."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from atlas.cli import main
from atlas.records.problem import Problem


def problem(path: str = "data/a.yaml", message: str = "is wrong", field: str = "name") -> Problem:
    return Problem(Path(path), 3, 7, field, message, rule="types")


def test_github_shows_a_problem_at_its_line() -> None:
    assert problem().github() == (
        "::error file=data/a.yaml,line=3,col=7,title=name::is wrong [types]"
    )


def test_github_gets_no_second_command_from_a_file_name() -> None:
    line = problem(path="data/x\n::error file=b,line=1::y.yaml").github()
    assert line == (
        r"::error file=data/x\u000a%3A%3Aerror file=b%2Cline=1%3A%3Ay.yaml,line=3,col=7,title=name"
        "::is wrong [types]"
    )


def test_github_gets_percent_signs_and_line_ends_escaped() -> None:
    line = problem(message="100%0A\r\n::set-env::", field="a,b:c%").github()
    assert line == (
        "::error file=data/a.yaml,line=3,col=7,title=a%2Cb%3Ac%25"
        r"::100%250A\u000d\u000a::set-env:: [types]"
    )


def test_github_gets_no_command_in_its_old_form_either() -> None:
    line = problem(message="a ##[set-env name=X]b", field="##[x]").github()
    assert "##[" not in line


def test_a_problem_of_the_whole_file_has_a_title_too() -> None:
    assert problem(field="").github().startswith("::error file=data/a.yaml,line=3,col=7,title=rec")


def validate(data, *arguments: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(main, ["validate", "--data", str(data.folder), *arguments])
    return done.exit_code, done.stdout.splitlines()


def test_the_command_tells_all_problems_and_fails(data) -> None:
    data.add("roles: [traning]")
    data.add("roles: [traning]", "other")
    code, lines = validate(data)
    assert code == 1
    assert [Path(line.split(":")[0]).name for line in lines] == ["example.yaml", "other.yaml"]


def test_the_command_writes_github_commands_when_asked(data) -> None:
    data.add("roles: [traning]")
    code, (line,) = validate(data, "--format", "github")
    assert code == 1
    assert line.startswith("::error file=")
    assert ",line=1,col=9,title=roles[0]::“traning” is not in data" in line


def test_the_command_is_content_with_valid_records(data) -> None:
    data.add()
    assert validate(data) == (0, [])


def test_the_command_survives_a_file_name_that_is_not_utf8(data) -> None:
    (data.folder / "\udcff.yaml").write_text("name: A\n")
    code, (line,) = validate(data)
    assert code == 1
    assert r"\udcff.yaml:1:1: the file's name is the record's id" in line


def test_no_line_is_a_command_because_of_a_file_name(data, monkeypatch) -> None:
    data.write("::error::x.yaml", "name: A\n")
    monkeypatch.chdir(data.folder)
    command = ["validate", "--data", str(data.folder.resolve())]
    for more in ([], ["::error::x.yaml"], ["::error::\nnone"]):
        told = CliRunner().invoke(main, [*command, *more]).output
        assert "::error::" in told
        assert not any(line.startswith("::") for line in told.splitlines())


def test_a_file_outside_the_data_is_not_called_valid(tmp_path: Path) -> None:
    stray = tmp_path / "README.md"
    stray.write_text("# Nothing of a record", encoding="utf-8")
    result = CliRunner().invoke(main, ["validate", str(stray)])
    assert result.exit_code == 1
    assert "is not in data/, where records live" in result.output
