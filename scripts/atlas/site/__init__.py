"""The thin MkDocs side: catalogue and templates in, a bilingual site out.

``hooks.py`` is what MkDocs calls, in the order of a build. Everything that is particular to MkDocs
or to its theme stays in this folder, in ``overrides/`` and in ``mkdocs.yml``.
"""
