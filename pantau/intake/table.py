"""A file as one frame of text: headings become contract columns, every record a row or a problem.

Knows contracts and the reading child; judges no value. Columns of the frame are the contract's column names; a second
column for the same place is `kode_desa+1`, a heading no contract knows is `?` and the heading.
"""

import io
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.json as pa_json

from pantau.contracts import PLACE_COLUMNS, SERVICE_COLUMNS, Column, Contract, heading_key
from pantau.intake import gate, read
from pantau.intake.gate import Refused

if TYPE_CHECKING:
    from pantau.intake.mapping import Mapping as HeadingMapping

# Rows of one file: the whole kabupaten for a century. More is a wrong file, and would not fit the loader's memory.
MOST_ROWS = 5_000_000
# Blocks of the child that may wait to be parsed, 8 MB each.
BLOCKS_AHEAD = 2
# A sentence names this many headings; the rest of a wide export helps nobody.
NAMED_HEADINGS = 40
SHEET, ROW = "lembar", "baris"
# Rows below a heading that are no data, as the child calls them and as a note does.
_LEFT: Mapping[str, str] = {"nomor": "nomor kolom", "tanda": "tanda HXL"}
# Cells of formulas without a value, by what the child calls why, as a note goes on.
_VALUELESS: Mapping[str, str] = {
    "rumus_tanpa_hasil": "berisi rumus yang belum dihitung ({cells}); buka di Excel, simpan ulang, lalu muat lagi.",
    "rumus_galat": "berisi rumus yang hasilnya galat ({cells}); betulkan rumusnya, lalu muat lagi.",
    "na": "berisi #N/A ({cells}), dibaca sebagai belum dilaporkan.",
}
UNKNOWN, SECOND = "?", "+"
# Label of a column in which the reading tells what is wrong with a row: `code: clause`, blank for a good one.
TOLD = "!"
_SERVICE = {heading_key(name): name for name in SERVICE_COLUMNS}
_TEXT = pa.large_string()
_TEXTS = pa.list_(pa.string())
_LINE = pa.schema(
    {
        "sheet": pa.string(),
        "row": pa.int64(),
        "cells": _TEXTS,
        "count": pa.int64(),
        "mark": pa.string(),
        "run": pa.string(),
        "problem": pa.string(),
        "raw": pa.string(),
        "heading": _TEXTS,
        "encoding": pa.string(),
        "sheets": _TEXTS,
        "skipped": pa.int64(),
        "unread": _TEXTS,
        "valueless": pa.list_(pa.struct({"why": pa.string(), "number": pa.int64(), "named": _TEXTS})),
        "left": _TEXTS,
        "refused": pa.string(),
    }
)
_PARSE = pa_json.ParseOptions(explicit_schema=_LINE)


@dataclass
class Table:
    """What a file holds: rows of text with their sheet and row, problems `(lembar, baris, alasan, raw)`, and notes."""

    rows: pd.DataFrame
    problems: list[tuple[str, int, str, str]]
    notes: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Records below the heading, blank ones aside."""
        return len(self.rows) + len(self.problems)


def read_table(path: Path, contract: Contract, mapping: "HeadingMapping | None" = None) -> Table:
    """Read a file through gate and child; a foreign one by the mapping that says what its headings mean.

    Raises Refused when the file, its headings or its size do not allow it.
    """
    kind = gate.inspect(path)
    known = mapping.known(contract) if mapping else [*_SERVICE, *contract.by_heading()]
    problems: list[tuple[str, int, str, str]] = []
    notes: list[str] = []
    parts: list[pa.Table] = []
    labels: list[str] = []
    said: list[str] = []
    total = 0
    for lines in _parsed_ahead(read.blocks(path, known, kind)):
        total += len(lines) + (pc.sum(lines["count"]).as_py() or 0)
        if total > MOST_ROWS:
            raise Refused(f"Berkas {path.name} berisi lebih dari {MOST_ROWS} baris; bagi per tahun.")
        for part in _by_heading(lines):
            for line in part.filter(pc.and_(pc.is_null(part["cells"]), pc.is_null(part["run"]))).to_pylist():
                if line["refused"]:
                    raise Refused(line["refused"])
                if line["heading"]:
                    labels = _foreign(line["heading"]) if mapping else _labels(path, line["heading"], contract)
                    said += line["heading"]
                    notes += _left_out(line)
                elif line["problem"]:
                    problems.append((line["sheet"], line["row"], line["problem"], line["raw"]))
                else:
                    notes += _notes(line)
            parts += _records(part, labels)
    rows = _frame(parts)
    if mapping:
        mapped = mapping.applied(path.name, rows, said, contract)
        rows, notes = mapped.rows, [*notes, *mapped.notes]
    return Table(rows, problems, [*notes, *_sums(problems), *_unknown_headings(rows)])


def _parsed_ahead(blocks: Iterable[bytes]) -> Iterator[pa.Table]:
    """The blocks as lines in columns, parsed beside the reading: a pipe left full would hold up the child."""
    with ThreadPoolExecutor(1) as pool:
        waiting: deque[Future[pa.Table]] = deque()
        for block in blocks:
            waiting.append(pool.submit(_parsed, block))
            if len(waiting) > BLOCKS_AHEAD:
                yield waiting.popleft().result()
        for parsed in waiting:
            yield parsed.result()


def _parsed(block: bytes) -> pa.Table:
    """The child's lines as columns, without a Python object for every cell."""
    return pa_json.read_json(io.BytesIO(block), pa_json.ReadOptions(block_size=len(block)), _PARSE)


def _by_heading(lines: pa.Table) -> Iterator[pa.Table]:
    """The lines cut before each heading line, so that all records of a part have the same columns."""
    cuts = pc.indices_nonzero(pc.is_valid(lines["heading"])).to_pylist()
    for start, end in pairwise([0, *cuts, len(lines)]):
        yield lines.slice(start, end - start)


def _records(part: pa.Table, labels: Sequence[str]) -> Iterator[pa.Table]:
    """The records of one heading in the order of their rows, column by column, all text."""
    listed = part.filter(pc.is_valid(part["cells"]))
    runs = part.filter(pc.is_valid(part["run"]))
    found = [
        _run(sheet, row, mark, text, labels) for sheet, row, mark, text in _each(runs, "sheet", "row", "mark", "run")
    ]
    if len(listed):
        cells, width = listed["cells"].combine_chunks().flatten(), len(labels)
        columns = [cells.take(pa.array(np.arange(each, len(listed) * width, width))) for each in range(width)]
        names = [SHEET, ROW, *labels]
        single = pa.table([listed["sheet"], listed["row"], *columns], names).cast(_texts(labels))
        found = [pa.concat_tables([single, *found]).sort_by(ROW)] if found else [single]
    yield from found


def _run(sheet: pa.Scalar, row: pa.Scalar, mark: pa.Scalar, text: pa.Scalar, labels: Sequence[str]) -> pa.Table:
    """Plain lines in one piece as columns; the child has seen that cutting at the mark is all they need."""
    data, schema = text.as_buffer(), _texts(labels)
    cells = pa_csv.read_csv(
        pa.BufferReader(data),
        pa_csv.ReadOptions(column_names=list(labels), block_size=max(len(data), 1), use_threads=False),
        pa_csv.ParseOptions(delimiter=mark.as_py(), quote_char=False, double_quote=False, ignore_empty_lines=False),
        pa_csv.ConvertOptions(column_types={name: _TEXT for name in labels}, null_values=[], check_utf8=False),
    )
    rows = np.arange(row.as_py(), row.as_py() + len(cells))
    return pa.table([pa.repeat(sheet, len(cells)), rows, *cells.columns], [SHEET, ROW, *labels]).cast(schema)


def _texts(labels: Sequence[str]) -> pa.Schema:
    """The columns of records under these labels."""
    return pa.schema({SHEET: _TEXT, ROW: pa.int64()} | dict.fromkeys(labels, _TEXT))


def _each(lines: pa.Table, *names: str) -> Iterator[tuple[pa.Scalar, ...]]:
    """The named fields of line after line."""
    return zip(*(lines[name] for name in names), strict=True)


def _frame(parts: list[pa.Table]) -> pd.DataFrame:
    """All records as one frame; a column that only one of several sheets has is blank in the others."""
    if not parts:
        return pd.DataFrame({SHEET: [], ROW: []})
    whole = pa.concat_tables(parts, promote_options="default")
    # Column by column, so that no moment holds everything twice.
    parts.clear()
    columns = {}
    for name in whole.column_names:
        column = whole[name].combine_chunks()
        whole = whole.drop_columns(name)
        columns[name] = column.to_numpy() if name == ROW else pd.array(column.fill_null(""), dtype="str")
    # What was needed on the way is given back: the loader's ceiling counts it.
    pa.default_memory_pool().release_unused()
    return pd.DataFrame(columns, copy=False)


def _labels(path: Path, heading: Sequence[str], contract: Contract) -> list[str]:
    """The frame's column names for a heading row. Raises Refused when a column is missing or said twice alike."""
    by_heading, keys = contract.by_heading(), [heading_key(text) for text in heading]
    labels: list[str] = []
    for key, text in zip(keys, heading, strict=True):
        column = by_heading.get(key)
        if column is None and key in _SERVICE:
            label = _SERVICE[key]
        elif column is None or _outranked(column, key, keys):
            label = f"{UNKNOWN}{text.strip()}"
        else:
            label = column.name
            if label in labels and column.type not in PLACE_COLUMNS:
                raise Refused(
                    f'Berkas {path.name}: dua kolom berjudul "{text.strip()}"; hapus atau ganti salah satunya.'
                )
        labels.append(_unused(label, labels))
    _hold_required(path, heading, labels, contract)
    return labels


def _foreign(heading: Sequence[str]) -> list[str]:
    """The frame's column names for a file read by a mapping: none is known before the mapping says so."""
    labels: list[str] = []
    for text in heading:
        labels.append(_unused(f"{UNKNOWN}{text.strip()}", labels))
    return labels


def _outranked(column: Column, key: str, keys: Sequence[str]) -> bool:
    """Whether the file says a column under several headings and this one stands behind in the contract.

    Exports carry `_id` and `_uuid` at once; which of them counts is the contract's order. Places take all there is.
    """
    ranks = column.heading_keys
    return column.type not in PLACE_COLUMNS and any(better in keys for better in ranks[: ranks.index(key)])


def _unused(label: str, labels: Sequence[str]) -> str:
    """The label, numbered when it is taken."""
    return next(name for name in chain([label], (f"{label}{SECOND}{n}" for n in count(1))) if name not in labels)


def _hold_required(path: Path, heading: Sequence[str], labels: Sequence[str], contract: Contract) -> None:
    """Refuse a file that lacks a required column; a kecamatan follows from its village."""
    village = PLACE_COLUMNS["desa"] in labels
    missing = [
        column.title
        for column in contract.columns
        if column.required and column.name not in labels and not (column.type == "kecamatan" and village)
    ]
    if missing:
        there = ", ".join([text.strip() for text in heading if text.strip()][:NAMED_HEADINGS])
        raise Refused(f"Berkas {path.name}: kolom {', '.join(missing)} tidak ada; kolom yang ada: {there}.")


def _notes(line: Mapping[str, Any]) -> list[str]:
    """What the person should know of how the file was read."""
    notes = []
    if line["encoding"] == "cp1252":
        notes.append("Teks dibaca sebagai Windows-1252 (bukan UTF-8); periksa huruf beraksen.")
    if line["encoding"] == "utf-16":
        notes.append("Teks dibaca sebagai UTF-16.")
    if line["skipped"]:
        notes.append(f"{line['skipped']} baris di atas judul tidak dibaca sebagai data.")
    if others := line["unread"]:
        notes.append(f"Lembar yang tidak dibaca sebagai data: {', '.join(others)}.")
    for told in line["valueless"]:
        number, named = told["number"], ", ".join(told["named"])
        more = f" dan {number - len(told['named'])} lainnya" if number > len(told["named"]) else ""
        notes.append(f"{number} sel {_VALUELESS[told['why']].format(cells=f'{named}{more}')}")
    return notes


def _left_out(line: Mapping[str, Any]) -> list[str]:
    """A note for each row between a heading and its data."""
    where = f"Lembar {line['sheet']}: baris" if line["sheet"] else "Baris"
    return [f"{where} {_LEFT[kind]} di bawah judul tidak dibaca sebagai data." for kind in line["left"] or ()]


def _sums(problems: Sequence[tuple[str, int, str, str]]) -> list[str]:
    """A note on the sum rows: they are counted, and none is data."""
    number = sum(code == "baris_jumlah" for _, _, code, _ in problems)
    return [f"{number} baris jumlah tidak dimuat sebagai data."] if number else []


def _unknown_headings(rows: pd.DataFrame) -> list[str]:
    """A note on columns that hold something and belong to no column of the contract."""
    unknown = [name for name in map(str, rows) if name.startswith(UNKNOWN) and rows[name].str.strip().any()]
    if not unknown:
        return []
    named = ", ".join(name.removeprefix(UNKNOWN) or "(tanpa judul)" for name in unknown[:NAMED_HEADINGS])
    more = f" dan {len(unknown) - NAMED_HEADINGS} lainnya" if len(unknown) > NAMED_HEADINGS else ""
    return [f"Kolom yang tidak dikenal tidak dimuat: {named}{more}."]
