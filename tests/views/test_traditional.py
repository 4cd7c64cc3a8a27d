"""Traditional characters of what the Atlas writes."""

from __future__ import annotations

import opencc

from atlas.views.traditional import FILE, converted, traditional_pairs


def test_the_file_is_what_opencc_converts_today() -> None:
    text = "".join(
        line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    assert text == "".join(converted())


def test_only_what_is_written_has_a_pair() -> None:
    pairs = traditional_pairs(["视频", "问答", "a b"])
    found = [pairs[at : at + 2] for at in range(0, len(pairs), 2)]
    assert {"視视", "頻频", "問问"} <= set(found)
    assert {pair[1] for pair in found} <= set("视频问答")
    assert traditional_pairs([]) == ""


def test_words_of_the_field_come_out_as_opencc_converts_them(real) -> None:
    """Word by word too: of what the Atlas says, no character depends on its neighbours."""
    back = opencc.OpenCC("s2t")
    texts = [
        item.zh for vocabulary in real.vocabularies.lists.values() for item in vocabulary.items
    ]
    pairs = traditional_pairs(texts)
    simplified = {pairs[at]: pairs[at + 1] for at in range(0, len(pairs), 2)}
    wrong = [
        text
        for text in texts
        if "".join(simplified.get(one, one) for one in back.convert(text)) != text
    ]
    # 座標 is another word than 坐标, not another way to write its characters.
    assert wrong == ["点坐标"]
