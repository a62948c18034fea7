"""Checking: a frame of text against its contract becomes typed facts and reasons, row by row.

Every distinct text of a column is judged once, by a plain function, and the judgement is laid over the rows: a million
rows cost what their few thousand spellings cost. Knows no DuckDB. Personal columns are read here and leave as `pid`.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pantau import privacy
from pantau.contracts import NUMBERS, PLACE_COLUMNS, SAMPLE_COLUMN, Column, Contract, heading_key
from pantau.intake import dates, match, numbers
from pantau.intake.reasons import Unclear
from pantau.intake.table import ROW, SECOND, SHEET, Table

# A chronology of a page has 4,000 characters; ten pages in one cell are a document pasted by mistake.
LONGEST_TEXT = 40_000
_TRUE = frozenset(("ya", "y", "1", "true", "benar", "sudah", "ada", "x", "v", "✓", "contoh"))
_FALSE = frozenset(("tidak", "t", "n", "0", "false", "salah", "belum", "tdk"))
_DASHES = frozenset(("", "-", "–", "—"))
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DTYPES: Mapping[str, str] = {
    "integer": "Int64",
    "decimal": "Float64",
    "date": "datetime64[us]",
    "timestamp": "datetime64[us]",
    "boolean": "boolean",
}

# What to do with a record that could not be read as cells.
_UNREAD: Mapping[str, str] = {
    "baris_jumlah": "baris jumlah, bukan data; hapus dari berkas.",
    "judul_berulang": "judul kolom terulang di tengah data; hapus dari berkas.",
    "jumlah_kolom": "jumlah kolom tidak sama dengan baris judul; periksa pemisah yang hilang atau berlebih.",
    "kutip_tidak_ditutup": "tanda kutip dibuka dan tidak ditutup; tutup atau hapus tanda kutipnya.",
    "kutip_keliru": "ada teks sesudah tanda kutip penutup; gandakan tanda kutip di dalam teks atau hapus.",
    "karakter_kendali": "berisi karakter rusak yang tidak dapat diketik; ketik ulang baris ini.",
    "baris_terlalu_panjang": "baris lebih dari satu juta huruf; periksa akhir baris berkas ini.",
}

Values: TypeAlias = "pd.Series[Any]"
Read = Callable[[str], Any]
Reasons = dict[int, list[tuple[Column, Unclear]]]


@dataclass(frozen=True)
class Reference:
    """What values are held against: the places, and for each code list what may be written -> the code."""

    places: match.Places
    codes: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Checked:
    """A file after the checks: `facts` typed, with the stored columns; `rejects` with reason, sentence and raw row.

    facts: stored columns, contoh, lembar, baris. rejects: lembar, baris, kolom, alasan, kalimat, isi.
    """

    facts: pd.DataFrame
    rejects: pd.DataFrame


def read_reference(folder: Path, contracts: Iterable[Contract]) -> Reference:
    """The places and every code list the contracts name."""
    lists = {column.reference for contract in contracts for column in contract.columns if column.reference}
    return Reference(match.read_places(folder), {name: match.read_codes(folder, name) for name in lists})


def check(table: Table, contract: Contract, reference: Reference, key: privacy.Key) -> Checked:
    """Hold every row against the contract; a row with any reason is a reject, the others are facts."""
    reasons: Reasons = defaultdict(list)
    values = {
        column.name: _judge(column, table.rows, reference, reasons)
        for column in contract.columns
        if column.type not in PLACE_COLUMNS
    }
    values |= _places(contract, table.rows, reference.places, reasons)
    if any(column.personal == "nik" for column in contract.columns):
        values |= _identities(contract, values, key, reasons)
    for column in contract.columns:
        _hold_required(column, values, reasons)
    values[SAMPLE_COLUMN] = _sample(table.rows, reasons)
    kept = [column.name for column in contract.stored] + [SAMPLE_COLUMN]
    facts = pd.DataFrame({name: values[name] for name in kept} | {name: table.rows[name] for name in (SHEET, ROW)})
    return Checked(facts.drop(index=list(reasons)), _rejects(table, contract, reasons))


def _judge(column: Column, rows: pd.DataFrame, reference: Reference, reasons: Reasons) -> Values:
    """The typed values of one column; what cannot be read is missing and has its reason."""
    dtype = _DTYPES.get(column.type, "str")
    if column.name not in rows:
        return pd.Series(None, index=rows.index, dtype=dtype)
    texts = rows[column.name].str.strip()
    if column.type == "text":
        return _texts(texts, column, reasons)
    read = _reader(column, texts, reference)
    return _over_distinct(
        texts, lambda text: None if text.casefold() in numbers.UNREPORTED else read(text), column, dtype, reasons
    )


def _texts(texts: Values, column: Column, reasons: Reasons) -> Values:
    """Text as it is; a dash says nothing, and a text too long is refused."""
    told = Unclear("teks_terlalu_panjang", f"lebih dari {LONGEST_TEXT} huruf; ringkas, atau lampirkan di tempat lain")
    for row in np.flatnonzero(texts.str.len() > LONGEST_TEXT).tolist():
        reasons[row].append((column, told))
    return texts.mask(texts.isin(_DASHES))


def _over_distinct(texts: Values, read: Read, column: Column, dtype: str, reasons: Reasons) -> Values:
    """Read each distinct text once and lay the answers over the rows."""
    positions, distinct = pd.factorize(texts)
    answers: list[Any] = []
    unclear: dict[int, Unclear] = {}
    for number, text in enumerate(distinct.tolist()):
        try:
            answers.append(read(text))
        except Unclear as problem:
            answers.append(None)
            unclear[number] = problem
    if unclear:
        for row in np.flatnonzero(np.isin(positions, list(unclear))).tolist():
            reasons[row].append((column, unclear[int(positions[row])]))
    return pd.Series(pd.array(answers, dtype=dtype)).take(positions).set_axis(texts.index)


def _reader(column: Column, texts: Values, reference: Reference) -> Read:
    """The function that reads one text of this column: a value, None when not reported, or Unclear."""
    if column.type in NUMBERS:
        return numbers.reading(texts.unique(), column.type == "integer", column.min, column.max).read
    if column.type == "code":
        return partial(_code, allowed=reference.codes[column.reference])
    if column.type == "choice":
        return partial(_choice, allowed={heading_key(value): value for value in column.values})
    return _READERS[column.type]


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise Unclear("bukan_url", "bukan alamat web; mulai dengan https://")
    return text


def _truth(text: str) -> bool:
    word = text.casefold()
    if word not in _TRUE | _FALSE:
        raise Unclear("bukan_ya_tidak", "tulis ya atau tidak")
    return word in _TRUE


def _time(text: str) -> str:
    return dates.to_time(text).isoformat()


_READERS: Mapping[str, Read] = {
    "url": _url,
    "boolean": _truth,
    "date": dates.to_date,
    "timestamp": dates.to_timestamp,
    "time": _time,
}


def _code(text: str, allowed: Mapping[str, str]) -> str:
    """The code for a code or an unambiguous name; `101.0` is 101 when 101 exists, `6.3E+15` is nothing."""
    found = allowed.get(match.plain_code(text))
    if found is None and numbers.from_float(text):
        found = allowed.get(re.sub(r"[.,]0+$", "", text))
        if found is None:
            raise Unclear(
                "kode_jadi_angka", "kode berubah menjadi angka di Excel; jadikan kolomnya teks, lalu isi ulang"
            )
    if found is None:
        raise Unclear(
            "kode_tidak_dikenal",
            f"kode tidak dikenal; yang ada antara lain {', '.join(sorted(set(allowed.values()))[:12])}",
        )
    return found


def _choice(text: str, allowed: Mapping[str, str]) -> str:
    found = allowed.get(heading_key(text))
    if found is None:
        raise Unclear("bukan_pilihan", f"bukan pilihan yang ada: {', '.join(allowed.values())}")
    return found


def _sample(rows: pd.DataFrame, reasons: Reasons) -> Values:
    """Whether a row is sample data: blank is real, any accepted word for yes is CONTOH."""
    column = Column(SAMPLE_COLUMN, "Contoh", "boolean")
    if SAMPLE_COLUMN not in rows:
        return pd.Series(False, index=rows.index)
    return _over_distinct(
        rows[SAMPLE_COLUMN].str.strip(), lambda text: bool(text) and _truth(text), column, "boolean", reasons
    )


def _places(contract: Contract, rows: pd.DataFrame, places: match.Places, reasons: Reasons) -> dict[str, Values]:
    """The codes of village and kecamatan, from every column that says either; each distinct saying is located once."""
    declared = {column.type: column for column in contract.columns if column.type in PLACE_COLUMNS}
    if not declared:
        return {}
    saying = {kind: [name for name in map(str, rows) if name.split(SECOND)[0] == PLACE_COLUMNS[kind]] for kind in PLACE_COLUMNS}
    named = [*saying["desa"], *saying["kecamatan"]]
    if named:
        positions, distinct = pd.factorize(pd.MultiIndex.from_frame(rows[named]))
    else:
        positions, distinct = np.zeros(len(rows), dtype=int), [()]
    found: list[tuple[str, str]] = []
    unclear: dict[int, Unclear] = {}
    for number, texts in enumerate(distinct):
        try:
            found.append(places.locate(texts[: len(saying["desa"])], texts[len(saying["desa"]) :]))
        except Unclear as problem:
            found.append(("", ""))
            unclear[number] = problem
    for row in np.flatnonzero(np.isin(positions, list(unclear))).tolist():
        problem = unclear[int(positions[row])]
        wanted = "kecamatan" if problem.code.startswith("kecamatan") or "desa" not in declared else "desa"
        reasons[row].append((declared[wanted], problem))
    codes = pd.DataFrame(found, columns=["desa", "kecamatan"], dtype="str").replace("", pd.NA)
    return {
        column.name: codes[kind].astype("str").take(positions).set_axis(rows.index) for kind, column in declared.items()
    }


def _identities(
    contract: Contract, values: Mapping[str, Values], key: privacy.Key, reasons: Reasons
) -> dict[str, Values]:
    """`pid` and `pid_dasar`: from the NIK, else from name, birth date and village together, else missing."""
    personal = {column.personal: column for column in contract.columns if column.personal}
    pid = _over_distinct(
        values[personal["nik"].name].fillna(""), partial(_pid, key=key), personal["nik"], "str", reasons
    )
    basis = pd.Series("nik", index=pid.index, dtype="str").where(pid.notna())
    parts = [values[column.name] for kind in ("nama", "lahir") if (column := personal.get(kind))]
    if len(parts) == 2 and (village := values.get(PLACE_COLUMNS["desa"])) is not None:
        name, born = parts
        without = pid.isna() & values[personal["nik"].name].isna() & name.notna() & born.notna() & village.notna()
        if without.any():
            known = zip(name[without], born[without], village[without], strict=True)
            pid[without] = [privacy.pid_from_name(key, who, when.date(), desa) for who, when, desa in known]
            basis[without] = "nama"
    if "pid" in contract.key:
        told = Unclear("identitas_kurang", "tanpa NIK perlu nama, tanggal lahir dan desa; lengkapi salah satunya")
        for row in np.flatnonzero(pid.isna()).tolist():
            if not any(column.personal or column.type in PLACE_COLUMNS for column, _ in reasons.get(row, [])):
                reasons[row].append((personal["nik"], told))
    return {"pid": pid, "pid_dasar": basis}


def _pid(text: str, key: privacy.Key) -> str | None:
    """The pseudonym of a NIK as written; None when it is blank."""
    nik = privacy.normal_nik(text)
    if not nik:
        return None
    if numbers.from_float(text):
        raise Unclear(
            "kode_jadi_angka",
            "NIK berubah menjadi angka di Excel dan digit akhirnya hilang; jadikan kolomnya teks, lalu isi ulang",
        )
    if not privacy.is_nik(nik):
        raise Unclear(
            "nik_tidak_sah", "NIK harus 16 angka; periksa, atau kosongkan dan isi nama, tanggal lahir dan desa"
        )
    return privacy.pid_from_nik(key, nik)


def _hold_required(column: Column, values: Mapping[str, Values], reasons: Reasons) -> None:
    """A reason for every row that leaves a required column blank and has no other reason there."""
    if not column.required:
        return
    told = Unclear("wajib_kosong", "wajib diisi")
    # What is wrong with a village leaves its kecamatan blank too, and is said once.
    place = column.type in PLACE_COLUMNS
    for row in np.flatnonzero(values[column.name].isna()).tolist():
        if not any(other is column or (place and other.type in PLACE_COLUMNS) for other, _ in reasons.get(row, [])):
            reasons[row].append((column, told))


def _rejects(table: Table, contract: Contract, reasons: Reasons) -> pd.DataFrame:
    """Problems of reading and of checking as one frame, one line a row: its first reason, all its sentences."""
    order = {column.name: number for number, column in enumerate(contract.columns)}
    bad = table.rows.loc[sorted(reasons)]
    lines = [
        (sheet, row, code, "", f"{where(sheet, row)}: {_UNREAD[code]}", raw) for sheet, row, code, raw in table.problems
    ]
    for row, cells in zip(bad.index, bad.to_dict("records"), strict=True):
        told = sorted(reasons[row], key=lambda reason: order.get(reason[0].name, -1))
        sentences = " ".join(_sentence(column, problem, cells, contract) for column, problem in told)
        lines.append(
            (
                cells[SHEET],
                cells[ROW],
                told[0][1].code,
                told[0][0].name,
                f"{where(cells[SHEET], cells[ROW])}: {sentences}",
                written(cells),
            )
        )
    return pd.DataFrame(lines, columns=[SHEET, ROW, "alasan", "kolom", "kalimat", "isi"])


def _sentence(column: Column, problem: Unclear, cells: Mapping[Hashable, Any], contract: Contract) -> str:
    """`Tanggal "31/2/2025": ...`; the value is left out where the file holds personal data."""
    value = "" if contract.personal else str(cells.get(column.name) or "").strip()
    said = f' "{value[:60]}"' if value else ""
    return f"{column.title}{said}: {problem}."


def where(sheet: str, row: int) -> str:
    """Where a row stands, as a sentence begins: `Lembar Juai, baris 12`."""
    return f"Lembar {sheet}, baris {row}" if sheet else f"Baris {row}"


def written(cells: Mapping[Hashable, Any]) -> str:
    """The filled cells of a row as JSON, by column: how the row is kept and how it is known again."""
    kept = {
        str(name): text for name, text in cells.items() if name not in (SHEET, ROW) and isinstance(text, str) and text
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)
