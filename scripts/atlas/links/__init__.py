"""The link checker: which addresses the records cite, what became of each, and who must act.

``plan`` (what to ask) and ``shards`` (on which day, by which run) → ``check`` (the run) →
``fetch`` (one address, safely) → ``verdict`` (pure: observations to a verdict with its reason) →
``void`` (whether the run says anything) → ``history`` (what a row of runs makes of a link) →
``state`` (the file that remembers) → ``report`` and ``needs`` (what people and programs are told).
``hosts`` and ``page`` know what answers mean that are not what they seem. Only ``fetch``,
``address``, ``check`` and ``archive`` touch the network; everything they saw is an ``observation``.
"""
