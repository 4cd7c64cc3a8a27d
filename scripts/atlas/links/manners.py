"""How a host wants to be asked: which names are one host, at what gap, and by how many at once.

``data/vocabulary/link-hosts.yaml`` says so for a few; the rest are asked as the run is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class HostRule:
    """One host under all its names. ``gap`` in seconds; None: as the run is set."""

    name: str
    hosts: tuple[str, ...]
    gap: float | None = None
    per_host: int | None = None


class _Item(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def hosts(self) -> tuple[str, ...]: ...
    @property
    def gap_ms(self) -> int | None: ...
    @property
    def at_once(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Manners:
    """The rules by host name. A rule for ``example.org`` is one for the names below it too."""

    _rules: Mapping[str, HostRule] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Iterable[HostRule]) -> Manners:
        """Rules that do not share a host name."""
        return cls({host: rule for rule in rules for host in rule.hosts})

    @classmethod
    def from_items(cls, items: Iterable[_Item]) -> Manners:
        """The items of the vocabulary ``link-hosts``."""
        return cls.of(
            HostRule(
                item.id,
                item.hosts or (item.id,),
                None if item.gap_ms is None else item.gap_ms / 1000,
                item.at_once,
            )
            for item in items
        )

    def rule(self, host: str) -> HostRule:
        """The rule for ``host``, one without wishes for a host that no rule names."""
        if self._rules:
            name = host
            while name:
                found = self._rules.get(name)
                if found is not None:
                    return found
                name = name.partition(".")[2]
        return HostRule(host, (host,))

    def group(self, host: str) -> str:
        """The name under which ``host`` shares turns, gaps and waits with its aliases."""
        return self.rule(host).name if self._rules else host
