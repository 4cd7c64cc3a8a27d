"""What is judged before any rule is asked: the file, its YAML, and the type of each value.

``folder.py``, ``reading.py`` and ``validation.py`` tell these under the names that stand here.
"""

from __future__ import annotations

from atlas.records.rules.base import Rule
from atlas.records.vocabulary import Words

FILES = Rule(
    name="files",
    why=Words(
        en="The file's name is the record's id and part of its address, on every system the same.",
        zh="文件名就是记录的 id，也是其网址的一部分，在任何系统上都应相同。",
    ),
    wrong=("# data/Chart QA.yml",),
    right=("# data/chart-qa.yaml",),
)
ENCODING = Rule(
    name="encoding",
    why=Words(
        en="Text that is not UTF-8 reads differently on each machine, and a control character or"
        " an unusual line end can hide what a review should see.",
        zh="不是 UTF-8 的文字在不同机器上读法不同；"
        "控制字符和少见的换行符会藏起审阅者应当看到的内容。",
    ),
    wrong=("name: Séries  # in Latin-1",),
    right=("name: Séries  # in UTF-8",),
)
YAML = Rule(
    name="yaml",
    why=Words(
        en="A record is one mapping of plain values. Anchors, aliases, tags and further documents"
        " let a short file mean a huge one, or something else than it shows.",
        zh="一条记录就是一个由普通值组成的映射。锚点、别名、标签和多个文档会让短文件变得极大，"
        "或使其含义与所见不同。",
    ),
    wrong=("aliases: &all [One, Two]",),
    right=("aliases: [One, Two]",),
)
KEYS = Rule(
    name="keys",
    why=Words(
        en="A key that nobody reads says nothing, and looks as if it did.",
        zh="无人读取的键什么也没说，看上去却像说了。",
    ),
    wrong=("publisher: York University\nsource: paper",),
    right=("publishers: York University\nsource: paper",),
)
TYPES = Rule(
    name="types",
    why=Words(
        en="A number, a date or a list is compared and counted; what only looks like one cannot"
        " be.",
        zh="数字、日期和列表要用来比较和计数，仅仅看上去像是不够的。",
    ),
    wrong=("source: paper\nsize: {value: 10k, unit: images}",),
    right=("source: paper\nsize: {value: 10000, unit: images}",),
)
VOCABULARY = Rule(
    name="vocabulary",
    why=Words(
        en="Filters, labels and translations know the words of closed lists and no others.",
        zh="筛选、标签和译文只认封闭词表中的词。",
    ),
    wrong=("roles: [traning]",),
    right=("roles: [training]",),
)

STAGES = (FILES, ENCODING, YAML, KEYS, TYPES, VOCABULARY)
