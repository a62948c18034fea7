"""Dates and times as officials write them, one text at a time.

Never guesses: day comes before month, a year has four digits, an impossible date and a weekday that does not fit are
refused with a sentence. Moments are WITA without a zone.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from pantau import WITA
from pantau.intake.reasons import Unclear

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Excel counts days from here (its 1900 system, with the leap day that never was); five digits are 1927 to 2173.
SERIAL_ZERO = datetime.fromisoformat("1899-12-30")

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari jan january",
            "februari pebruari feb peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agust aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nopember nov nop",
            "desember des december dec",
        ),
        1,
    )
    for word in words.split()
}
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "senin sen monday",
            "selasa sel tuesday",
            "rabu rab wednesday",
            "kamis kam thursday",
            "jumat jum'at jum friday",
            "sabtu sab saturday",
            "minggu min ahad sunday",
        )
    )
    for word in words.split()
}
_WEEKDAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_CLOCK = r"(?:pukul|pkl\.?|jam)?\s*(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2})(?:[.,]\d+)?)?"
_ZONE = r"\s*(?P<zone>Z|WITA|WIB|WIT|[+-]\d{2}:?\d{2})?"
_TIME = re.compile(_CLOCK + _ZONE, re.IGNORECASE)
_DAY = re.compile(
    r"""(?:(?P<weekday>[a-z]+(?:'[a-z]+)?)(?:\s*,\s*|\s+))?
    (?: (?P<iso>\d{4})[-/](?P<iso_month>\d{1,2})[-/](?P<iso_day>\d{1,2})
      | (?P<day>\d{1,2})(?:\s*[-/.]\s*|\s+)(?P<month>\d{1,2}|[a-z]+)\.?(?:\s*[-/.,]\s*|\s+)(?P<year>\d{4}|\d{2}) )""",
    re.IGNORECASE | re.VERBOSE,
)
_ZONES = {"WIB": "+07:00", "WIT": "+09:00"}
# How a day begins; what begins otherwise is not looked at as a moment.
_MOMENT = re.compile(r"\d{1,4}[-/]|\d{5}\.")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def to_date(text: str) -> date:
    """The day a text names; a time of day behind it is left out. Raises Unclear."""
    return to_timestamp(text).date()


def to_timestamp(text: str) -> datetime:
    """The moment a text names, in WITA; a day without a time of day begins it. Raises Unclear."""
    day, clock, zone = _read(text)
    return _in_wita(datetime.combine(day, clock or time()), zone)


def to_time(text: str) -> time:
    """The time of day a text names: `14.05`, `14:05:30`, `pukul 14.05 WITA`, the fraction of a day of Excel.

    Of a whole moment the day is left out, as `to_date` leaves out the time.
    """
    text = text.strip()
    if match := _TIME.fullmatch(text):
        return _same_day(_clock(match), match["zone"])
    if re.fullmatch(r"0?\.\d+", text):
        return (SERIAL_ZERO + _since_zero(text)).time()
    if _MOMENT.match(text):
        try:
            day, clock, zone = _read(text)
        except Unclear as problem:
            raise Unclear("bukan_jam", "bukan jam; tulis seperti 14.05") from problem
        if clock:
            return _in_wita(datetime.combine(day, clock), zone).time()
    raise Unclear("bukan_jam", "bukan jam; tulis seperti 14.05")


def _read(text: str) -> tuple[date, time | None, str | None]:
    """The day, the time of day and the zone of a text, each as far as it is written."""
    # Registers write ten thousand moments with a few thousand days and minutes: each part is read once.
    written_day, _, written_clock = text.partition(" ")
    if (day := _usual_day(written_day)) and (clock := _usual_clock(written_clock)):
        return day, clock, None
    text = text.strip().replace("’", "'")
    if _SERIAL.fullmatch(text):
        moment = SERIAL_ZERO + _since_zero(text)
        return moment.date(), moment.time() if "." in text else None, None
    head = _DAY.match(text)
    if not head:
        raise Unclear("bukan_tanggal", "bukan tanggal; tulis seperti 24/11/2025 atau 24 November 2025")
    day = _day(head)
    rest = re.sub(r"^(T|\s*,|\s+)\s*", "", text[head.end() :], flags=re.IGNORECASE)
    if not rest and head.end() == len(text):
        return day, None, None
    behind = _TIME.fullmatch(rest)
    if not behind or rest == text[head.end() :]:
        raise Unclear("bukan_tanggal", "bukan tanggal; tulis seperti 24/11/2025 atau 24 November 2025")
    return day, _clock(behind), behind["zone"]


@lru_cache(maxsize=50_000)
def _usual_day(text: str) -> date | None:
    """The day of a text that is a day and nothing else; None when it is not so simple."""
    match = _DAY.fullmatch(text)
    return _day(match) if match else None


@lru_cache(maxsize=100_000)
def _usual_clock(text: str) -> time | None:
    """The time of a text that is a time without a zone and nothing else; None when it is not so simple."""
    match = _TIME.fullmatch(text)
    return _clock(match) if match and not match["zone"] else None


def _day(match: re.Match[str]) -> date:
    """The day of a match, checked: it exists, its year is written out, its weekday fits."""
    year, month, day = match["iso"], match["iso_month"], match["iso_day"]
    if not year:
        year, month, day = match["year"], match["month"], match["day"]
    if len(year) == 2:
        raise Unclear("tahun_dua_angka", "tahunnya dua angka; tulis empat angka, misalnya 2025")
    number = int(month) if month.isdigit() else _MONTHS.get(month.casefold())
    if number is None:
        raise Unclear("bukan_tanggal", "nama bulannya tidak dikenal; tulis seperti 24 November 2025")
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        raise Unclear("bukan_tanggal", "tanggal itu tidak ada di kalender (urutannya hari, bulan, tahun)") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unclear("bukan_tanggal", f"tahunnya di luar {FIRST_YEAR}-{LAST_YEAR}")
    if weekday := match["weekday"]:
        expected = _WEEKDAYS.get(weekday.casefold())
        if expected is None:
            raise Unclear("bukan_tanggal", "bukan tanggal; tulis seperti 24/11/2025 atau 24 November 2025")
        if expected != found.weekday():
            raise Unclear(
                "hari_tidak_cocok", f"nama harinya tidak cocok: tanggal itu hari {_WEEKDAY_NAMES[found.weekday()]}"
            )
    return found


def _clock(match: re.Match[str]) -> time:
    try:
        return time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        raise Unclear("bukan_jam", "jam itu tidak ada; tulis seperti 14.05") from None


def _since_zero(text: str) -> timedelta:
    """An Excel serial as a span, to the second: its fraction is binary and never quite on the second."""
    return timedelta(seconds=round(float(text) * 86_400))


def _in_wita(moment: datetime, zone: str | None) -> datetime:
    """A moment written with a zone, in WITA and without it; one without a zone is WITA already."""
    if not zone or zone.upper() == "WITA":
        return moment
    aware = datetime.fromisoformat(moment.isoformat() + _ZONES.get(zone.upper(), zone.upper()))
    return aware.astimezone(WITA).replace(tzinfo=None)


def _same_day(clock: time, zone: str | None) -> time:
    """A time of day written with a zone, in WITA; refused when the day would be another one, which no time can say."""
    day = datetime.combine(SERIAL_ZERO, clock)
    found = _in_wita(day, zone)
    if found.date() != day.date():
        raise Unclear("bukan_jam", "jam itu jatuh pada hari lain di WITA; tulis jam WITA")
    return found.time()
