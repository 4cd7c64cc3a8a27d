"""``atlas new``: a record's first file, from answers and from what hosts say about the dataset.

``ask.py`` asks a public address, ``proposals.py`` reads what a hub, arXiv or a DOI's registry
answers, ``record.py`` writes the file, and ``command.py`` talks with the person.
"""
