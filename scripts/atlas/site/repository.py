"""Addresses in the project's own repository, from the one that mkdocs.yml is configured with."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

#: The branch that pull requests go to.
BRANCH = "main"

#: The addresses that a page may ask for.
NAMES = ("issues", "new_file", "vocabulary", "schema")


@dataclass(frozen=True)
class Repository:
    """A repository on a code host of GitHub's address scheme; ``url`` has no slash at its end.

    Pages ask for an address by its name here: ``{{ repository("issues") }}``.
    """

    url: str

    @property
    def issues(self) -> str:
        """Where questions and corrections go."""
        return f"{self.url}/issues"

    @property
    def new_file(self) -> str:
        """Opens an empty file in data/."""
        return f"{self.url}/new/{BRANCH}/data"

    @property
    def word_lists(self) -> str:
        """Where the file of each closed list is read; the list's name and .yaml follow."""
        return f"{self.url}/blob/{BRANCH}/data/vocabulary/"

    @property
    def vocabulary(self) -> str:
        """The closed lists of words."""
        return f"{self.url}/tree/{BRANCH}/data/vocabulary"

    @property
    def schema(self) -> str:
        """The JSON Schemas for editors."""
        return f"{self.url}/tree/{BRANCH}/data/schema"

    def address(self, name: str) -> str:
        """The address called ``name``. Raises KeyError for a name that is not in ``NAMES``."""
        if name not in NAMES:
            raise KeyError(name)
        return str(getattr(self, name))

    @property
    def edit_base(self) -> str:
        """What ``<id>.yaml`` follows in the address of an editor of a record's file."""
        return f"{self.url}/edit/{BRANCH}/data/"

    def edit(self, identifier: str) -> str:
        """Opens a record's file in an editor."""
        return f"{self.edit_base}{quote(identifier)}.yaml"

    def form(self, name: str, identifier: str) -> str:
        """Opens the issue form ``name`` (exports/issue_forms.py) about a record."""
        query = {"template": f"{name}.yml", "title": f"{identifier}: ", "dataset": identifier}
        return f"{self.issues}/new?{urlencode(query)}"

    def report(self, identifier: str) -> str:
        """Opens the form for a mistake in a record."""
        return self.form("correction", identifier)
