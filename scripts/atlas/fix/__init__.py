"""``atlas fix``: a record written as the others are, with nothing said that was not said before.

Files are edited where something changes and nowhere else: a value's bytes are replaced, a block of
lines moves. A YAML library that writes whole files back (ruamel.yaml is one) wraps lines and
flow mappings anew, and hangs a comment on what stands above it, so that it travels with the wrong
key when keys change places.

``fixed.py`` runs the passes (one module each) and reads the result again: a pass whose text does
not say exactly what was meant is left out.
"""
