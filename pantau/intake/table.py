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
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pa_json

from pantau.contracts import PLACE_COLUMNS, SAMPLE_COLUMN, Column, Contract, heading_key
from pantau.intake import gate, read
from pantau.intake.gate import Refused

# Rows of one file: the whole kabupaten for a century. More is a wrong file, and would not fit the loader's memory.
MOST_ROWS = 5_000_000
# Blocks of the child that may wait to be parsed, 8 MB each.
BLOCKS_AHEAD = 2
# A sentence names this many headings; the rest of a wide export helps nobody.
NAMED_HEADINGS = 40
SHEET, ROW = "lembar", "baris"
UNKNOWN, SECOND = "?", "+"
_TEXTS = pa.list_(pa.string())
_LINE = pa.schema(
    {
        "sheet": pa.string(),
        "row": pa.int64(),
        "cells": _TEXTS,
        "problem": pa.string(),
        "raw": pa.string(),
        "heading": _TEXTS,
        "encoding": pa.string(),
        "sheets": _TEXTS,
        "skipped": pa.int64(),
        "unread": _TEXTS,
        "uncomputed": pa.int64(),
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


def read_table(path: Path, contract: Contract) -> Table:
    """Read a file through gate and child. Raises Refused when the file, its headings or its size do not allow it."""
    kind = gate.inspect(path)
    known = [heading_key(SAMPLE_COLUMN), *contract.by_heading()]
    problems: list[tuple[str, int, str, str]] = []
    notes: list[str] = []
    frames: list[pd.DataFrame] = []
    labels: list[str] = []
    total = 0
    for lines in _parsed_ahead(read.blocks(path, known, kind)):
        total += len(lines)
        if total > MOST_ROWS:
            raise Refused(f"Berkas {path.name} berisi lebih dari {MOST_ROWS} baris; bagi per tahun.")
        for part in _by_heading(lines):
            for line in part.filter(pc.is_null(part["cells"])).to_pylist():
                if line["refused"]:
                    raise Refused(line["refused"])
                if line["heading"]:
                    labels = _labels(path, line["heading"], contract)
                elif line["problem"]:
                    problems.append((line["sheet"], line["row"], line["problem"], line["raw"]))
                else:
                    notes += _notes(line)
            records = part.filter(pc.is_valid(part["cells"]))
            if len(records):
                frames.append(_frame(records, labels))
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame({SHEET: [], ROW: []})
    # A column that only one of several sheets has is blank in the others.
    rows = rows.fillna(dict.fromkeys(rows.columns.drop(ROW), ""))
    return Table(rows, problems, [*notes, *_unknown_headings(rows)])


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


def _frame(records: pa.Table, labels: Sequence[str]) -> pd.DataFrame:
    """Records of one heading, column by column, all text."""
    cells = records["cells"].combine_chunks().flatten()
    width, height = len(labels), len(records)
    columns = {
        label: pd.array(cells.take(pa.array(np.arange(position, height * width, width))), dtype="str")
        for position, label in enumerate(labels)
    }
    return pd.DataFrame({SHEET: pd.array(records["sheet"], dtype="str"), ROW: records["row"].to_numpy()} | columns)


def _labels(path: Path, heading: Sequence[str], contract: Contract) -> list[str]:
    """The frame's column names for a heading row. Raises Refused when a column is missing or said twice alike."""
    by_heading, keys = contract.by_heading(), [heading_key(text) for text in heading]
    labels: list[str] = []
    for key, text in zip(keys, heading, strict=True):
        column = by_heading.get(key)
        if key == SAMPLE_COLUMN:
            label = SAMPLE_COLUMN
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
    if line["skipped"]:
        notes.append(f"{line['skipped']} baris di atas judul tidak dibaca sebagai data.")
    if others := line["unread"]:
        notes.append(f"Lembar yang tidak cocok dengan dataset ini tidak dibaca: {', '.join(others)}.")
    if line["uncomputed"]:
        notes.append(f"{line['uncomputed']} sel berisi rumus tanpa hasil dan dibaca kosong; simpan ulang di Excel.")
    return notes


def _unknown_headings(rows: pd.DataFrame) -> list[str]:
    """A note on columns that hold something and belong to no column of the contract."""
    unknown = [name for name in map(str, rows) if name.startswith(UNKNOWN) and rows[name].str.strip().any()]
    if not unknown:
        return []
    named = ", ".join(name.removeprefix(UNKNOWN) or "(tanpa judul)" for name in unknown)
    return [f"Kolom yang tidak dikenal tidak dimuat: {named}."]
