"""``atlas preview ID``: one dataset's page and its row, as the site will show them, while the
record is written.

``frame.py`` has the theme make its frame once, ``pages.py`` fills it anew after each change, and
``server.py`` serves that and tells the browser to look again.
"""
