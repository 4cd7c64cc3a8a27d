"""What pages show, worked out for one language: rows, fact sheets, load lines. Pure.

Nothing here knows MkDocs or HTML; the templates in ``overrides/atlas`` turn it into markup.
"""
