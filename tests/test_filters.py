"""The filter sentence says exactly what is filtered, and the parameters are exactly what it says."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pantau.filters import Filters, Place

HALONG = Place("63.11.02", "Halong")
UREN = Place("63.11.02.2010", "Uren")
FLOOD = Place("101", "Banjir")

DAYS = st.none() | st.dates(date(2000, 1, 1), date(2030, 12, 31))
FILTERS = st.builds(
    Filters,
    start=DAYS,
    end=DAYS,
    kecamatan=st.sampled_from([None, HALONG, Place("63.11.01", "Juai")]),
    desa=st.sampled_from([None, UREN]),
    hazard=st.sampled_from([None, FLOOD, Place("102", "Tanah longsor")]),
)


def test_the_sentence_of_the_design() -> None:
    chosen = Filters(date(2017, 1, 1), date(2026, 1, 31))
    assert chosen.sentence(26, 26, "kejadian", "tanggal kejadian") == (
        "1 Jan 2017 s.d. 31 Jan 2026 · semua kecamatan · semua bahaya · menurut tanggal kejadian · 26 dari 26 kejadian"
    )


def test_every_choice_is_named() -> None:
    chosen = Filters(date(2026, 1, 1), None, HALONG, UREN, FLOOD)
    assert chosen.sentence(214, 1903, "laporan") == (
        "sejak 1 Jan 2026 · Kec. Halong · Desa Uren · Banjir · 214 dari 1.903 laporan"
    )
    assert "Banjir" not in chosen.sentence(1, 2, "kasus", with_hazard=False)


def test_nothing_chosen() -> None:
    assert Filters().sentence(0, 0, "kasus", with_hazard=False) == "semua periode · semua kecamatan · 0 dari 0 kasus"
    assert not Filters().narrowed
    assert Filters(hazard=FLOOD).narrowed


@given(FILTERS, st.integers(0, 10**6), st.integers(0, 10**6))
def test_equal_filters_give_equal_sentences(chosen: Filters, shown: int, total: int) -> None:
    again = Filters(chosen.start, chosen.end, chosen.kecamatan, chosen.desa, chosen.hazard)
    assert again.sentence(shown, total, "kejadian") == chosen.sentence(shown, total, "kejadian")


@given(FILTERS, FILTERS)
def test_different_filters_give_different_sentences(one: Filters, other: Filters) -> None:
    assert (one == other) == (one.sentence(1, 2, "kejadian") == other.sentence(1, 2, "kejadian"))


@given(FILTERS)
def test_the_sentence_is_one_line_of_parts(chosen: Filters) -> None:
    parts = chosen.sentence(3, 9, "kejadian").split(" · ")
    assert len(parts) == 4 + (chosen.desa is not None)
    assert all(part.strip() and "\n" not in part and "None" not in part for part in parts)
    assert parts[-1] == "3 dari 9 kejadian"


@given(FILTERS)
def test_parameters_are_the_choices(chosen: Filters) -> None:
    params = chosen.params()
    assert params == {
        "dari": chosen.start,
        "sampai": chosen.end,
        "kecamatan": chosen.kecamatan.code if chosen.kecamatan else None,
        "desa": chosen.desa.code if chosen.desa else None,
        "bahaya": chosen.hazard.code if chosen.hazard else None,
    }
    assert chosen.narrowed == any(value is not None for value in params.values())
    assert set(chosen.params("dari", "desa")) == {"dari", "desa"}
