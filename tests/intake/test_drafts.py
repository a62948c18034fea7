"""Drafts: kept under a name nobody guesses, read by nobody else, gone after a week."""

import os
import time
from pathlib import Path

from pantau.intake import drafts


def test_a_draft_is_read_by_its_whole_name_only(tmp_path: Path) -> None:
    name = drafts.new_name()
    drafts.save(tmp_path, name, {"uraian": "x"})
    assert drafts.read(tmp_path, name) == {"uraian": "x"}
    for other in ("../draf/" + name, name[:-1], name.upper(), ""):
        assert drafts.read(tmp_path, other) == {}
    drafts.save(tmp_path, "../keluar", {"uraian": "x"})
    assert not list(tmp_path.parent.glob("keluar*"))
    assert (tmp_path / "draf" / f"{name}.json").stat().st_mode & 0o077 == 0


def test_old_drafts_go_when_a_new_one_is_kept(tmp_path: Path) -> None:
    old, new = drafts.new_name(), drafts.new_name()
    drafts.save(tmp_path, old, {"uraian": "x"})
    week_ago = time.time() - drafts.KEPT_SECONDS - 60
    os.utime(tmp_path / "draf" / f"{old}.json", (week_ago, week_ago))
    drafts.save(tmp_path, new, {"uraian": "y"})
    assert drafts.read(tmp_path, old) == {} and drafts.read(tmp_path, new) == {"uraian": "y"}
