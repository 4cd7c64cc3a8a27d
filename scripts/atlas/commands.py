"""A group of commands some of which are imported only when they are called.

The link checker brings a client for the network along, which costs more time than to judge a
hundred records.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Commands(click.Group):
    """``later``: command → ``module:name`` of what it is."""

    def __init__(self, *arguments: Any, later: Mapping[str, str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted([*super().list_commands(ctx), *self._later])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now if it is one of ``later``."""
        if cmd_name not in self._later:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._later[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None
