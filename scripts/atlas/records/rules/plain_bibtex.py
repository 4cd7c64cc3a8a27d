"""A citation holds its own braces together and no command of TeX that does more than set type.

Readers put citations of many datasets into one file and run TeX on it, which reads and writes
files, and on some machines starts programs. What is allowed is listed, since what TeX can be made
to do is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.printable import shown
from atlas.records.model import Dataset
from atlas.records.problem import Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.vocabulary import Words

#: Accents and letters, type and signs of texts, and signs of mathematics that stand in titles. An
#: accent or sign that is no letter needs no place here.
_WORDS = """
b c d H k r t u v aa AA ae AE dh DH dj DJ i j l L ng NG o O oe OE ss SS th TH
bf em emph enquote it mathbb mathbf mathcal mathit mathrm mathsf mbox ensuremath noopsort
rm sc sf sl text textbf textendash textemdash textit textmd textnormal textquotesingle
textregistered textrm textsc textsf textsl textsubscript textsuperscript texttrademark
texttt textup tt up textasciitilde textasciicircum textbackslash textbullet textless
textgreater textbar textunderscore textdollar textdegree url doi path nolinkurl
S P copyright dots ldots cdots pounds euro LaTeX TeX BibTeX relax
alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho
sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi
Psi Omega approx cdot circ deg ell equiv exists forall ge geq gg in infty int langle le leq
leftarrow leftrightarrow ll nabla ne neq notin otimes oplus partial pm prod propto rangle
rightarrow Rightarrow sim simeq sqrt star subset subseteq sum supset times to uparrow
downarrow ast bullet prime hat tilde bar vec dot
"""
COMMANDS = frozenset(_WORDS.split())
_COMMAND = re.compile(r"\\([A-Za-z@]+)")
_ENTRY = re.compile(r"@\s*preamble\b", re.IGNORECASE)
FIELD = ("citation", "bibtex")


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for braces that do not match, and one for the first thing that TeX obeys."""
    if record.citation is None:
        return
    text = record.citation.bibtex
    if not _balanced(text):
        yield Finding(FIELD, "its braces do not match; BibTeX would read into the next entry")
    if _ENTRY.search(text):
        yield Finding(FIELD, "@preamble is TeX that runs in a reader's document; leave it out")
    if "^^" in text:
        yield Finding(FIELD, "“^^” spells characters for TeX; write the characters themselves")
    for found in _COMMAND.finditer(text):
        if found[1] not in COMMANDS:
            told = f"{shown(found[0])} is no TeX command that a citation needs"
            yield Finding(FIELD, f"{told}; write what it stands for")
            return


def _balanced(text: str) -> bool:
    """Whether each brace has its partner, as BibTeX counts them: escaped ones too."""
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


RULE = RecordRule(
    name="plain-bibtex",
    why=Words(
        en="Readers copy citations into their documents, where TeX obeys commands: it can read and"
        " write files.",
        zh="读者会把引用条目复制到自己的文档中，而 TeX 会执行其中的命令，可能读写文件。",
    ),
    wrong=(
        "source: paper\ncitation:\n  bibtex: '@misc{a, title = {\\input{/etc/passwd}}}'",
        "source: paper\ncitation:\n  bibtex: '@misc{a, title = {A set}'",
    ),
    right=(
        "source: paper\ncitation:\n"
        "  bibtex: '@misc{a, title = {{MÜLLER} \\& \\''Etude: a $\\tau$-set}}'",
    ),
    check=check,
)
