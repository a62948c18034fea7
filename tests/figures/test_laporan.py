"""Figures of the reports: what their sentences say is what their rows say; an empty register breaks none."""

import re

import pandas as pd
import pytest

from pantau import text
from pantau.figures import Context, Figure, laporan, records
from pantau.store import Store

CONTEXT = Context("semua periode · 195 dari 195 laporan", "register laporan bencana", None, "laporan bencana")


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (0, "0 menit"),
        (0.5, "30 menit"),
        (1.99, "119 menit"),
        (2, "2,0 jam"),
        (12.34, "12,3 jam"),
        (71.9, "71,9 jam"),
        (72, "3,0 hari"),
        (240, "10,0 hari"),
        (None, text.UNDETERMINED),
        (float("nan"), text.UNDETERMINED),
        (float("inf"), text.UNDETERMINED),
        (pd.NA, text.UNDETERMINED),
    ],
)
def test_a_length_of_time_is_said_as_a_person_says_it(length: object, said: str) -> None:
    assert laporan.hours(length) == said


def test_the_funnel_says_where_reports_stop(sample: Store) -> None:
    frame = sample.query("bencana/corong")
    figure = laporan.funnel(frame, CONTEXT)
    steps = frame["laporan"].tolist()
    assert steps == sorted(steps, reverse=True)
    assert (frame["berhenti"].iloc[:-1].to_numpy() == -frame["laporan"].diff().iloc[1:].to_numpy()).all()
    assert figure.title == f"{text.share(steps[-1], steps[0])} laporan sampai selesai"
    stuck = frame.iloc[frame["berhenti"].iloc[:-1].argmax()]
    assert f"berhenti di langkah {stuck['nama'].lower()}: {stuck['berhenti']} laporan." in figure.reading
    assert f"{frame['disisihkan'].iloc[0]} duplikat dan yang ditolak" in figure.reading


def test_every_bar_of_the_funnel_carries_its_median_and_n(sample: Store) -> None:
    shown = laporan.funnel(sample.query("bencana/corong"), CONTEXT).frame
    assert shown["teks"].iloc[0] == text.number(shown["laporan"].iloc[0])
    for row in shown.iloc[1:].to_dict("records"):
        assert row["teks"] == (
            f"{text.number(row['laporan'])} · median {laporan.hours(row['median_jam'])},"
            f" P90 {laporan.hours(row['p90_jam'])} (n={row['n_jam']})"
        )
        assert row["median_jam"] <= row["p90_jam"]


@pytest.mark.parametrize("clock", ["lapor", "kejadian"])
def test_the_response_curve_names_the_fastest_and_the_slowest_half(sample: Store, clock: str) -> None:
    frame = sample.query("bencana/kurva_tanggap", {"jam": clock})
    figure = laporan.response(frame, clock, CONTEXT)
    drawn = figure.frame
    halves = {
        name: curve.loc[curve["persen"] >= 50, "jam"].min() for name, curve in drawn.groupby("nama_ancaman", sort=False)
    }
    known = {name: at for name, at in halves.items() if pd.notna(at)}
    assert f"ditanggapi dalam {laporan.hours(min(known.values()))}" in figure.reading
    assert figure.reading.count(laporan.hours(max(known.values()))) >= 1
    assert "Sasaran waktu layanan belum ditetapkan" in figure.reading
    assert set(figure.encode["names"]) == set(drawn["nama_ancaman"])
    rare = set(frame["nama_ancaman"]) - set(drawn["nama_ancaman"])
    assert all(f"{name} (n=" in " ".join(figure.notes) for name in rare)
    sizes = frame.drop_duplicates("nama_ancaman")
    assert f"Belum ditanggapi {text.count(sizes['belum'].sum(), 'laporan')}" in figure.notes[0]
    assert len({dash for _, _, dash in figure.encode["names"].values()}) == len(figure.encode["names"])


def curve(hazard: str, hours: list[float], percent: list[float], n: int = 10) -> pd.DataFrame:
    rows = {"nama_ancaman": hazard, "warna": "#2A77AC", "jam": hours, "persen": percent}
    return pd.DataFrame({**rows, "n": n, "belum": 7, "terbalik": 2})


@pytest.mark.parametrize(
    ("curves", "said"),
    [
        ([curve("Banjir", [1, 2], [10, 30])], "Belum ada bahaya yang separuh laporannya ditanggapi."),
        ([curve("Banjir", [1, 2], [10, 50])], "Separuh laporan banjir ditanggapi dalam 2,0 jam."),
        (
            [curve("Banjir", [1, 2], [10, 50]), curve("Longsor", [1], [60]), curve("Gempa", [1], [5])],
            "Separuh laporan longsor ditanggapi dalam 60 menit; yang paling lambat banjir, 2,0 jam.",
        ),
        ([curve("Banjir", [1], [100], n=4)], "Terlalu sedikit laporan untuk garis."),
        ([curve("Banjir", [], [])], "Belum ada laporan yang ditanggapi pada filter ini."),
    ],
)
def test_only_a_curve_that_reaches_half_is_said_to(curves: list[pd.DataFrame], said: str) -> None:
    figure = laporan.response(pd.concat(curves), "lapor", CONTEXT)
    assert figure.reading == f"{said} Sasaran waktu layanan belum ditetapkan."


def test_reports_with_a_clock_running_backwards_are_counted_beside_the_curve() -> None:
    figure = laporan.response(curve("Banjir", [1], [60]), "lapor", CONTEXT)
    assert figure.notes[-1] == "2 laporan berjam terbalik tidak digambar."


def test_clocks_tell_the_real_ones_from_contoh(sample: Store) -> None:
    frame = sample.query("bencana/waktu_tanggap")
    figure = laporan.clocks(frame, CONTEXT)
    assert ((frame["sumber"] == "laporan") == frame["contoh"]).all()
    for source, sample_row in zip(figure.frame["asal"], frame["contoh"], strict=True):
        assert ("CONTOH" in source) == sample_row
    known = frame.loc[frame["sumber"] == "kejadian", "n"].sum()
    assert f"hanya {known} pasang jam" in figure.reading
    assert figure.frame["median_teks"].iloc[0] == laporan.hours(frame["median_menit"].iloc[0] / 60)


@pytest.mark.parametrize("basis", ["kanal", "unsur pelapor"])
def test_reporters_add_up_to_all_reports(sample: Store, basis: str) -> None:
    figure = laporan.reporters(sample.query("bencana/pelapor"), basis, CONTEXT)
    rows, total = figure.frame, sample.query("bencana/laporan_kpi")["laporan"].iloc[0]
    assert rows["laporan"].sum() == total
    top = rows.sort_values("laporan", ascending=False).iloc[0]
    assert figure.reading == f"{top['nama'].capitalize()} membawa {text.share(top['laporan'], total)} laporan."
    assert (rows["terverifikasi"] <= rows["laporan"]).all()


def test_silent_villages_are_counted_in_the_title(sample: Store) -> None:
    frame = sample.query("bencana/desa_tanpa_pelapor", {"ambang": 60})
    figure = laporan.silent(frame, 60, CONTEXT)
    quiet = frame[frame["diam"] == 1]
    assert figure.title == f"{len(quiet)} dari 157 desa tanpa kabar 60 hari"
    assert figure.reading.startswith(f"{quiet['hari'].isna().sum()} desa belum pernah melapor")
    assert (figure.frame["lama"] == "belum pernah melapor").sum() == quiet["hari"].isna().sum()
    assert figure.frame["kabar"].isna().sum() == len(quiet), "hatched are those who are silent"
    assert len(figure.frame) == 157


def test_the_waterfall_loses_each_report_once(sample: Store) -> None:
    figure = laporan.quality(sample.query("bencana/mutu_laporan"), CONTEXT)
    changes = figure.frame["perubahan"].tolist()
    assert changes[0] + sum(changes[1:-1]) == changes[-1]
    assert figure.frame["jumlah"].tolist() == [True, *[False] * (len(changes) - 2), True]
    assert figure.title.startswith(text.share(changes[-1], changes[0]))
    assert figure.reading.startswith(f"{changes[0]} diterima, {changes[0] - changes[-1]} tidak dipakai")
    written = figure.frame.loc[figure.frame["perubahan"] == 0, "teks"]
    assert set(written) <= {"0"}


def test_candidates_say_what_each_would_join(sample: Store) -> None:
    frame, total = sample.query("bencana/usulan_kelompok"), sample.query("bencana/laporan_kpi")["usulan"].iloc[0]
    figure = laporan.candidates(frame, total, CONTEXT)
    assert figure.title == f"{total} usulan penggabungan laporan"
    assert len(figure.frame) == len(frame) == total
    assert (figure.frame["usul"] == "kejadian baru").sum() == frame["id_kejadian"].isna().sum()
    assert frame["jarak_km"].dropna().le(1.5).all()
    assert frame["selisih_jam"].le(24).all()
    shortened = laporan.candidates(frame.head(3), total, CONTEXT)
    assert shortened.reading.endswith("Tampil 3 yang terbaru.")


def test_groups_list_their_members(sample: Store) -> None:
    figure = laporan.groups(sample.query("bencana/kelompok"), CONTEXT)
    assert figure.title == f"{len(figure.frame)} kejadian dari beberapa laporan"
    for members, number in zip(figure.frame["daftar_laporan"], figure.frame["laporan"], strict=True):
        assert len(members.split(", ")) == number >= 1


def test_the_register_follows_the_step_chosen_in_the_funnel(sample: Store) -> None:
    steps = sample.query("bencana/corong").set_index("langkah")
    for number, step in steps.iterrows():
        stopped = sample.query("bencana/laporan_daftar", {"langkah": number})
        figure = laporan.register(stopped, CONTEXT, step["nama"])
        assert figure.title == f"Laporan yang berhenti di langkah {step['nama'].lower()}"
        assert len(stopped) == min(step["berhenti"] if number < 5 else step["laporan"], 200), step["nama"]
    assert laporan.register(sample.query("bencana/laporan_daftar"), CONTEXT).title == "Laporan terbaru"


def test_months_of_reports_are_complete(sample: Store) -> None:
    frame = sample.query("bencana/laporan_per_bulan")
    figure = laporan.per_month(frame, CONTEXT)
    months = pd.to_datetime(figure.frame["bulan"])
    assert months.tolist() == pd.date_range(months.min(), months.max(), freq="MS").tolist()
    assert figure.frame["laporan"].sum() == 195
    assert figure.reading.startswith(f"195 laporan membentuk {figure.frame['kejadian'].sum():.0f} kejadian")


def figures_of(store: Store) -> list[Figure]:
    """Every figure of this file from the answers of a store."""
    kpi = store.query("bencana/laporan_kpi").iloc[0]
    return [
        laporan.funnel(store.query("bencana/corong"), CONTEXT),
        laporan.response(store.query("bencana/kurva_tanggap"), "lapor", CONTEXT),
        laporan.clocks(store.query("bencana/waktu_tanggap"), CONTEXT),
        laporan.reporters(store.query("bencana/pelapor"), "kanal", CONTEXT),
        laporan.silent(store.query("bencana/desa_tanpa_pelapor", {"ambang": 60}), 60, CONTEXT),
        laporan.quality(store.query("bencana/mutu_laporan"), CONTEXT),
        laporan.candidates(store.query("bencana/usulan_kelompok"), kpi["usulan"], CONTEXT),
        laporan.groups(store.query("bencana/kelompok"), CONTEXT),
        laporan.register(store.query("bencana/laporan_daftar"), CONTEXT),
        laporan.per_month(store.query("bencana/laporan_per_bulan"), CONTEXT),
    ]


@pytest.mark.parametrize("data", ["sample", "empty"])
def test_every_figure_has_words_and_a_table_twin(data: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(data)
    for figure in figures_of(store):
        said = " ".join((figure.title, figure.reading, *figure.notes, figure.footer()))
        assert re.findall(r"\b(?:nan|NaN|NaT|None|inf)\b|<NA>", said) == [], figure.id
        assert figure.reading.endswith("."), figure.id
        assert figure.footer().endswith("CONTOH: laporan bencana")
        assert len(figure.written()) == len(figure.table()) == len(figure.frame)
        assert re.findall(r"\bnan\b|NaT|None", figure.written().to_string()) == [], figure.id


@pytest.mark.parametrize("data", ["sample", "empty"])
def test_the_numbers_at_the_top_are_five_and_never_invented(data: str, request: pytest.FixtureRequest) -> None:
    (row,) = records(request.getfixturevalue(data).query("bencana/laporan_kpi"))
    items = laporan.kpis(row)
    assert len(items) == 5
    values = {name: value for name, value, _ in items}
    assert values["Laporan → kejadian"] == f"{row['laporan']} → {row['kejadian']}"
    if data == "empty":
        assert ("Median lapor–verifikasi", "–", text.UNDETERMINED) in items
        assert values["Selesai"] == "Nihil"


def test_the_target_stands_on_the_curve_when_one_is_set(sample: Store) -> None:
    curve = sample.query("bencana/kurva_tanggap")
    aim = pd.DataFrame([{"satuan": "menit", "nilai": 15.0, "dokumen": "SK contoh"}])
    figure = laporan.response(curve, "lapor", CONTEXT, aim)
    assert figure.encode["target"] == (0.25, "sasaran 15 menit")
    assert "Sasaran 15 menit (SK contoh)." in figure.reading
    assert laporan.response(curve, "lapor", CONTEXT).encode["target"] is None
