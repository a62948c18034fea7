"""The pattern of events: months counted once, seasons that add up, and a band only where it says something."""

from datetime import date

import pandas as pd
import pytest

from pantau import maps, text
from pantau.figures import Context, bencana, pola
from pantau.store import Store

CONTEXT = Context("semua periode · 26 dari 26 kejadian", "berita")


def test_the_title_of_a_month_counts_its_events_once() -> None:
    codes = sorted(maps.borders().labels)
    rows = [("2025-11-01", code, 0, 0) for code in codes]
    rows += [("2025-12-01", code, 2 if i < 2 else 0, 2) for i, code in enumerate(codes)]
    frame = pd.DataFrame(rows, columns=["bulan", "kode_kecamatan", "kejadian", "sebulan"]).assign(nama_kecamatan="K")
    figure = pola.month_maps(frame, CONTEXT, maps.kecamatan_ground())
    assert [title for _, title in figure.encode["panels"]] == ["Nov 2025: tidak ada", "Des 2025: 2 kejadian"]
    assert "1 bulan tanpa kejadian tercatat" in figure.reading


def test_a_month_of_the_store_is_at_most_the_sum_of_its_areas(sample: Store) -> None:
    frame = sample.query("bencana/peta_bulan")
    months = frame.groupby("bulan").agg(
        areas=("kejadian", "sum"), once=("sebulan", "first"), said=("sebulan", "nunique")
    )
    assert len(months) == 12
    assert (months["said"] == 1).all()
    assert (months["once"] <= months["areas"]).all()
    assert (months["once"] < months["areas"]).any(), "the sample has an event in several kecamatan"


def test_months_outside_the_filter_are_not_drawn(sample: Store) -> None:
    figure = pola.month_maps(
        sample.query("bencana/peta_bulan", {"dari": "1990-01-01", "sampai": "1990-12-31"}),
        CONTEXT,
        maps.kecamatan_ground(),
    )
    assert figure.empty
    assert figure.encode["panels"] == []


# --- the season ---


def test_the_season_adds_up_to_the_events_that_have_a_month(sample: Store) -> None:
    frame = sample.query("bencana/musim")
    figure = pola.season(frame, CONTEXT)
    left = frame.drop_duplicates("nama_ancaman")["tanpa_bulan"].sum()
    assert figure.frame["kejadian"].sum() + left == 26
    assert figure.notes == (f"{left} kejadian yang bulannya tidak diketahui tidak masuk tabel.",)
    totals = figure.frame.groupby("nama_bulan")["kejadian"].sum()
    assert all(name in figure.title for name in totals.index[totals == totals.max()])
    assert set(figure.frame["nama_bulan"]) == set(figure.encode["columns"])
    assert f"dari {frame['tahun'].iloc[0]} tahun" in figure.reading


def test_no_event_has_no_season(empty: Store) -> None:
    figure = pola.season(empty.query("bencana/musim"), CONTEXT)
    assert figure.empty
    assert figure.title == "Musim kejadian"
    assert figure.notes == ()


def test_no_event_has_no_maps_and_repeats_no_village(empty: Store) -> None:
    maps_of_none = pola.month_maps(empty.query("bencana/peta_bulan"), CONTEXT, maps.kecamatan_ground())
    assert maps_of_none.empty
    repeats = bencana.repeats(empty.query("bencana/desa_berulang"), CONTEXT)
    assert repeats.empty
    assert repeats.reading == "Tidak ada desa yang tercatat terkena lebih dari sekali; nihil sekali."


# --- the band of the five years before ---


def months(fullest: int) -> pd.DataFrame:
    """Two months of 2025; the second is the fullest."""
    return pd.DataFrame(
        {
            "bulan": [pd.Timestamp("2025-11-01"), pd.Timestamp("2025-12-01")],
            "huruf": "BJ",
            "nama_ancaman": "Banjir",
            "warna": "#2A77AC",
            "kejadian": [1, fullest],
        }
    )


def usual(*months_: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"bulan": [pd.Timestamp(m) for m in months_], "terendah": 0, "median": 1.0, "tertinggi": 3},
        columns=["bulan", "terendah", "median", "tertinggi"],
    )


def test_the_band_is_drawn_where_months_are_full_and_five_years_are_behind() -> None:
    figure = bencana.months(months(5), CONTEXT, usual("2025-12-01", "2026-06-01"))
    assert figure.encode["band"]["bulan"].tolist() == [date(2025, 12, 1)]
    assert any("Pita kelabu" in note for note in figure.notes)


@pytest.mark.parametrize(
    ("fullest", "before", "why"),
    [
        (4, ("2025-12-01",), "kejadian per bulan terlalu jarang"),
        (4, (), "kejadian per bulan terlalu jarang"),
        (5, (), "belum ada lima tahun data"),
        (5, ("2026-06-01",), "belum ada lima tahun data"),
    ],
)
def test_a_band_that_would_say_nothing_is_not_drawn_and_why_is_said(
    fullest: int, before: tuple[str, ...], why: str
) -> None:
    figure = bencana.months(months(fullest), CONTEXT, usual(*before))
    assert figure.encode["band"] is None
    assert f"Pita lima tahun tidak digambar: {why}." in figure.notes


def test_the_usual_months_are_counted_from_the_five_years_before(sample: Store) -> None:
    events = sample.query("bencana/kejadian")
    alone = events[
        pd.to_datetime(events["tanggal_dari"]).dt.to_period("M")
        == pd.to_datetime(events["tanggal_sampai"]).dt.to_period("M")
    ]
    counts = pd.to_datetime(alone["tanggal_dari"]).dt.to_period("M").value_counts()
    for row in sample.query("bencana/pita_bulan").to_dict("records"):
        month = pd.Timestamp(row["bulan"]).to_period("M")
        before = [int(counts.get(month - 12 * back, 0)) for back in range(1, 6)]
        assert (row["terendah"], row["median"], row["tertinggi"]) == (min(before), sorted(before)[2], max(before)), (
            month
        )


def test_the_sample_is_too_sparse_for_a_band(sample: Store) -> None:
    figure = bencana.months(sample.query("bencana/kejadian_per_bulan"), CONTEXT, sample.query("bencana/pita_bulan"))
    assert figure.encode["band"] is None
    assert figure.notes[-1] == "Pita lima tahun tidak digambar: kejadian per bulan terlalu jarang."
    assert text.number(figure.frame["kejadian"].sum()) in figure.reading
