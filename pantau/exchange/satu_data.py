"""A dataset or an answer for the open data portal: CSV and JSON, and beside them what Satu Data asks to be said of it.

Only what everybody may read leaves: no dataset on people, no column of specific data, no row of a person.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from pantau import today
from pantau.catalogue import programmes
from pantau.contracts import KID, NUMBERS, PID, PLACE_COLUMNS, UMUM, Column, Contract, contract, contracts
from pantau.exchange import cells
from pantau.exchange.cells import Cell
from pantau.store import Parameter, Query, Store, StoreError, read_query
from pantau.store.generations import SCOPE_READING

UNSET: Final = "belum ditetapkan"
SAMPLE: Final = "CONTOH: data contoh untuk mencoba sistem, bukan data resmi"
AREA: Final = "Kabupaten Balangan, Kalimantan Selatan (63.11)"
PLACES: Final = "Kode wilayah Kemendagri (Kepmendagri 300.2.2-2430/2025)"
_WHOLE = Query("satu_data", "", (), (Parameter("nama", "VARCHAR"),), {}, "select * from query_table($nama)")
_WORD: Final = re.compile(r"[a-z_][a-z0-9_]*")
_MEASURES: Final = {
    "date": "tanggal", "timestamp": "waktu (WITA)", "time": "jam (WITA)", "boolean": "ya atau tidak",
    "choice": "kategori", "code": "kategori", "desa": "kategori", "kecamatan": "kategori", "integer": "jumlah",
    "decimal": "nilai",
}  # fmt: skip

Record = dict[str, Any]


class NotOpen(ValueError):
    """This may not leave as open data; a sentence for the person."""


@dataclass(frozen=True)
class _Table:
    """Rows under their heads, the record of each column, and what is said of the whole."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    columns: Sequence[Record]
    record: Record
    sample: bool


def write(store: Store, name: str, folder: Path) -> list[Path]:
    """Write a dataset, or the answer of a query `<bagian>/<nama>`, as CSV, JSON and its record; returns the files.

    Raises NotOpen for what tells of people, ContractError or StoreError for a name unknown.
    """
    table = _answer(store, name) if "/" in name else _dataset(store, contract(name))
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"CONTOH_{table.name}" if table.sample else table.name
    listed = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
    contents = {
        f"{stem}.csv": cells.as_csv(table.heads, table.rows),
        f"{stem}.json": _json(listed),
        f"{stem}.metadata.json": _json(table.record | {"kolom": table.columns}),
    }
    for file, content in contents.items():
        (folder / file).write_text(content, encoding="utf-8")
    return [folder / file for file in contents]


def _dataset(store: Store, wanted: Contract) -> _Table:
    if _of_persons(wanted):
        raise NotOpen(
            f"{wanted.title} berisi baris tentang orang dan tidak diterbitkan sebagai data terbuka; "
            "pakai kueri hitungannya, misalnya bagian/nama dari folder queries."
        )
    kept = [column for column in wanted.stored if not column.personal and not column.detail]
    names = [column.name for column in kept]
    found = store.ask(_WHOLE, {"nama": wanted.id}, SCOPE_READING)
    sample = bool(found["contoh"].any())
    order = [*(name for name in wanted.key if name in names), "baris"]
    listed = found.sort_values(order, kind="stable", na_position="last")[[*names, "contoh"]]
    moments = listed[wanted.as_of].dropna() if wanted.as_of else pd.Series(dtype="datetime64[us]")
    record = _record(
        store,
        judul=wanted.title,
        deskripsi=wanted.description,
        produsen=_owner(wanted),
        satuan_baris=wanted.grain,
        periode=f"{moments.min():%Y-%m-%d} s.d. {moments.max():%Y-%m-%d}" if len(moments) else "belum ada data",
        sumber=f"Dataset {wanted.id} menurut kontraknya; kunci: {', '.join(wanted.key)}",
        count=len(listed),
        sample=sample,
    )
    columns = [*(_of_column(column) for column in kept), _of_sample()]
    return _Table(wanted.id, [*names, "contoh"], cells.rows(listed), columns, record, sample)


def _answer(store: Store, name: str) -> _Table:
    query = read_query(name)
    found = store.ask(query, {}, SCOPE_READING)
    sources = sorted(_sources(query.sql))
    _hold_open(query, set(map(str, found.columns)))
    sample = _shows_sample(store, sources)
    record = _record(
        store,
        judul=query.sentence.rstrip("."),
        deskripsi=query.sentence,
        produsen=", ".join(dict.fromkeys(_owner(contract(each)) for each in sources)) or UNSET,
        satuan_baris=f"satu baris per {', '.join(query.grain)}",
        periode="seluruh data yang dimuat",
        sumber=f"Kueri {name} atas dataset {', '.join(sources) or 'acuan'}",
        count=len(found),
        sample=sample,
    )
    columns = [_of_answer(str(each), query) for each in found.columns]
    heads = [str(each) for each in found.columns]
    return _Table(name.replace("/", "_"), heads, cells.rows(found), columns, record, sample)


def _record(
    store: Store,
    judul: str,
    deskripsi: str,
    produsen: str,
    satuan_baris: str,
    periode: str,
    sumber: str,
    count: int,
    sample: bool,
) -> Record:
    """What Satu Data asks to be said of a dataset; what nobody has decided yet says so."""
    return {
        "judul": f"{judul} (CONTOH)" if sample else judul,
        "deskripsi": f"{SAMPLE}. {deskripsi}" if sample else deskripsi,
        "contoh": sample,
        "produsen_data": produsen,
        "wali_data": "Perangkat daerah urusan komunikasi dan informatika",
        "cakupan_wilayah": AREA,
        "periode": periode,
        "frekuensi": UNSET,
        "satuan_baris": satuan_baris,
        "jumlah_baris": count,
        "sumber": sumber,
        "generasi": store.generation(),
        "tanggal": today().isoformat(),
        "lisensi": UNSET,
        "kontak": UNSET,
        "kosong": "Sel kosong berarti belum dilaporkan; 0 berarti nihil.",
    }


def _of_column(column: Column) -> Record:
    """Concept, definition, classification, measure and unit of a column."""
    return {
        "nama": column.name,
        "konsep": column.title,
        "definisi": column.note or UNSET,
        "klasifikasi": _classes(column),
        "ukuran": _MEASURES.get(column.type, "teks"),
        "satuan": column.unit or ("tanpa satuan" if column.type in NUMBERS else "bukan angka"),
        "wajib": column.required,
    }


def _classes(column: Column) -> str | list[str]:
    if column.type == "choice":
        return list(column.values)
    if column.type in PLACE_COLUMNS:
        return PLACES
    return f"Daftar kode {column.reference}" if column.type == "code" else "tidak ada"


def _of_sample() -> Record:
    return {
        "nama": "contoh",
        "konsep": "Data contoh",
        "definisi": "ya untuk baris contoh, tidak untuk data resmi",
        "klasifikasi": ["ya", "tidak"],
        "ukuran": "ya atau tidak",
        "satuan": "bukan angka",
        "wajib": True,
    }


def _of_answer(name: str, query: Query) -> Record:
    known = _known_columns().get(name)
    unit = query.units.get(name, "")
    record = _of_column(known) if known else {"konsep": name.replace("_", " "), "definisi": UNSET, "klasifikasi": UNSET}
    measured = {"ukuran": "nilai" if unit else "kategori atau teks", "satuan": unit or "bukan angka"}
    return {"nama": name} | record | (measured if unit or not known else {}) | {"wajib": name in query.grain}


@cache
def _known_columns() -> dict[str, Column]:
    """Columns that mean the same in every open dataset that has them: same title, type and note."""
    found: dict[str, set[Column]] = {}
    for each in contracts().values():
        for column in () if _of_persons(each) else each.stored:
            found.setdefault(column.name, set()).add(column)
    return {name: next(iter(same)) for name, same in found.items() if len(same) == 1}


def _owner(wanted: Contract) -> str:
    owners = {programme.id: programme.owner for programme in programmes()}
    return UNSET if wanted.program == UMUM else owners.get(wanted.program, UNSET)


def _hold_open(query: Query, names: set[str]) -> None:
    """Refuse an answer that counts people by itself, past the cubes in which small counts are hidden, or lists rows."""
    read = [contract(each) for each in _sources(query.sql, cubes=False)]
    if people := sorted(each.title.lower() for each in read if each.guarded):
        raise NotOpen(
            f"Kueri {query.name} membaca baris tentang orang ({', '.join(people)}) dan tidak diterbitkan sebagai data "
            "terbuka; yang boleh hanya hitungan yang angka kecilnya sudah ditutup."
        )
    rows = {name for each in read if _of_persons(each) for name in each.key} | {PID.name, KID.name}
    if closed := rows & names:
        raise NotOpen(
            f"Kueri {query.name} memuat satu baris per orang atau laporan ({', '.join(sorted(closed))}) dan tidak "
            "diterbitkan sebagai data terbuka; pakai kueri yang menghitung."
        )


def _of_persons(wanted: Contract) -> bool:
    """Whether a row tells of a person, or was told by one in words of their own, as a report is."""
    return wanted.guarded or wanted.personal


def _sources(sql: str, cubes: bool = True) -> set[str]:
    """The datasets a statement reads, also through marts, and through cubes when these count too."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [sql]
    while waiting:
        for word in set(_WORD.findall(waiting.pop())) - seen:
            seen.add(word)
            if word in contracts():
                found.add(word)
            elif word.startswith(("mart_", "kubus_") if cubes else "mart_"):
                waiting.append(_mart(word))
    return found


def _mart(name: str) -> str:
    try:
        return read_query(f"marts/{name}").sql
    except StoreError:
        return ""


def _shows_sample(store: Store, sources: Iterable[str]) -> bool:
    state = store.query("data/keadaan_dataset")
    shown = state[state["dataset"].isin(list(sources))]
    return bool((shown["baris_contoh"].fillna(0) > 0).any())


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
