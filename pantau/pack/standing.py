"""Where every programme stands, as numbers and lists that another meeting's can be held against."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from pantau import text, today
from pantau.answers import Answers, declares
from pantau.catalogue import Indicator, Programme, programme
from pantau.figures import Column, Context, Figure, records
from pantau.filters import Filters
from pantau.pack import Standing
from pantau.store import StoreError

# Lists that grow or shrink between two meetings -> what one of them is called, and what a new and a gone one are.
LISTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "kejadian": ("kejadian", "kejadian baru", "kejadian ditarik"),
    "bukti": ("bukti berlaku", "bukti baru berlaku", "bukti tidak lagi berlaku"),
    "putusan": ("keputusan belum selesai", "keputusan baru", "keputusan selesai atau batal"),
}
_GOOD: Final = {("naik", True): "membaik", ("naik", False): "memburuk", ("turun", True): "memburuk",
                ("turun", False): "membaik"}  # fmt: skip
_NAMED: Final = 5


def standings(ask: Answers, programmes: Sequence[Programme], chosen: Filters) -> tuple[Standing, ...]:
    """Every indicator of the catalogue that a query answers, on the filters its query knows."""
    return tuple(
        _standing(ask, each, indicator, chosen)
        for each in programmes
        for indicator in each.indicators
        if indicator.query
    )


def _standing(ask: Answers, each: Programme, indicator: Indicator, chosen: Filters) -> Standing:
    given = chosen.params() | {"per": _day(ask, each, chosen), "hari_ini": today()} | _limits(each)
    known = {name: value for name, value in given.items() if declares(indicator.query, name)}
    try:
        value = text.finite(ask.row(indicator.query, **known)[indicator.column])
    except StoreError:
        value = None
    target = indicator.target.value if indicator.target else None
    return Standing(
        f"{each.id}.{indicator.id}",
        each.title,
        indicator.title,
        value,
        indicator.unit,
        indicator.direction,
        indicator.formula,
        target,
    )


def _day(ask: Answers, each: Programme, chosen: Filters) -> date | None:
    """The clock of cases runs to today; evidence stands as it was on its last day, or at the end of the period."""
    if each.id != "kencana":
        return today()
    last = ask.as_of(each.id)
    return min(chosen.end, last) if chosen.end and last else last


def _limits(each: Programme) -> dict[str, object]:
    """Rules that queries of a programme count by."""
    if each.id != "destana":
        return {}
    return {"kontak": each.limit("kontak_per_bulan"), "jam": each.limit("kejadian_tanpa_kontak")}


def lists(ask: Answers, programmes: Sequence[str], chosen: Filters) -> dict[str, dict[str, str]]:
    """Events, valid evidence and open decisions by their numbers: what a meeting wants to know the news of."""
    found: dict[str, dict[str, str]] = {}
    if "lapor_bencana" in programmes:
        events = records(ask.query("bencana/kejadian", **chosen.params()))
        found["kejadian"] = {row["id"]: f"{row['nama_ancaman']}, {row['tanggal_teks']}" for row in _dated(events)}
    if "kencana" in programmes:
        day = _day(ask, programme("kencana"), chosen)
        cells = ask.query("kencana/matriks", per=day, **chosen.params("kecamatan"))
        valid = records(cells[cells["keadaan"] == "disetujui"])
        found["bukti"] = {
            f"{row['kode_kecamatan']} {row['kode_indikator']}": f"{row['nama_kecamatan']} {row['kode_indikator']}"
            for row in valid
        }
    decisions = records(ask.query("rapat/tindak_lanjut", hari_ini=today()))
    found["putusan"] = {row["id"]: row["keputusan"] for row in decisions if row["status"] in ("belum", "berjalan")}
    return found


def _dated(events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"tanggal_teks": text.day(row["tanggal_dari"])} for row in events]


def changes(before: Mapping[str, Any] | None, pack_standings: Sequence[Standing],
            listed: Mapping[str, Mapping[str, str]], context: Context) -> Figure:  # fmt: skip
    """N19: what differs from an earlier pack, given as its manifest; numbers first, then what is new and what is gone.

    Only what both packs knew is compared; a number that one of them did not have is said to be new or gone.
    """
    rows = [] if before is None else [*_numbers(before, pack_standings), *_things(before, listed)]
    earlier = "" if before is None else f"{before['rapat']}, {text.day(before['dibuat'])}"
    columns = (
        Column("program", "Program"),
        Column("apa", "Apa"),
        Column("dulu", "Dahulu"),
        Column("kini", "Kini"),
        Column("arah", "Perubahan"),
    )
    return Figure(
        id="R-2",
        kind="table",
        title="Apa yang berubah sejak rakor terakhir",
        frame=pd.DataFrame(rows, columns=[column.name for column in columns]),
        columns=columns,
        encode={"paper": tuple(column.name for column in columns)},
        unit="satuan pada barisnya",
        reading=_reading(before, rows, earlier),
        context=context,
        subtitle=f"Dibandingkan dengan {earlier} (kode {before['kode']})" if before else "",
    )


def _reading(before: Mapping[str, Any] | None, rows: Sequence[Mapping[str, str]], earlier: str) -> str:
    if before is None:
        return "Belum ada paket sebelumnya untuk dibandingkan; paket ini menjadi titik awal."
    if not rows:
        return f"Tidak ada angka atau daftar yang berubah sejak {earlier}."
    good = sum("membaik" in row["arah"] for row in rows)
    bad = sum("memburuk" in row["arah"] for row in rows)
    return (
        f"{text.count(len(rows), 'perubahan').capitalize()}:"
        f" {text.count(good)} membaik, {text.count(bad)} memburuk, {text.count(len(rows) - good - bad)} lainnya."
    )


def _numbers(before: Mapping[str, Any], now: Sequence[Standing]) -> list[dict[str, str]]:
    old = {each["id"]: each for each in before["keadaan"]}
    rows = []
    for each in now:
        then = old.get(each.id)
        if then is None or then["nilai"] == each.value:
            continue
        row = {"program": each.programme, "apa": each.title, "dulu": _said(then["nilai"], each.unit),
               "kini": _said(each.value, each.unit)}  # fmt: skip
        if then["nilai"] is None or each.value is None:
            rows.append(row | {"arah": "baru diketahui" if then["nilai"] is None else "tidak lagi diketahui"})
            continue
        more = each.value > then["nilai"]
        verdict = _GOOD.get((each.direction, more), "")
        words = f"{'▲ naik' if more else '▼ turun'} {_said(abs(each.value - then['nilai']), each.unit)}"
        rows.append(row | {"arah": f"{words}, {verdict}" if verdict else words})
    return rows


def _said(value: float | None, unit: str) -> str:
    if value is None:
        return text.UNREPORTED
    if unit == "persen":
        return text.percent(value, 1)
    return f"{text.whole(value)} {unit}"


def _things(before: Mapping[str, Any], listed: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    rows = []
    for name, (title, new, gone) in LISTS.items():
        old, now = before["daftar"].get(name), listed.get(name)
        if old is None or now is None:
            continue
        for words, which in (
            (new, [now[k] for k in now if k not in old]),
            (gone, [old[k] for k in old if k not in now]),
        ):
            if which:
                said = {"program": title.capitalize(), "apa": f"{text.count(len(which))} {words}"}
                rows.append(
                    said | {"dulu": text.number(len(old)), "kini": text.number(len(now)), "arah": _names(which)}
                )
    return rows


def _names(things: Sequence[str]) -> str:
    shown = sorted(things)[:_NAMED]
    left = len(things) - len(shown)
    return "; ".join(shown) + (f"; dan {text.number(left)} lain" if left else "")
