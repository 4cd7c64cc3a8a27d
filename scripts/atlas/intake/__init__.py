"""``atlas intake``: names that public lists have and the Atlas has not, for ``data/wanted.csv``.

``lists.py`` says which lists and reads them, ``merge.py`` leaves out what is known, and
``command.py`` asks and writes. Nothing that a list says is checked, and no record comes of it.
"""
