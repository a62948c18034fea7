"""Figures of Pak Sotarsa: what they say equals what they draw, the press stays apart, and nothing hidden shows."""

import re
from datetime import date
from typing import Any

import pandas as pd
import pytest

from pantau import text
from pantau.draw import paper, screen
from pantau.figures import Context, Figure, records, sotarsa, sotarsa_jangkauan, sotarsa_kunjungan, sotarsa_layanan
from pantau.filters import Filters
from pantau.store import Store

HERE = Context(
    "1 Jan 2026 · Kecamatan Halong · 5 dari 5 penerima terdaftar", "register", date(2026, 10, 27), "register program"
)
TODAY = date(2026, 11, 22)
AIM = {"nilai": 1000, "awal": 281, "arah": "naik", "dokumen": "Renja 2026", "periode_sampai": date(2026, 12, 31)}


def all_figures(store: Store, **where: Any) -> list[Figure]:
    """Every figure of the room, as its pages make them."""
    end = {"sampai": where["sampai"]} if "sampai" in where else {}
    villages = store.query("sosial/cakupan_per_desa", end)
    chosen = Filters(where.get("dari"), where.get("sampai"))
    return [
        sotarsa.growth(store.query("sosial/pertumbuhan_penerima", where), (281, 880), HERE, "orang", AIM),
        sotarsa.growth(store.query("sosial/pertumbuhan_keluarga", where), (), HERE, "keluarga"),
        sotarsa.bridge(store.query("sosial/jembatan_penerima", where), chosen, HERE),
        sotarsa_jangkauan.coverage(villages, HERE),
        sotarsa_jangkauan.coverage_map(villages, HERE),
        sotarsa_jangkauan.remoteness(villages, HERE),
        sotarsa_kunjungan.calendar(store.query("sosial/rencana_per_bulan", where | {"hari_ini": TODAY}), 6, HERE),
        sotarsa_kunjungan.itinerary(store.query("sosial/rencana_depan", {"hari_ini": TODAY}), HERE),
        sotarsa_kunjungan.reasons(store.query("sosial/alasan_tunda", where), HERE),
        sotarsa_kunjungan.follow_through(store.query("sosial/tindak_lanjut", where), HERE),
        sotarsa_layanan.mix(store.query("sosial/layanan_per_bulan", where), HERE),
        sotarsa_layanan.delivery(store.query("sosial/lama_serah", where), HERE),
        sotarsa_layanan.cost(costs(), HERE),
        sotarsa_layanan.groups(store.query("sosial/sasaran_umur"), HERE),
    ]


def costs() -> pd.DataFrame:
    names = ["layanan", "biaya", "orang", "periode", "per_orang", "terendah", "tertinggi", "tanpa_orang"]
    rows = [("pangan", 1_100_000, 30, 2, 36_667.0, 30_000.0, 50_000.0, 0), ("asuransi", 90_000, 3, 1, 3e4, 3e4, 3e4, 1)]
    return pd.DataFrame([*rows, ("perumahan", 90_000, 0, 1, None, None, None, 1)], columns=names)


@pytest.mark.parametrize(
    "where", [{}, {"dari": date(2026, 1, 1), "sampai": date(2026, 6, 30)}, {"dari": date(2031, 1, 1)}]
)
@pytest.mark.parametrize("state", ["sample", "empty"])
def test_every_figure_is_written_and_drawn(state: str, where: dict[str, date], request: pytest.FixtureRequest) -> None:
    for figure in all_figures(request.getfixturevalue(state), **where):
        said = " ".join([figure.title, figure.subtitle, figure.reading, *figure.notes, figure.footer()])
        assert re.findall(r"\b(?:nan|NaN|NaT|None|inf)\b|<NA>|[{}]", said) == [], figure.id
        assert len(figure.written()) == len(figure.frame)
        if not figure.empty and figure.kind not in ("table", "villages"):
            for phone in (False, True):
                assert screen.draw(figure, phone)["data"], figure.id


def test_they_are_drawn_on_paper_too(sample: Store) -> None:
    for figure in all_figures(sample):
        assert paper.png(figure)[:4] == b"\x89PNG", figure.id


# --- people ---


def test_the_press_is_drawn_only_where_it_belongs(sample: Store) -> None:
    grown = sample.query("sosial/pertumbuhan_penerima")
    whole, part = sotarsa.growth(grown, (281, 880), HERE), sotarsa.growth(grown, (), HERE, service="pangan")
    assert [at for at, *_ in whole.encode["lines"]] == [880, 281]
    assert part.encode["lines"] == () and "media" not in part.title
    assert 880 not in whole.frame["kumulatif"].tolist() or "sama dengan" in whole.title
    assert "Angka media adalah orang" in part.notes[0]


def test_a_target_in_force_is_a_line_and_a_progress(sample: Store) -> None:
    figure = sotarsa.growth(sample.query("sosial/pertumbuhan_penerima"), (281, 880), HERE, aim=AIM)
    assert (1000.0, "target 1.000", "right") in figure.encode["lines"]
    answer = sample.query("sosial/kemajuan", {"nilai": 880, "awal": 281, "target": 1000}).iloc[0].to_dict()
    assert sotarsa.progress(AIM, answer, 880) == (
        "Target 1.000 orang sampai 31 Des 2026 (Renja 2026): kemajuan 83,3\u00a0%, dari garis awal 281 menjadi 880"
        " orang dalam register."
    )
    assert sotarsa.progress(None, answer, 880) == "Target belum ditetapkan."
    unknown = sotarsa.progress(AIM | {"awal": None}, {"kemajuan_persen": None}, 880)
    assert "belum dapat ditentukan karena garis awal belum ditetapkan" in unknown


def test_the_bridge_reads_as_it_adds_up(sample: Store) -> None:
    figure = sotarsa.bridge(sample.query("sosial/jembatan_penerima"), Filters(), HERE)
    steps = dict(zip(figure.frame["langkah"], figure.frame["orang"], strict=True))
    left = -sum(steps[step] for step in ("pindah", "meninggal", "lulus", "data_ganda"))
    assert figure.title == f"{steps['kini']} orang aktif: {steps['baru']} baru, {left} keluar"
    assert sotarsa.picked(figure, [{"customdata": [figure.frame["nama"].iloc[-1], "603 orang"]}]) == "kini"
    assert sotarsa.picked(figure, []) is sotarsa.picked(figure, [{"customdata": ["Awal (kemarin)"]}]) is None
    dated = sotarsa.bridge(sample.query("sosial/jembatan_penerima"), Filters(date(2026, 1, 1), date(2026, 6, 30)), HERE)
    assert dated.frame["nama"].iloc[[0, -1]].tolist() == ["Awal (31 Des 2025)", "Kini (30 Jun 2026)"]


def test_the_people_behind_a_bar_are_masked_and_no_file(sample: Store) -> None:
    listed = sample.query("sosial/jembatan_daftar", {"langkah": "pindah"})
    figure = sotarsa.people(listed, "pindah", HERE)
    assert figure.private
    assert figure.frame["samaran"].str.len().max() == 8


@pytest.mark.parametrize(
    ("after", "words"), [(5, "sama dengan 5 di berita"), (7, "2 lebih sedikit dari 7"), (4, "1 lebih banyak dari 4")]
)
def test_the_gap_is_told_as_far_as_the_registers_know(after: float, words: str) -> None:
    names = ("dikunjungi_orang", "aktif_orang", "terdaftar_orang", "tanpa_kunjungan_orang", "belum_terdaftar_orang")
    row = dict(zip(names, (5, 3, 4, 1, 2), strict=True))
    said = sotarsa.gap(after, row, {"tanpa_nik": 1}, TODAY)
    assert words in said
    assert "3 orang masih aktif, 1 sudah keluar" in said
    assert "2 orang dikunjungi tetapi belum terdaftar, 1 orang terdaftar tanpa kunjungan" in said
    assert said.endswith("selebihnya belum dapat ditentukan.")


def test_households_without_numbers_are_not_counted() -> None:
    row = dict.fromkeys(("penerima", "hari_kunjungan", "layanan", "tanpa_nik", "desa_didatangi", "desa_total"), 3)
    cells = {
        name: value for name, value, _ in sotarsa.kpis(row | {"keluarga": 0, "tanpa_kk": 3}, {"n": 0, "terbalik": 0})
    }
    assert cells["Keluarga"] == cells["Jeda entri"] == text.UNDETERMINED


# --- reach ---


def villages(**more: object) -> pd.DataFrame:
    n = 6
    base = pd.DataFrame(
        {
            "kode_desa": [f"63.11.02.20{i:02}" for i in range(n)],
            "nama_desa": list("PQRSTU"),
            "lintang": -2.2,
            "bujur": 115.6,
            "terlayani": [30, 30, 30, 5, 5, 5],
            "terlayani_lalu": 1,
            "sasaran": [100, 100, 100, 100, 100, 15],
            "tahun_sasaran": 2026,
            "jauh": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0],
            "satuan_jauh": "km garis lurus",
            "tanpa_sinyal": None,
            "cakupan_lalu_persen": 1.0,
        }
    ).assign(**more)
    rate = 100 * base["terlayani"] / base["sasaran"]
    return base.assign(cakupan_persen=rate, bawah_persen=rate - 1, atas_persen=rate + 1)


def test_reach_claims_a_difference_only_beyond_chance() -> None:
    assert sotarsa_jangkauan.remoteness(villages(), HERE).title == "Desa jauh kurang terlayani daripada desa dekat"
    even = sotarsa_jangkauan.remoteness(villages(terlayani=[10, 11, 10, 9, 10, 2]), HERE)
    assert even.title == "Belum tampak beda cakupan desa jauh dan desa dekat"
    assert "10,3\u00a0% (31/300)" in even.reading
    assert "separuh terjauh 9,8\u00a0% (21/215)" in even.reading


def test_straight_lines_and_unloaded_signals_are_said() -> None:
    notes = " ".join(sotarsa_jangkauan.remoteness(villages(), HERE).notes)
    assert "garis lurus" in notes and "bukan waktu tempuh" in notes
    assert "Daftar desa tanpa sinyal belum dimuat." in notes


def test_villages_without_a_signal_are_rings_with_their_name() -> None:
    told = villages(tanpa_sinyal=[None, True, False, None, None, None], satuan_jauh="jam")
    figure = sotarsa_jangkauan.remoteness(told, HERE)
    marks = dict(zip(figure.frame["nama_desa"], figure.frame["lambang"], strict=True))
    assert [name for name, mark in marks.items() if mark == "circle-open"] == ["Q"]
    assert "Q" in figure.encode["strong"]
    assert "Lingkaran kosong = tanpa sinyal: Q." in " ".join(figure.notes)
    assert "garis lurus" not in " ".join(figure.notes)


def test_few_eligible_people_are_flagged_and_no_denominator_means_no_rate() -> None:
    bare = villages(sasaran=[None, 100, 100, 100, 100, 15])
    figure = sotarsa_jangkauan.coverage(bare, HERE)
    assert figure.frame["teks"].tolist()[0] == "30 orang"
    assert figure.frame["teks"].tolist()[-1] == "5/15 · n<20"
    assert "Satu desa" not in figure.reading and "1 desa tanpa penyebut" in figure.reading
    assert "1 desa bersasaran di bawah 20 orang: baca hati-hati." in " ".join(figure.notes)


def test_a_target_of_coverage_counts_the_villages_that_reach_it() -> None:
    aim = {"nilai": 25, "dokumen": None}
    assert "Target 25\u00a0%: 4 dari 6 desa mencapainya." in sotarsa_jangkauan.coverage(villages(), HERE, aim).notes
    assert "Target cakupan belum ditetapkan." in sotarsa_jangkauan.coverage(villages(), HERE).notes


# --- visits ---


def plans(*rows: tuple[str, str | None, str | None, str | None, int | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["nama_desa", "bulan", "status", "alasan", "jumlah"])
    return frame.assign(kode_desa=frame["nama_desa"], bulan=pd.to_datetime(frame["bulan"]))


def test_a_cell_says_in_words_what_a_number_cannot() -> None:
    made = plans(
        ("P", "2026-10-01", "terlaksana", None, 2),
        ("P", "2026-11-01", "ditunda", "cuaca", 1),
        ("P", "2026-11-01", "terlaksana", None, 1),
        ("Q", "2026-11-01", "batal", None, 1),
        ("Q", "2026-12-01", "direncanakan", None, 1),
        ("R", "2026-11-01", "tanpa kabar", None, 1),
        ("S", None, None, None, None),
    )
    figure = sotarsa_kunjungan.calendar(made, 6, HERE)
    cells = {(r["nama_desa"], r["kepala"]): r["teks"] for r in records(figure.frame)}
    assert cells["P", "Okt 2026"] == "2"
    assert cells["P", "Nov 2026"] == "1 cuaca"
    assert cells["Q", "Nov 2026"] == "ditunda"
    assert cells["Q", "Des 2026"] == "rencana"
    assert cells["R", "Nov 2026"] == "kabar?"
    assert cells["S", "Nov 2026"] == "–"
    assert figure.title == "Kunjungan: 3 terlaksana, 1 ditunda, 1 batal, 1 tanpa kabar dan 1 direncanakan"
    assert "Tanpa rencana pada bulan-bulan ini: S." in figure.reading
    assert sotarsa_kunjungan.calendar(made, 1, HERE).encode["columns"] == ["Des 2026"]


def test_nothing_planned_says_so() -> None:
    figure = sotarsa_kunjungan.calendar(plans(("S", None, None, None, None)), 6, HERE)
    assert figure.empty and "Belum ada rencana kunjungan" in figure.reading
    bare = pd.DataFrame(columns=["kode_desa", "nama_desa", "tanggal_rencana", "hari_lagi", "terakhir", "perlu_ulang"])
    assert sotarsa_kunjungan.itinerary(bare, HERE).title == "Belum ada kunjungan yang direncanakan ke depan"


def test_what_follows_a_visit_names_who_is_in_no_register() -> None:
    steps = ["masih aktif", "sudah keluar", "perlu kunjungan ulang", "diteruskan ke layar sibalang"]
    frame = pd.DataFrame({"langkah": steps, "orang": [2, 1, 1, 0], "dikunjungi": 5, "persen": [40.0, 20, 20, 0]})
    figure = sotarsa_kunjungan.follow_through(frame.assign(bawah_persen=0.0, atas_persen=50.0), HERE)
    assert "2 orang belum ada di register penerima." in figure.notes
    assert "Kurang dari 20 orang: baca hati-hati." in figure.reading
    assert figure.frame["teks"].tolist() == ["2/5", "1/5", "1/5", "0/5"]


# --- services ---


def test_the_open_ones_are_said_beside_the_curve(sample: Store) -> None:
    figure = sotarsa_layanan.delivery(sample.query("sosial/lama_serah"), HERE)
    open_ = int(sample.query("sosial/lama_serah_kpi").iloc[0]["belum"])
    assert f"{open_} layanan belum diterima dan ikut dihitung" in figure.reading
    assert len(figure.encode["names"]) <= 5
    assert (figure.frame["jam"] >= 24).all()


def test_shares_of_a_month_with_few_deliveries_are_flagged() -> None:
    frame = pd.DataFrame({"bulan": [date(2026, 1, 1), date(2026, 2, 1)], "pangan": [10, 20], "asuransi": [1, 2]})
    figure = sotarsa_layanan.mix(frame.assign(adminduk=0, perumahan=0, lainnya=0, layanan=[11, 22]), HERE)
    assert figure.frame["teks"].tolist() == ["n=11 · baca hati-hati", "n=22"]
    assert "pangan 91\u00a0%" in figure.reading


def test_a_hidden_group_is_closed_and_its_number_nowhere(sample: Store) -> None:
    cube = sample.query("sosial/sasaran_umur")
    figure = sotarsa_layanan.groups(cube, HERE)
    assert sotarsa_layanan.FIXED in figure.notes
    closed = figure.frame[figure.frame["teks"] == "tertutup"]
    assert len(closed) >= int(cube["disembunyikan"].sum())
    assert closed["jumlah"].isna().all()
    assert len(figure.frame) == len(figure.encode["rows"]) * len(figure.encode["columns"])


def test_cost_says_its_line_is_no_confidence_interval() -> None:
    figure = sotarsa_layanan.cost(costs(), HERE)
    assert figure.frame["teks"].tolist() == ["Rp36.667 · n=30", "Rp30.000 · n=3 · baca hati-hati"]
    assert "bukan selang kepercayaan" in figure.notes[0]
    assert "2 periode berbiaya tanpa orang" in " ".join(figure.notes)


def test_people_who_may_be_the_same_are_masked_and_no_file() -> None:
    frame = pd.DataFrame(
        {
            "samaran_a": ["a" * 32], "samaran_b": ["b" * 32], "nama_desa": ["Uren"], "dasar_a": ["nik"],
            "dasar_b": ["nama"], "register_a": ["kunjungan"], "register_b": ["kasus"],
            "pertama_a": [date(2026, 1, 2)], "pertama_b": [date(2026, 2, 3)],
        }
    )  # fmt: skip
    made = sotarsa.namesakes(frame, HERE)
    assert made.private
    assert made.written().iloc[0].tolist() == [
        "Uren", "a" * 8, "b" * 8, "nik dan nama", "kunjungan dan kasus", "2 Jan 2026", "3 Feb 2026",
    ]  # fmt: skip
    assert sotarsa.namesakes(frame.head(0), HERE).title.startswith("Tidak ada pasangan")
