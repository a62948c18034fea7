"""The whole pack: every file there, the same numbers everywhere, nobody's data, nothing from a network."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdfium2 import PdfDocument

from pantau import ROOT
from pantau.answers import Answers
from pantau.pack import Choice, Pack, bundle, message
from pantau.pack.bundle import MANIFEST, Bundle
from pantau.pack.gather import freeze
from pantau.store import Store
from tests.stores import environment

# Sixteen digits that stand alone; the same digits inside a hash or a decimal fraction are no number of a person.
NIK = re.compile(r"(?<![\d.,A-Fa-f])\d{16}(?![\d.,A-Fa-f])")
LARGEST, LARGEST_PDF = 15_000_000, 5_000_000


@pytest.fixture(scope="module")
def made(pack: Pack) -> Bundle:
    return bundle.bundle(pack)


@pytest.fixture(scope="module")
def files(made: Bundle, pack: Pack) -> dict[str, bytes]:
    """Name inside the pack's own folder -> content."""
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return {name.removeprefix(f"{pack.stem}/"): archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def words(files: dict[str, bytes]) -> dict[str, str]:
    """Everything a person can read in each file, the parts of office files included."""
    return {name: _read(name, content) for name, content in files.items()}


def _read(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        return "\n".join(page.get_textpage().get_text_bounded() for page in PdfDocument(content))
    if name.endswith((".pptx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(_read(part, parts.read(part)) for part in parts.namelist())
    if name.endswith(".png"):
        return " ".join(str(value) for value in Image.open(io.BytesIO(content)).info.values())
    return content.decode("utf-8", "replace")


def test_every_file_is_there_and_in_the_manifest(files: dict[str, bytes], pack: Pack, made: Bundle) -> None:
    assert made.failed == ()
    assert {"rapat.pptx", "rapat.pdf", "nota-dinas.pdf", "data.xlsx", "satu-file.html", "pesan.txt", "kartu.png"} < set(
        files
    )
    for leaf in pack.leaves:
        if leaf.figure is not None and leaf.figure.kind != "table":
            assert len([name for name in files if name.startswith(f"gambar/{leaf.number}_")]) == 2
    assert len([name for name in files if name.startswith("peta/")]) == 4
    told = json.loads(files[MANIFEST])
    assert {each["nama"] for each in told["berkas"]} == set(files) - {MANIFEST}
    for each in told["berkas"]:
        assert each["sha256"] == hashlib.sha256(files[each["nama"]]).hexdigest()


def test_it_fits_a_message_and_a_stick(made: Bundle, files: dict[str, bytes]) -> None:
    assert len(made.content) < LARGEST
    assert len(files["rapat.pdf"]) < LARGEST_PDF


def test_the_numbers_are_the_same_in_every_format(files: dict[str, bytes], words: dict[str, str], pack: Pack) -> None:
    deck = Presentation(io.BytesIO(files["rapat.pptx"]))
    slides = {slide.shapes.title.text_frame.text: slide for slide in deck.slides}
    book = load_workbook(io.BytesIO(files["data.xlsx"]))
    for leaf in pack.leaves:
        shown = "\n".join(shape.text_frame.text for shape in slides[leaf.finding].shapes if shape.has_text_frame)
        assert leaf.header in shown
        assert leaf.number in book.sheetnames
        for _, value, _ in leaf.kpis:
            for name in ("rapat.pdf", "satu-file.html"):
                assert _plain(value) in _plain(words[name]), (leaf.number, name)
            assert value in shown
        for name in ("rapat.pdf", "satu-file.html"):
            assert _plain(leaf.finding) in _plain(words[name]), (leaf.number, name)
    summary = next(leaf for leaf in pack.leaves if leaf.number == "R-1").figure
    assert summary is not None
    told = [row for row in book["R-1"].iter_rows(min_row=2, values_only=True) if row[0]]
    assert [row[4] for row in told[:5]] == summary.frame["perhatian"].tolist()
    for number in summary.frame["angka"]:
        assert _plain(number) in _plain(words["rapat.pdf"])


def _plain(value: str) -> str:
    """Words without the blanks and line ends that every format sets its own way."""
    return re.sub(r"[\s\u00ad\ufffe\u200b]+", "", value.replace("&#39;", "'").replace("&amp;", "&"))


def test_nobody_of_the_registers_is_named_anywhere(words: dict[str, str]) -> None:
    known: set[str] = set()
    for name in ("kunjungan", "penerima", "kasus", "penerimaan"):
        with (ROOT / "data" / "sample" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                known |= {row[key] for key in ("nik", "nama", "nomor_kk", "telepon", "alamat") if row.get(key)}
    assert len(known) > 1000
    for name, told in words.items():
        if name.endswith((".svg", ".html", ".txt", ".pdf", ".pptx", ".xlsx", ".json")):
            assert not NIK.search(told), name
        assert not [each for each in known if each in told], name


def test_no_map_is_blank(files: dict[str, bytes]) -> None:
    maps = [name for name in files if name.endswith(".png") and ("peta" in name or "LB-1" in name or "PS-4" in name)]
    assert len(maps) >= 4
    for name in maps:
        pixels = np.asarray(Image.open(io.BytesIO(files[name])).convert("L")).ravel()
        assert np.bincount(pixels).max() / pixels.size < 0.95, name


def test_the_same_data_give_the_same_bytes(sample: Store) -> None:
    def once() -> bytes:
        choice = Choice("Rakor", date(2026, 11, 24), ("kencana",))
        pack = freeze(Answers(sample, "kabupaten"), choice)
        return bundle.bundle(_at(pack, MADE)).content

    MADE = freeze(Answers(sample, "kabupaten"), Choice("Rakor", date(2026, 11, 24), ("kencana",))).made
    assert once() == once()


def _at(pack: Pack, made: object) -> Pack:
    from dataclasses import replace

    return replace(pack, made=made)  # type: ignore[arg-type]


def test_a_file_that_fails_is_told_and_the_others_stay(small_pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_pack: Pack) -> bytes:
        raise OSError("disk")

    monkeypatch.setattr(message, "card", broken)
    made = bundle.bundle(small_pack)
    assert "kartu.png tidak dapat dibuat (OSError)" in made.failed
    assert "LB-3: Tidak dapat dibuat: kueri gagal." in made.failed
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = {name.split("/", 1)[1] for name in archive.namelist()}
    assert "kartu.png" not in names
    assert {"rapat.pptx", "rapat.pdf", "data.xlsx"} < names


def test_steps_are_told_while_it_is_made(small_pack: Pack) -> None:
    told: list[str] = []
    bundle.bundle(small_pack, progress=told.append)
    assert told == [
        "Salindia",
        "Dokumen PDF",
        "Nota dinas",
        "Buku kerja",
        "Halaman tunggal",
        "Teks pesan dan kartu",
        "Gambar",
    ]


@pytest.fixture(scope="module")
def apart(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield Path(shutil.copytree(sample_folder, tmp_path_factory.mktemp("paket") / "isi"))


def test_it_is_made_where_there_is_no_network(apart: Path) -> None:
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rn", "true"], check=False).returncode:
        pytest.skip("ruang jaringan tersendiri tidak diizinkan di komputer ini")
    out = apart / "keluar"
    command = ["unshare", "-rn", sys.executable, "-m", "pantau", "pack", "--program", "kencana", "--out", str(out)]
    done = subprocess.run(
        command, cwd=ROOT, env={**environment(apart), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).parent == out
    assert len(list(out.glob("*.zip"))) == 1


def test_office_programs_take_deck_and_workbook(files: dict[str, bytes], pack: Pack, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice tidak terpasang")
    for name in ("rapat.pptx", "data.xlsx"):
        (tmp_path / name).write_bytes(files[name])
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "rapat.pptx"), str(tmp_path / "data.xlsx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    slides = PdfDocument(tmp_path / "rapat.pdf")
    assert len(slides) == len(pack.leaves) + 1
    for leaf, page in zip(pack.leaves, list(slides)[1:], strict=True):
        assert _plain(leaf.finding)[:40] in _plain(page.get_textpage().get_text_bounded()), leaf.number
    assert len(PdfDocument(tmp_path / "data.pdf")) >= len(pack.leaves)
