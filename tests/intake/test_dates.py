"""Dates as officials write them, read back from every way babel writes them, and refused when they cannot be."""

from datetime import date, datetime, time

import pytest
from babel.dates import format_date, format_datetime
from hypothesis import given
from hypothesis import strategies as st

from pantau.intake import dates
from pantau.intake.reasons import Unclear

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MOMENTS = st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2100-12-31"))


@given(
    DAYS,
    st.sampled_from(["full", "long", "medium", "dd/MM/yyyy", "d-M-yyyy", "dd.MM.yyyy", "d MMM yyyy", "yyyy-MM-dd"]),
)
def test_every_way_babel_writes_a_day(day: date, form: str) -> None:
    written = format_date(day, form, locale="id")
    assert dates.to_date(written) == day
    assert dates.to_date(f"  {written.upper()} ") == day


@given(
    MOMENTS,
    st.sampled_from(["dd/MM/yyyy HH.mm", "d MMMM yyyy HH:mm", "yyyy-MM-dd'T'HH:mm", "EEEE, d MMM yyyy 'pukul' HH.mm"]),
)
def test_every_way_babel_writes_a_moment(moment: datetime, form: str) -> None:
    minute = moment.replace(second=0, microsecond=0)
    assert dates.to_timestamp(format_datetime(minute, form, locale="id")) == minute


@given(MOMENTS)
def test_iso_and_excel_serials(moment: datetime) -> None:
    second = moment.replace(microsecond=0)
    assert dates.to_timestamp(second.isoformat()) == second
    serial = (second - dates.SERIAL_ZERO).total_seconds() / 86_400
    if serial >= 10_000:  # five digits, from 1927
        assert dates.to_timestamp(f"{serial:.9f}") == second
        assert dates.to_date(f"{int(serial)}") == second.date()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 Nopember 2025", "2025-11-24"),
        ("24-Agt-2025", "2025-08-24"),
        ("24 Pebruari 2025", "2025-02-24"),
        ("28 Des. 2025", "2025-12-28"),
        ("Jum'at, 28 November 2025", "2025-11-28"),
        ("Jum’at 28 November 2025", "2025-11-28"),
        ("24-Oct-2025", "2025-10-24"),
        ("1 2 2025", "2025-02-01"),
        ("24/11/2025 pukul 14.05 WITA", "2025-11-24"),
        ("2025-11-24T20:00:00Z", "2025-11-25"),
    ],
)
def test_days_in_other_spellings(text: str, expected: str) -> None:
    assert dates.to_date(text).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("11/24/2025", "bukan_tanggal"),
        ("29 Februari 2025", "bukan_tanggal"),
        ("2026-13-01", "bukan_tanggal"),
        ("24 Foo 2025", "bukan_tanggal"),
        ("24/11/25", "tahun_dua_angka"),
        ("Selasa, 24 November 2025", "hari_tidak_cocok"),
        ("Besok, 24 November 2025", "bukan_tanggal"),
        ("24112025", "bukan_tanggal"),
        ("1825-01-01", "bukan_tanggal"),
        ("2025-11-2414:05", "bukan_tanggal"),
        ("24/11/2025 25.00", "bukan_jam"),
        ("24 November 2025 sore", "bukan_tanggal"),
        ("kemarin", "bukan_tanggal"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Unclear) as refusal:
        dates.to_date(text)
    assert refusal.value.code == code
    assert text not in str(refusal.value)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_unclear(text: str) -> None:
    try:
        assert dates.FIRST_YEAR <= dates.to_timestamp(text).year <= 2200
    except Unclear as refusal:
        assert refusal.code in {"bukan_tanggal", "tahun_dua_angka", "hari_tidak_cocok", "bukan_jam"}


def test_a_zone_is_turned_into_wita() -> None:
    assert dates.to_timestamp("27 Desember 2025 pukul 23.30 WIB") == datetime.fromisoformat("2025-12-28T00:30")
    assert dates.to_timestamp("27/12/2025 07.30 WIT") == datetime.fromisoformat("2025-12-27T06:30")
    assert dates.to_timestamp("2025-11-24T14:05:00+07:00") == datetime.fromisoformat("2025-11-24T15:05")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14.05", time(14, 5)),
        ("7:05:30", time(7, 5, 30)),
        ("pukul 14.05 WITA", time(14, 5)),
        ("pukul 14.05 WIB", time(15, 5)),
        ("14:05:00.000+09:00", time(13, 5)),
        ("0.5", time(12)),
        ("24/11/2025 14.05", time(14, 5)),
        ("2025-11-24T14:05:00.000+07:00", time(15, 5)),
        ("45985.5", time(12)),
    ],
)
def test_times(text: str, expected: time) -> None:
    assert dates.to_time(text) == expected


@pytest.mark.parametrize("text", ["24.05", "12", "siang", "14.60", "23.30 WIB", "2025-11-24", "31/2/2025 14.05"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="jam"):
        dates.to_time(text)
