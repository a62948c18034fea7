"""The loader's room: originals once, raw rows and log appended, everything its owner's only."""

import json
import sys
from pathlib import Path

from pantau.intake import room


def test_an_original_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("satu")
    room.archive(tmp_path / "ruang", file, "abc")
    file.write_text("dua")
    room.archive(tmp_path / "ruang", file, "abc")
    kept = tmp_path / "ruang" / room.SOURCES
    assert [(path.name, path.read_text()) for path in kept.iterdir()] == [("abc", "satu")]
    if sys.platform != "win32":
        assert (kept.stat().st_mode & 0o777, (kept / "abc").stat().st_mode & 0o777) == (0o700, 0o600)


def test_the_log_grows_by_one_line_an_attempt(tmp_path: Path) -> None:
    room.log(tmp_path, {"berkas": "é.csv"})
    room.log(tmp_path, {"refused": "kosong"})
    lines = [json.loads(line) for line in (tmp_path / room.LOG).read_text(encoding="utf-8").splitlines()]
    assert [line.get("berkas") or line["refused"] for line in lines] == ["é.csv", "kosong"]
    assert all(line["pada"].startswith("2026-11-22T") for line in lines)


def test_a_run_that_held_nothing_back_leaves_no_file(tmp_path: Path) -> None:
    room.keep_raw(tmp_path, "run", "\n")
    assert list(tmp_path.iterdir()) == []
