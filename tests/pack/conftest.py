"""Packs for the writers' tests: one of the whole first run, and a small one with every awkward kind of leaf."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from pantau.answers import Answers
from pantau.catalogue import programmes
from pantau.figures import Column, Context, Figure
from pantau.pack import Asked, Choice, Leaf, Pack, Source, Standing
from pantau.pack.gather import freeze
from pantau.store import Store

HOSTILE = '#panic("x") [A] *B* $c$ @d <e> =1+1'
EVERYTHING = tuple(each.id for each in programmes())


@pytest.fixture(scope="session")
def pack(sample: Store) -> Pack:
    """All five programmes of the first run, as the Kepala Dinas gets them."""
    return freeze(Answers(sample, "kabupaten"), Choice("Rapat koordinasi program", date(2026, 11, 24), EVERYTHING))


def table(number: str, rows: int, title: str = "Daftar", sample: str = "") -> Figure:
    """A table of `rows` rows: a word, a count, a day; every third count is not reported."""
    frame = pd.DataFrame(
        {
            "nama": [f"{title} {i}" for i in range(rows)],
            "jumlah": pd.array([None if i % 3 == 2 else 1000 + i for i in range(rows)], dtype="Int64"),
            "hari": [date(2026, 1 + i % 12, 1 + i % 28) for i in range(rows)],
        }
    )
    columns = (Column("nama", "Nama"), Column("jumlah", "Jumlah", "number"), Column("hari", "Hari", "day"))
    return Figure(
        id=number,
        kind="table",
        title=title,
        frame=frame,
        columns=columns,
        encode={"paper": ("nama", "jumlah", "hari")},
        unit="orang",
        reading="Satu baris per nama.",
        context=Context("2026 · semua kecamatan · 3 dari 3 orang", "register uji", date(2026, 10, 1), sample),
        notes=("Angka media.",),
    )


def bars(number: str) -> Figure:
    """Four bars, one of them nil."""
    frame = pd.DataFrame({"nama": ["Halong", "Juai", "Awayan", "Paringin"], "n": [10, 6, 5, 0]})
    return Figure(
        id=number,
        kind="ranked",
        title="Halong terbanyak",
        frame=frame.assign(teks=["10", "6", "5", "nihil"]),
        columns=(Column("nama", "Kecamatan"), Column("n", "Kejadian", "number")),
        encode={"label": "nama", "value": "n", "text": "teks", "strong": ["Halong"]},
        unit="kejadian",
        reading="Halong 10 dari 21 kejadian.",
        context=Context("2026 · semua kecamatan · 21 dari 21 kejadian", "register uji", date(2026, 10, 1)),
    )


@pytest.fixture
def small_pack() -> Pack:
    """A pack made by hand: a long table, bars, hostile words, an empty figure, a failed leaf, a CONTOH one."""
    leaves = (
        Leaf("R-1", "Rapat", "Tiga hal perlu perhatian", table("R-1", 3)),
        Leaf(
            "LB-0", "Lapor Bencana", HOSTILE, table("LB-0", 2, HOSTILE),
            kpis=(("Kejadian", "26", "5 dalam setahun"), ("Jiwa", "33.094", HOSTILE)),
        ),
        Leaf("LB-1", "Lapor Bencana", "Halong paling sering: 10 dari 21 kejadian", bars("LB-1"),
             (Asked("bencana/kejadian_per_kecamatan", {"dari": date(2026, 1, 1)}, 4, "0" * 64),)),
        Leaf("LB-2", "Lapor Bencana", "Tidak ada isi", table("LB-2", 0)),
        Leaf("LB-3", "Lapor Bencana", "Gambar LB-3 gagal", None, failed="Tidak dapat dibuat: kueri gagal."),
        Leaf("SB-1", "Layar Sibalang", "Enam puluh baris", table("SB-1", 60, sample="register program")),
        Leaf("R-3", "Rapat", "Belum ada keputusan rapat yang dicatat", table("R-3", 0)),
    )  # fmt: skip
    return Pack(
        choice=Choice("Rakor <uji> & coba", date(2026, 11, 24), ("lapor_bencana", "layar_sibalang"), maker="Camat"),
        made=datetime(2026, 11, 22, 14, 5, tzinfo=ZoneInfo("Asia/Makassar")),
        generation="gen-000001",
        scope="kabupaten",
        leaves=leaves,
        standings=(
            Standing("lapor_bencana.kejadian", "Lapor Bencana", "Kejadian", 26.0, "kejadian", "turun", "Banyaknya."),
            Standing("layar_sibalang.biaya", "Layar Sibalang", "Biaya", None, "rupiah", "turun"),
        ),
        listed={"kejadian": {"K1": "Banjir, 1 Jan 2026"}},
        sources=(Source("kejadian", "kejadian.csv", "a" * 64, 30, 26, datetime(2026, 11, 1, tzinfo=ZoneInfo("UTC"))),),
        bullets=("Lapor Bencana: 26 kejadian.", f"Layar Sibalang: {HOSTILE}."),
        dates=(("Lapor Bencana", "1 Okt 2026"), ("Layar Sibalang", "belum ada data")),
    )
