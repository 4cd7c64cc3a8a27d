"""Model files: what a model was trained on, read with the same care as a dataset."""

from __future__ import annotations

MODEL = """
name: Example-7B
open_weights: true
links:
  paper: {url}
source: paper
trained_on:
  - {{id: example, stage: instruction}}
"""


def test_a_model_file_is_read(data) -> None:
    data.add()
    data.write("models/example-7b.yaml", MODEL.format(url="https://arxiv.org/abs/2304.08485"))
    result = data.load()
    assert result.problems == []
    assert result.models["example-7b"].trained_on[0].id == "example"


def test_a_models_link_must_lead_to_a_public_page(data) -> None:
    data.add()
    data.write("models/example-7b.yaml", MODEL.format(url="javascript:alert(1)"))
    assert data.problems() == [
        "models/example-7b.yaml:5:10: links.paper.url: is not an http:// or https:// address [urls]"
    ]
