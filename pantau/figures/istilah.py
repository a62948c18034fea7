"""The glossary: every indicator, rule, value and word of the screens, as the catalogue states them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pantau import text
from pantau.catalogue import Indicator, Programme, Term
from pantau.figures import Column, Context, Figure

_DIRECTIONS: Mapping[str, str] = {"naik": "makin tinggi makin baik", "turun": "makin rendah makin baik", "netral": "–"}


def indicators(programmes: Sequence[Programme], context: Context) -> Figure:
    """Every indicator: unit, direction, how it is counted, from which data, and its target with the document."""
    rows = [
        {
            "program": each.title,
            "istilah": indicator.title,
            "satuan": indicator.unit,
            "arah": _DIRECTIONS[indicator.direction],
            "rumus": indicator.formula,
            "asal": indicator.source,
            "sasaran": target(indicator),
            "kueri": indicator.query or "belum dihitung di halaman mana pun",
        }
        for each in programmes
        for indicator in each.indicators
    ]
    columns = (
        Column("program", "Program"),
        Column("istilah", "Indikator"),
        Column("satuan", "Satuan"),
        Column("arah", "Arah"),
        Column("rumus", "Cara menghitung"),
        Column("asal", "Dataset"),
        Column("sasaran", "Sasaran"),
        Column("kueri", "Kueri"),
    )
    return _table(
        "IS1", "Istilah dan cara menghitung", rows, columns, "indikator", context,
        ("program", "istilah", "satuan", "rumus", "asal", "sasaran"),
    )  # fmt: skip


def target(indicator: Indicator) -> str:
    """The published target with its period, or that none is set."""
    if indicator.target is None:
        return indicator.target_status
    value = indicator.target.value
    return f"{value if isinstance(value, str) else text.whole(value)} ({indicator.target.period})"


def rules(programmes: Sequence[Programme], sentences: Mapping[str, str], context: Context) -> Figure:
    """Every rule of "perlu perhatian"; `sentences` say how each query counts."""
    rows = [
        {
            "program": each.title,
            "aturan": rule.title,
            "ambang": f"{text.whole(rule.threshold)} {rule.unit}",
            "rumus": sentences[rule.query],
            "alasan": rule.reason,
        }
        for each in programmes
        for rule in each.rules
    ]
    columns = (
        Column("program", "Program"),
        Column("aturan", "Aturan"),
        Column("ambang", "Ambang"),
        Column("rumus", "Cara menghitung"),
        Column("alasan", "Alasan ambang"),
    )
    return _table("IS2", "Aturan perlu perhatian", rows, columns, "aturan", context)


def words(terms: Sequence[Term], context: Context) -> Figure:
    """Words and units with their one meaning, in alphabetical order."""
    rows = [
        {"kata": each.kata, "jenis": "satuan" if each.satuan else "istilah", "arti": each.arti}
        for each in sorted(terms, key=lambda each: each.kata.lower())
    ]
    columns = (Column("kata", "Kata"), Column("jenis", "Jenis"), Column("arti", "Arti"))
    return _table("IS3", "Kata dan satuan", rows, columns, "kata", context)


def values(lists: Sequence[Mapping[str, Any]], context: Context) -> Figure:
    """Which values a column may take, a list a row: `dataset`, `kolom` and `nilai`."""
    columns = (Column("dataset", "Dataset"), Column("kolom", "Kolom"), Column("nilai", "Nilai yang dikenal"))
    return _table("IS4", "Keadaan dan pilihan pada tiap dataset", list(lists), columns, "daftar pilihan", context)


def _table(
    id: str,
    title: str,
    rows: Sequence[Mapping[str, Any]],
    columns: tuple[Column, ...],
    noun: str,
    context: Context,
    paper: tuple[str, ...] = (),
) -> Figure:
    return Figure(
        id=id,
        kind="table",
        title=title,
        frame=pd.DataFrame(list(rows), columns=[column.name for column in columns]),
        columns=columns,
        encode={"paper": paper or tuple(column.name for column in columns)},
        unit=noun,
        reading=f"{text.count(len(rows), noun).capitalize()}.",
        context=context,
    )
