"""Pure questions about all records together. ``load_catalogue(data_dir)`` gives the one object."""

from atlas.catalogue.catalogue import Catalogue, Entry, InvalidData, load_catalogue
from atlas.catalogue.select import FilterError, select

__all__ = ["Catalogue", "Entry", "FilterError", "InvalidData", "load_catalogue", "select"]
