"""Packs are found again, held against each other, and cleared away without being forgotten."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pantau.filters import Filters, Place
from pantau.pack import Pack, history
from pantau.pack.bundle import Bundle
from pantau.pack.manifest import record


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PANTAU_RUANG_MUAT", str(tmp_path))
    return tmp_path / "paket"


def keep(pack: Pack, minutes: int = 0, **more: object) -> str:
    later = replace(pack, made=pack.made + timedelta(minutes=minutes))
    return history.keep(later, Bundle(b"zip", record(later) | more, ()))


def test_nothing_made_yet(place: Path, small_pack: Pack) -> None:
    assert history.packs("kabupaten") == []
    assert history.like("kabupaten", small_pack.choice) == []
    assert not place.exists()


def test_newest_first_with_size_and_only_of_the_own_file(place: Path, small_pack: Pack) -> None:
    first, second = keep(small_pack), keep(small_pack, 5)
    keep(replace(small_pack, scope="kec-631102"), 9)
    assert [told["nama"] for told in history.packs("kabupaten")] == [second, first]
    assert history.packs("kabupaten")[0]["bita"] == 3
    assert history.read(second) == b"zip"
    if os.name == "posix":
        assert {file.stat().st_mode & 0o777 for file in place.iterdir()} == {0o600}


def test_only_a_pack_of_the_same_area_is_compared(place: Path, small_pack: Pack) -> None:
    whole = keep(small_pack)
    choice = replace(small_pack.choice, filters=Filters(kecamatan=Place("63.11.02", "Halong")))
    part = keep(replace(small_pack, choice=choice), 3)
    assert [told["nama"] for told in history.like("kabupaten", small_pack.choice)] == [whole]
    assert [told["nama"] for told in history.like("kabupaten", choice)] == [part]
    assert history.like("kabupaten", replace(choice, programmes=("kencana",))) == []


def test_old_zips_go_and_their_manifests_stay(place: Path, small_pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", 2)
    names = [keep(small_pack, minutes) for minutes in range(4)]
    for at, name in enumerate(names):
        if (place / f"{name}.zip").is_file():
            os.utime(place / f"{name}.zip", (at, at))
    assert len(list(place.glob("*.zip"))) == 2
    assert len(history.packs("kabupaten")) == 4
    assert {told["bita"] for told in history.packs("kabupaten")} == {3, None}


def test_a_damaged_manifest_is_passed_over(place: Path, small_pack: Pack) -> None:
    name = keep(small_pack)
    (place / "PantauBalangan_rusak.json").write_text("{", encoding="utf-8")
    (place / "PantauBalangan_asing.json").write_text("[]", encoding="utf-8")
    assert [told["nama"] for told in history.packs("kabupaten")] == [name]


@pytest.mark.parametrize("name", ["../kunci", "PantauBalangan_../x", "/etc/passwd", "PantauBalangan_a.zip", ""])
def test_a_name_is_never_a_path(name: str, place: Path) -> None:
    with pytest.raises(FileNotFoundError):
        history.read(name)
