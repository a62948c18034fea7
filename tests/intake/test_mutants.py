"""Spoilt files: each is loaded, held back or refused with a sentence, and no row of it is lost.

PANTAU_MUTAN=2000 judges that many of each format, every one with a reading child of its own; PANTAU_MUTAN_DARI names
the first.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pantau import ROOT
from pantau.intake.reasons import REASONS
from tests.intake import mutator

COUNT = int(os.environ.get("PANTAU_MUTAN", "30"))
FIRST = int(os.environ.get("PANTAU_MUTAN_DARI", "0"))


@pytest.mark.parametrize("kind", mutator.GOOD)
def test_a_mutant_is_loaded_held_back_or_refused(kind: str, tmp_path: Path) -> None:
    child = ["child"] if "PANTAU_MUTAN" in os.environ else []
    command = [sys.executable, "-m", "tests.intake.mutator", kind, str(COUNT), str(FIRST), str(tmp_path), *child]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == COUNT
    for result in results:
        if sentence := result.get("refused"):
            assert sentence.endswith(".") and result["file"] in sentence, result
            continue
        assert result["read"] == result["loaded"] + result["quarantined"] + result["duplicate"], result
        assert result["quarantined"] == sum(result["reasons"].values()), result
        assert set(result["reasons"]) <= set(REASONS), result
    # A mutator that spoils everything, or nothing, would prove nothing.
    assert any("refused" in result for result in results)
    assert any(result.get("loaded") for result in results)
    assert any(result.get("quarantined") for result in results)


def test_a_number_names_one_mutant_for_ever() -> None:
    good = mutator.text()
    assert mutator.mutant("csv", good, 7) == mutator.mutant("csv", good, 7) != mutator.mutant("csv", good, 8)
