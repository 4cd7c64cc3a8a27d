"""What a record is, reading it safely, and the rules that judge it.

``load_all(data_dir)`` is the one way in. Start reading at ``model.py``.
"""

from atlas.records.load import LoadResult, load_all
from atlas.records.model import Dataset, Model
from atlas.records.problem import Problem

__all__ = ["Dataset", "LoadResult", "Model", "Problem", "load_all"]
