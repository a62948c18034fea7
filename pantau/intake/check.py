"""Checking: a table of text held against its contract becomes typed facts, and reasons for every row that is held back.

Knows no DuckDB. Personal columns are read here and leave as a pseudonym.
"""

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pantau import privacy
from pantau.contracts import (
    HELD_COLUMN,
    PLACE_COLUMNS,
    SAMPLE_COLUMN,
    SERVICE_COLUMNS,
    VERDICT_COLUMN,
    Column,
    Contract,
)
from pantau.intake import columns, match, numbers
from pantau.intake.columns import Reasons, Values
from pantau.intake.reasons import REASONS, Unclear
from pantau.intake.table import ROW, SECOND, SHEET, TOLD, UNKNOWN, Table

# What to do with a record that could not be read as cells.
_UNREAD: Mapping[str, str] = {
    "baris_jumlah": "baris jumlah, bukan data; hapus dari berkas.",
    "judul_berulang": "judul kolom terulang di tengah data; hapus dari berkas.",
    "jumlah_kolom": "jumlah kolom tidak sama dengan baris judul; periksa pemisah yang hilang atau berlebih.",
    "kutip_tidak_ditutup": "tanda kutip dibuka dan tidak ditutup; tutup atau hapus tanda kutipnya.",
    "kutip_keliru": "ada teks sesudah tanda kutip penutup; gandakan tanda kutip di dalam teks atau hapus.",
    "karakter_kendali": "berisi karakter rusak yang tidak dapat diketik; ketik ulang baris ini.",
    "baris_terlalu_panjang": "baris lebih dari satu juta huruf; periksa akhir baris berkas ini.",
    "rumus_tanpa_hasil": "berisi rumus yang belum dihitung; buka di Excel, simpan ulang, lalu muat lagi.",
    "rumus_galat": (
        "berisi rumus yang hasilnya galat (#REF!, #DIV/0! dan semacamnya); betulkan rumusnya, lalu muat lagi."
    ),
}
_SAMPLE = Column(SAMPLE_COLUMN, "Contoh", "boolean")
_VERDICT = Column(VERDICT_COLUMN, "Putusan karantina", "choice")
_WHOLE = Column("", "Baris ini", "text")
# What a person may answer for a row held back: take it in place of the one known, or leave it.
REPLACE, KEEP = "ganti", "pertahankan"
_VERDICTS: Mapping[str, str] = {"": "", REPLACE: REPLACE, KEEP: KEEP, "tinggalkan": KEEP}
# Whatever may hold the digits of a NIK; whether it does is for `privacy` to say.
_DIGITS = "(?:[0-9][^0-9]?){15}[0-9]"
# How much of a value a sentence repeats; enough to find it again.
_QUOTED = 60


@dataclass(frozen=True)
class Reference:
    """What values are held against: the places, and for each code list what may be written -> the code."""

    places: match.Places
    codes: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Checked:
    """A file after the checks, every row in one of two frames.

    facts: the stored columns, typed, contoh, lembar, baris; its index is the row's place in the table read.
    rejects: lembar, baris, alasan, kolom, kalimat, isi (the row as it came, for the loader's room), tampak (what of it
    a viewer may see, None of a file with personal data), desa_disebut and kode_kecamatan of a village not known.
    answers: lembar, baris, karantina (the held row meant) and putusan ("" for a mended one), of rows that answer one;
    those answered "pertahankan" are in neither of the other frames.
    keys: lembar, baris and the natural key of each reject whose key could be read.
    """

    facts: pd.DataFrame
    rejects: pd.DataFrame
    answers: pd.DataFrame
    keys: pd.DataFrame


def read_reference(folder: Path, contracts: Iterable[Contract]) -> Reference:
    """The places and every code list the contracts name."""
    lists = {column.reference for contract in contracts for column in contract.columns if column.reference}
    return Reference(match.read_places(folder), {name: match.read_codes(folder, name) for name in lists})


def check(table: Table, contract: Contract, reference: Reference, key: privacy.Key) -> Checked:
    """Hold every row against the contract; a row with any reason is a reject, the others are facts."""
    reasons, rows = Reasons(), table.rows
    values: dict[str, Values] = {}
    # A form has thirty columns of which a file fills ten: the others share one of their type.
    missing = cache(partial(columns.missing, rows))
    for column in contract.columns:
        if column.type in PLACE_COLUMNS:
            continue
        there = column.name in rows
        texts = columns.bare(rows[column.name]) if there else None
        values[column.name] = (
            missing(column.type) if texts is None else columns.values(column, texts, reference.codes, reasons)
        )
    values |= _places(contract, rows, reference.places, reasons)
    values |= _identities(contract, values, key, reasons)
    values |= _unnamed(contract, values, reasons)
    values[SAMPLE_COLUMN] = _sample(rows, reasons)
    for column in contract.columns:
        _hold_required(column, values[column.name], reasons)
    _hold_told(rows, reasons)
    answers = _answers(rows, reasons)
    kept = [*(column.name for column in contract.stored), SAMPLE_COLUMN]
    # Not copied: a million rows twice would be more than the loader may hold.
    facts = pd.DataFrame(
        {name: values[name] for name in kept} | {name: rows[name] for name in (SHEET, ROW)}, copy=False
    )
    left = answers.index[answers["putusan"] == KEEP]
    bad = [row for row in reasons.rows if row not in set(left)] if len(left) else reasons.rows
    keyed = [row for row in bad if not _hides_key(contract, reasons, row)]
    return Checked(
        facts.drop(index=[*bad, *left]) if bad or len(left) else facts,
        _rejects(table, contract, reasons, bad, reference.places),
        answers,
        facts.loc[keyed, [*contract.key, SAMPLE_COLUMN, SHEET, ROW]],
    )


def _hides_key(contract: Contract, reasons: Reasons, row: int) -> bool:
    """Whether what is wrong with a row concerns its natural key; a village and its kecamatan are judged together."""
    places = set(PLACE_COLUMNS.values())
    wrong = {column.name for column, _ in reasons.of(row)}
    if wrong & places or any(column.personal for column, _ in reasons.of(row)):
        wrong |= places | {"pid"}
    return bool(wrong & set(contract.key))


def where(sheet: str, row: int) -> str:
    """Where a row stands, as a sentence begins: `Lembar Juai, baris 12`."""
    return f"Lembar {sheet}, baris {row}" if sheet else f"Baris {row}"


def written(cells: Mapping[Hashable, Any]) -> str:
    """The filled cells of a row as JSON, by column: how a row held back is kept, and how it is known again."""
    own = {SHEET, TOLD, *SERVICE_COLUMNS} - {SAMPLE_COLUMN}
    kept = {str(name): text for name, text in cells.items() if isinstance(text, str) and text and name not in own}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def shown(cells: Mapping[Hashable, Any], contract: Contract) -> str | None:
    """What of a row held back may lie in the store: columns of the contract, nothing of a file on people."""
    if contract.guarded:
        return None
    personal = {column.name: str(cells.get(column.name) or "") for column in contract.columns if column.personal}
    told = {name: text for name, text in cells.items() if str(name)[:1] != UNKNOWN and name not in personal}
    if name := next((personal[column.name] for column in contract.columns if column.personal == "nama"), ""):
        told = {label: privacy.without_person(str(text), name) for label, text in told.items()}
    return privacy.without_nik(written(told))


def rejects(lines: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows held back, as `Checked.rejects` lists them."""
    columns = [SHEET, ROW, "alasan", "kolom", "kalimat", "isi", "tampak", "desa_disebut", "kode_kecamatan"]
    found = pd.DataFrame([(*line, None, None)[: len(columns)] for line in lines], columns=columns)
    return found.astype({SHEET: "str", ROW: "int64"})


def _sample(rows: pd.DataFrame, reasons: Reasons) -> Values:
    """Whether a row is sample data: blank is real, any word for yes is CONTOH."""
    if SAMPLE_COLUMN not in rows:
        return pd.Series(False, index=rows.index)
    texts = rows[SAMPLE_COLUMN].str.strip()
    return columns.over_distinct(_SAMPLE, texts, lambda text: bool(text) and columns.truth(text), reasons)


def _hold_told(rows: pd.DataFrame, reasons: Reasons) -> None:
    """What the reading itself found wrong with a row: `code: clause`."""
    if TOLD not in rows:
        return
    for row in np.flatnonzero(rows[TOLD] != "").tolist():
        code, _, clause = rows[TOLD].iloc[row].partition(": ")
        assert code in REASONS, code
        reasons.tell([row], _WHOLE, Unclear(code, clause))


def _answers(rows: pd.DataFrame, reasons: Reasons) -> pd.DataFrame:
    """The rows that answer for a held one, and what a person decided of it."""
    blank = pd.Series("", index=rows.index, dtype="str")
    held = rows[HELD_COLUMN].str.strip() if HELD_COLUMN in rows else blank
    said = rows[VERDICT_COLUMN].str.strip().str.casefold() if VERDICT_COLUMN in rows else blank
    for row in np.flatnonzero(~said.isin(list(_VERDICTS))).tolist():
        reasons.tell([row], _VERDICT, Unclear("bukan_pilihan", "tulis ganti, pertahankan atau tinggalkan"))
    given = rows.loc[held != "", [SHEET, ROW]]
    verdicts = said[given.index].map(_VERDICTS).fillna("")
    return given.assign(karantina=held[given.index], putusan=verdicts)


def _places(contract: Contract, rows: pd.DataFrame, places: match.Places, reasons: Reasons) -> dict[str, Values]:
    """The codes of village and kecamatan, from every column that says either; each distinct saying is located once."""
    declared = {column.type: column for column in contract.columns if column.type in PLACE_COLUMNS}
    said = {
        kind: [name for name in map(str, rows) if name.partition(SECOND)[0] == PLACE_COLUMNS[kind]] for kind in declared
    }
    desa, kecamatan = said.get("desa", []), said.get("kecamatan", [])
    if not desa and not kecamatan:
        return {column.name: columns.missing(rows, column.type) for column in declared.values()}

    def locate(texts: tuple[str, ...]) -> tuple[str | None, str | None]:
        codes = places.locate(texts[: len(desa)], texts[len(desa) :])
        return codes[0] or None, codes[1] or None

    def blamed(problem: Unclear) -> Column:
        kind = "kecamatan" if problem.code.startswith("kecamatan") else "desa"
        return declared.get(kind) or next(iter(declared.values()))

    positions, distinct = pd.factorize(pd.MultiIndex.from_frame(rows[[*desa, *kecamatan]]))
    found = columns.judged(distinct, locate, positions, blamed, reasons)
    codes = pd.DataFrame([each or (None, None) for each in found], columns=["desa", "kecamatan"], dtype="str")
    return {column.name: codes[kind].take(positions).set_axis(rows.index) for kind, column in declared.items()}


def _identities(
    contract: Contract, values: Mapping[str, Values], key: privacy.Key, reasons: Reasons
) -> dict[str, Values]:
    """The pseudonyms of a person: `pid` from the NIK, else from name, birth date and village together, else missing.

    `pid_nama` is the latter for everybody who gives all three: two pids under one of it are looked at by a person and
    never merged. `kid` is the family, from the number of its card.
    """
    personal = {column.personal: column for column in contract.columns if column.personal}
    if "nik" not in personal:
        return {}
    named = pd.Series(None, index=values[personal["nik"].name].index, dtype="str")
    nik = values[personal["nik"].name]
    pid = columns.over_distinct(personal["nik"], nik.fillna(""), partial(_pid, key=key), reasons)
    basis = pd.Series("nik", index=pid.index, dtype="str").where(pid.notna())
    village = values.get(PLACE_COLUMNS["desa"])
    if village is not None and {"nama", "lahir"} <= personal.keys():
        parts = pd.DataFrame(
            {"name": values[personal["nama"].name], "born": values[personal["lahir"].name], "village": village}
        ).dropna()
        named.loc[parts.index] = [
            privacy.pid_from_name(key, name, born.date(), desa) for name, born, desa in parts.itertuples(index=False)
        ]
        unnumbered = named.notna() & nik.isna()
        pid = pid.mask(unnumbered, named)
        basis = basis.mask(unnumbered, "nama")
    if "pid" in contract.key:
        told = Unclear("identitas_kurang", "tanpa NIK perlu nama, tanggal lahir dan desa; lengkapi salah satunya")
        nameless = (row for row in np.flatnonzero(pid.isna()).tolist() if not _is_told_of_person(reasons, row))
        reasons.tell(nameless, personal["nik"], told)
    family = {}
    if "kk" in personal:
        cards = values[personal["kk"].name].fillna("")
        family = {"kid": columns.over_distinct(personal["kk"], cards, partial(_kid, key=key), reasons)}
    return {"pid": pid, "pid_dasar": basis, "pid_nama": named, **family}


def _kid(text: str, key: privacy.Key) -> str | None:
    """The pseudonym of a family card number as written; None when it is blank. Raises Unclear."""
    number = privacy.normal_nik(text)
    if not number:
        return None
    if numbers.from_float(text) or not privacy.is_nik(number):
        raise Unclear("nik_tidak_sah", "nomor KK harus 16 angka sebagai teks; betulkan atau kosongkan")
    return privacy.kid_from_card(key, number)


def _unnamed(contract: Contract, values: Mapping[str, Values], reasons: Reasons) -> dict[str, Values]:
    """The text columns of a dataset on people without what names a person: digits of a NIK, the person's own name.

    A number by which rows are known cannot be cut, so a NIK used as one holds the row back.
    """
    if not contract.guarded and not contract.personal:
        return {}
    own = next((values[column.name] for column in contract.columns if column.personal == "nama"), None)
    cleaned: dict[str, Values] = {}
    for column in (each for each in contract.columns if each.type == "text" and not each.personal):
        texts = values[column.name]
        if column.name in (*contract.key, contract.join):
            told = Unclear("nik_tidak_sah", "berisi NIK; pakai nomor urut dari register, bukan NIK")
            said = texts[texts.str.contains(_DIGITS)]
            reasons.tell(said.index[said.map(privacy.is_nik)], column, told)
            continue
        # Looking through a million texts takes longer than reading them; most hold neither.
        suspect = texts.str.contains(_DIGITS)
        said = texts[suspect if own is None else suspect | (own.notna() & texts.notna())]
        if len(said):
            names = [""] * len(said) if own is None else own.reindex(said.index).fillna("")
            cleaned[column.name] = texts.copy()
            cleaned[column.name].loc[said.index] = [
                privacy.without_person(text, name) for text, name in zip(said, names, strict=True)
            ]
    return cleaned


def _pid(text: str, key: privacy.Key) -> str | None:
    """The pseudonym of a NIK as written; None when it is blank. Raises Unclear."""
    nik = privacy.normal_nik(text)
    if not nik:
        return None
    if numbers.from_float(text):
        raise Unclear(
            "kode_jadi_angka",
            "NIK berubah menjadi angka di Excel dan digit akhirnya hilang; jadikan kolomnya teks, lalu isi ulang",
        )
    if not privacy.is_nik(nik):
        raise Unclear("nik_tidak_sah", "NIK harus 16 angka; betulkan, atau kosongkan dan isi nama, tanggal lahir, desa")
    return privacy.pid_from_nik(key, nik)


def _is_told_of_person(reasons: Reasons, row: int) -> bool:
    """Whether a row already has a reason that explains why nobody can be named."""
    return any(column.personal or column.type in PLACE_COLUMNS for column, _ in reasons.of(row))


def _hold_required(column: Column, values: Values, reasons: Reasons) -> None:
    """A reason for every row that leaves a required column blank and has no other reason there."""
    if not column.required:
        return
    # What is wrong with a village leaves its kecamatan blank too, and is said once.
    place = column.type in PLACE_COLUMNS
    blank = (
        row
        for row in np.flatnonzero(values.isna()).tolist()
        if not any(other is column or (place and other.type in PLACE_COLUMNS) for other, _ in reasons.of(row))
    )
    reasons.tell(blank, column, Unclear("wajib_kosong", "wajib diisi"))


def _rejects(
    table: Table, contract: Contract, reasons: Reasons, bad_rows: Sequence[int], places: match.Places
) -> pd.DataFrame:
    """Problems of reading and of checking as one frame, one line a row: its first reason, all its sentences."""
    order = {column.name: number for number, column in enumerate(contract.columns)}
    # A line that could not be cut into cells may hold anything that stands under a heading no contract knows.
    bare = (
        not contract.guarded
        and not contract.personal
        and len(table.rows)
        and not any(str(name)[:1] == UNKNOWN for name in table.rows)
    )
    lines: list[tuple[Any, ...]] = [
        (sheet, row, code, "", f"{where(sheet, row)}: {_UNREAD[code]}", raw, privacy.without_nik(raw) if bare else None)
        for sheet, row, code, raw in table.problems
    ]
    bad = table.rows.loc[list(bad_rows)]
    for position, cells in zip(bad.index, bad.to_dict("records"), strict=True):
        told = sorted(reasons.of(position), key=lambda reason: order.get(reason[0].name, -1))
        (column, problem), sheet, row = told[0], cells[SHEET], cells[ROW]
        sentences = [f"{where(sheet, row)}:", *(_sentence(*reason, cells, contract) for reason in told)]
        lines.append(
            (sheet, row, problem.code, column.name, " ".join(sentences), written(cells), shown(cells, contract))
            + (_village(cells, contract, places) if problem.code in match.UNSURE else ())
        )
    return rejects(lines)


def _village(cells: Mapping[Hashable, Any], contract: Contract, places: match.Places) -> tuple[str | None, str | None]:
    """The village a row names and the kecamatan it stands in, for the queue in which a person chooses.

    A cell of a file on people may hold anything when columns have slipped: only what resembles a village is kept.
    """
    said = {kind: _named(cells, PLACE_COLUMNS[kind]) for kind in PLACE_COLUMNS}
    kecamatan = places.kecamatan_or_none(said["kecamatan"])
    named = [text for text in said["desa"] if not match.is_code(text)]
    desa = named[0][:_QUOTED] if named else ""
    if not desa or (contract.guarded and not places.candidates(desa, kecamatan)):
        return None, None
    return privacy.without_nik(desa), kecamatan or None


def _named(cells: Mapping[Hashable, Any], name: str) -> list[str]:
    """What a row says in all columns of one place."""
    texts = (str(text).strip() for label, text in cells.items() if str(label).partition(SECOND)[0] == name)
    return [text for text in texts if text]


def _sentence(column: Column, problem: Unclear, cells: Mapping[Hashable, Any], contract: Contract) -> str:
    """`Tanggal "31/2/2025": ...`; the value is left out where the file holds personal data."""
    said = (
        ""
        if contract.guarded or column.personal or not column.name
        else privacy.without_nik(str(cells.get(column.name) or "").strip()[:_QUOTED])
    )
    return f'{column.title} "{said}": {problem}.' if said else f"{column.title}: {problem}."
