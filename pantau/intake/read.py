"""Reading: a child process with ceilings turns a file into records, one JSON line each, and nothing is lost.

`python -m pantau.intake.read FILE KIND SECONDS [HEADING ...]` writes one line on the file, one on each heading row,
then one on each physical record: `{sheet, row, cells}` or `{sheet, row, problem, raw}`. The child knows headings and no
dataset, and uses the standard library and python_calamine only: a hostile file can end the child, never the loader.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from threading import Timer

from pantau import ROOT
from pantau.contracts import heading_key
from pantau.intake import delimited, gate, headings

# Ceilings of the child; 60 s and 120 s for small files, more for large ones at a tenth of the speed measured (10 MB/s).
MEMORY_BYTES = 1 << 30
CPU_SECONDS = 60
WALL_SECONDS = 120
SECONDS_PER_MB = 1
# Bytes taken from the child at once: some 30,000 lines.
BLOCK_BYTES = 1 << 23


def blocks(path: Path, known: Collection[str], kind: gate.Kind) -> Iterator[bytes]:
    """The child's lines for a file that passed the gate, in blocks of whole lines.

    `known` are the headings by which the table is recognised. A refusal by the child is a line `{"refused": sentence}`;
    raises gate.Refused when the child died of one of its ceilings.
    """
    extra = SECONDS_PER_MB * path.stat().st_size // 1_000_000
    command = [sys.executable, "-m", __name__, str(path.resolve()), kind.name, str(CPU_SECONDS + extra), *known]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout is not None
        alarm = Timer(WALL_SECONDS + extra, child.kill)
        alarm.start()
        rest = b""
        try:
            while block := child.stdout.read(BLOCK_BYTES):
                whole, newline, rest = (rest + block).rpartition(b"\n")
                if newline:
                    yield whole + newline
            if child.wait() != 0:
                raise gate.Refused(
                    f"Berkas {path.name} terlalu berat untuk dibaca (memori atau waktu habis); "
                    "simpan sebagai CSV atau bagi dua."
                )
        finally:
            alarm.cancel()
            child.kill()


def main(arguments: Sequence[str]) -> None:
    """The child: read one file and write its lines; a refusal is the last of them."""
    file, kind, seconds, *known = arguments
    _limit(int(seconds))
    path, wanted = Path(file), {heading_key(text) for text in known}
    try:
        lines = _text_lines if kind == gate.Kind.TEXT.name else _workbook_lines
        sys.stdout.writelines(lines(path, wanted))
    except gate.Refused as refusal:
        sys.stdout.write(_json(refused=str(refusal)))


def _limit(seconds: int) -> None:
    """Set ceilings on memory and processor time where the system knows them (not on Windows)."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _text_lines(path: Path, known: Collection[str]) -> Iterator[str]:
    """The lines of delimited text."""
    encoding = delimited.encoding(path)
    numbered = delimited.lines(path, encoding)
    first = list(islice(numbered, headings.SEARCHED_ROWS))
    mark = delimited.delimiter([text for _, text in first], known)
    rows = [delimited.cells_or_line(text, mark) for _, text in first]
    found = headings.find(rows, known)
    if found is None:
        raise _no_heading(path, [rows])
    heading = rows[found.row]
    _hold_width(path, heading)
    yield _json(encoding=encoding, sheets=[""], skipped=_filled(rows[: found.row]), unread=[], uncomputed=0)
    yield _json(sheet="", row=first[found.row][0], heading=heading)
    below = chain(first[found.row + 1 :], numbered)
    yield from _written("", heading, delimited.records(below, mark, len(heading)))


def _workbook_lines(path: Path, known: Collection[str]) -> Iterator[str]:
    """The lines of a workbook: of the sheet whose heading row matches best, or of all that match as well as it."""
    from pantau.intake import workbook

    try:
        sheets = [(name, rows, headings.find(rows, known)) for name, rows in workbook.sheets(path)]
    except workbook.Unreadable as problem:
        raise gate.Refused(f"{path.name}: {problem}") from problem
    best = max((found.known for _, _, found in sheets if found), default=None)
    chosen = [(name, rows, found) for name, rows, found in sheets if found and found.known == best]
    if not chosen:
        raise _no_heading(path, [rows for _, rows, _ in sheets])
    others = [name for name, rows, found in sheets if not (found and found.known == best) and _filled(rows)]
    skipped = sum(_filled(rows[: found.row]) for _, rows, found in chosen)
    names, uncomputed = [name for name, _, _ in chosen], workbook.formulas_without_result(path)
    yield _json(encoding="", sheets=names, skipped=skipped, unread=others, uncomputed=uncomputed)
    for name, rows, found in chosen:
        heading = rows[found.row]
        _hold_width(path, heading)
        yield _json(sheet=name, row=found.row + 1, heading=heading)
        below = enumerate(rows[found.row + 1 :], found.row + 2)
        yield from _written(
            name, heading, (_cell_record(row, cells) for row, cells in below if not headings.blank(cells))
        )


def _cell_record(row: int, cells: list[str]) -> delimited.Record:
    """A workbook row as a record; control characters are a problem here too."""
    if any(delimited.has_control(cell) for cell in cells):
        return delimited.Record(row, [], "karakter_kendali", "\t".join(cells)[: delimited.RAW_KEPT])
    return delimited.Record(row, cells)


def _written(sheet: str, heading: list[str], records: Iterable[delimited.Record]) -> Iterator[str]:
    """Records as JSON lines; a heading met again and a sum row below the table become problems of their own."""
    start = f'{{"sheet":{json.dumps(sheet)},"row":'
    for row, cells, problem, raw in records:
        if not problem and cells == heading:
            problem = "judul_berulang"
        elif not problem and headings.is_sum(cells):
            problem = "baris_jumlah"
        if problem:
            yield _json(sheet=sheet, row=row, problem=problem, raw=raw or "\t".join(cells)[: delimited.RAW_KEPT])
            continue
        joined = '","'.join(cells)
        # What needs no escape is JSON already; the test costs a tenth of the general writer, a million times.
        if joined.isprintable() and "\\" not in joined and joined.count('"') == 2 * (len(cells) - 1):
            yield f'{start}{row},"cells":["{joined}"]}}\n'
        else:
            yield f'{start}{row},"cells":{json.dumps(cells)}}}\n'


def _json(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def _hold_width(path: Path, heading: list[str]) -> None:
    if len(heading) > gate.MOST_COLUMNS:
        raise gate.Refused(f"Berkas {path.name} memakai {len(heading)} kolom; paling banyak {gate.MOST_COLUMNS}.")


def _filled(rows: Sequence[Sequence[str]]) -> int:
    """How many rows hold anything."""
    return sum(not headings.blank(cells) for cells in rows)


def _no_heading(path: Path, tables: Sequence[Sequence[Sequence[str]]]) -> gate.Refused:
    """The refusal of a file without a heading row; it never repeats the cells, which may be personal."""
    if not any(_filled(rows) for rows in tables):
        return gate.Refused(f"Berkas {path.name} tidak berisi baris.")
    return gate.Refused(
        f"Baris judul tidak ditemukan dalam {headings.SEARCHED_ROWS} baris pertama {path.name}; "
        "pakai judul kolom dari formulir dataset ini."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
