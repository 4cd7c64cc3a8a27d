"""The link checker: which addresses the records cite, and what became of each.

``plan`` (what to ask) → ``check`` (the run: who is asked when) → ``fetch`` (one address, safely)
→ ``verdict`` (pure: observations to a verdict with its reason) → ``report``. Only ``fetch``,
``address`` and ``check`` touch the network; everything they saw is an ``observation``.
"""
