"""Every reason the loader gives has a title, and every title is a reason the loader gives."""

import re

from pantau import ROOT
from pantau.intake.reasons import REASONS


def test_codes_and_titles_are_the_same_set() -> None:
    sources = [path for path in (ROOT / "pantau" / "intake").glob("*.py") if path.name != "reasons.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert [code for code in REASONS if f'"{code}"' not in text] == []
    given = set(re.findall(r'Unclear\(\s*"([a-z_]+)"', text))
    assert given - set(REASONS) == set()
    assert len(given) > 15
