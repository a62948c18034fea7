"""Reading: a child process with ceilings turns a file into records, one JSON line each, and nothing is lost.

`python -m pantau.intake.read FILE KIND SECONDS [HEADING ...]` writes one line on the file, one on each heading row,
then one on each physical record: `{sheet, row, cells}` or `{sheet, row, problem, raw}`. KIND with `_HEAD` writes the
rows in which a heading is looked for, and nothing else. The child knows headings and no dataset, and uses the standard
library and python_calamine only: a hostile file can end the child, never the loader.
"""

import contextlib
import gc
import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
# A note names this many cells; who mends them finds the others.
NAMED_CELLS = 10
# Rows of a sheet judged plain together, and the mark between their cells: one of few that nobody types into a cell.
RUN_ROWS, CELL_MARK = 1_024, "\t"
# KIND of a child that writes the rows of the heading only, and the lines of text in which it looks: twenty rows of
# which one may be wrapped into many lines.
HEAD, HEAD_LINES = "_HEAD", 100


def blocks(path: Path, known: Collection[str], kind: gate.Kind, head: bool = False) -> Iterator[bytes]:
    """The child's lines for a file that passed the gate, in blocks of whole lines.

    `known` are the headings by which the table is recognised; `head`: only the rows in which they are looked for.
    A refusal by the child is a line `{"refused": sentence}`; raises gate.Refused when the child died of one of its
    ceilings.
    """
    extra = SECONDS_PER_MB * path.stat().st_size // 1_000_000
    name = kind.name + HEAD if head else kind.name
    command = [sys.executable, "-m", __name__, str(path.resolve()), name, str(CPU_SECONDS + extra), *known]
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
    limit(int(seconds))
    # Nothing here refers to itself, and looking for what does costs a tenth of the reading.
    gc.disable()
    path, wanted = Path(file), {heading_key(text) for text in known}
    try:
        of_text = kind.removesuffix(HEAD) == gate.Kind.TEXT.name
        if kind.endswith(HEAD):
            lines = _text_head if of_text else _workbook_head
        else:
            lines = _text_lines if of_text else _workbook_lines
        sys.stdout.writelines(lines(path, wanted))
    except gate.Refused as refusal:
        sys.stdout.write(_json(refused=str(refusal)))


def limit(seconds: int) -> None:
    """Set ceilings on memory and processor time where the system knows them (not on Windows)."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _text_lines(path: Path, known: Collection[str]) -> Iterator[str]:
    """The lines of delimited text."""
    encoding = delimited.encoding(path)
    blocks = delimited.lines(path, encoding)
    opened: list[tuple[int, list[str]]] = []
    while sum(len(lines) for _, lines in opened) < HEAD_LINES and (block := next(blocks, None)):
        opened.append(block)
    first = list(islice(delimited.numbered(opened), HEAD_LINES))
    texts = [text for _, text in first]
    mark = delimited.delimiter(texts, known)
    starts, rows, found = _text_heading(texts, mark, known)
    if found is None:
        raise _no_heading(path, [("", rows)])
    heading = list(found.texts)
    _hold_width(path, heading)
    yield _json(encoding=encoding, sheets=[""], skipped=_filled(rows[: found.top]), unread=[], valueless=[])
    yield _json(sheet="", row=first[starts[found.row]][0], heading=heading, left=found.left)
    below = delimited.below(chain(opened, blocks), starts[found.below])
    yield from _parts("", rows[found.row], mark, delimited.runs(below, mark, len(heading), rows[found.row]))


def _workbook_lines(path: Path, known: Collection[str]) -> Iterator[str]:
    """The lines of a workbook: of the sheet whose heading matches best, or of all that match as well as it."""
    from pantau.intake import formulas, workbook

    try:
        sheets = [(name, rows, _heading_of(name, rows, known)) for name, rows in workbook.sheets(path)]
        valueless = formulas.without_value(path)
    except (workbook.Unreadable, formulas.Unplaced) as problem:
        raise gate.Refused(f"{path.name}: {problem}") from problem
    best = max((found.known for _, _, found in sheets if found), default=None)
    chosen = [(name, rows, found) for name, rows, found in sheets if found and found.known == best]
    if not chosen:
        raise _no_heading(path, [(name, rows) for name, rows, _ in sheets])
    names = [name for name, _, _ in chosen]
    others = [name for name, rows, _ in sheets if name not in names and _filled(rows)]
    skipped = sum(_filled(rows[: found.top]) for _, rows, found in chosen)
    cells: dict[str, list[str]] = {}
    for chosen_name in names:
        for place, why in valueless.get(chosen_name, []):
            cells.setdefault(why, []).append(f"{chosen_name}!{place.written}")
    told = [{"why": why, "number": len(each), "named": each[:NAMED_CELLS]} for why, each in cells.items()]
    yield _json(encoding="", sheets=names, skipped=skipped, unread=others, valueless=told)
    for name, rows, found in chosen:
        _hold_width(path, list(found.texts))
        yield _json(sheet=name, row=found.row + 1, heading=found.texts, left=found.left)
        read = {position for position, text in enumerate(found.texts, 1) if not known or heading_key(text) in known}
        wrong = {
            place.row: why for place, why in valueless.get(name, []) if place.column in read and why != formulas.ABSENT
        }
        parts = _cell_parts(rows, found.below, rows[found.row], wrong)
        yield from _parts(name, rows[found.row], CELL_MARK, parts)


def _text_head(path: Path, known: Collection[str]) -> Iterator[str]:
    """The first lines of delimited text, cut into cells."""
    opened = delimited.numbered(delimited.lines(path, delimited.encoding(path)))
    first = [text for _, text in islice(opened, HEAD_LINES)]
    mark = delimited.delimiter(first, known)
    for cells in _text_heading(first, mark, known)[1][: headings.SEARCHED_ROWS]:
        yield _json(sheet="", cells=cells[: gate.MOST_COLUMNS])


def _text_heading(
    texts: Sequence[str], mark: str, known: Collection[str]
) -> tuple[Sequence[int], list[list[str]], headings.Heading | None]:
    """The first rows of a text, the line each begins at (and the line below them), and the heading among them.

    Every line is a row, unless more of the heading is known when a quoted cell may run over several lines: headings
    wrapped in a sheet come so. A stray quote in a title must not swallow the heading.
    """
    rows = [delimited.cells_or_line(text, mark) for text in texts]
    found = headings.find(rows, known)
    starts, wrapped = _wrapped(texts, mark)
    other = headings.find(wrapped, known)
    if other and (found is None or other.known > found.known):
        return starts, wrapped, other
    return range(len(texts) + 1), rows, found


def _wrapped(texts: Sequence[str], mark: str) -> tuple[list[int], list[list[str]]]:
    """The rows of lines whose quoted cells may run on, and the line each begins at."""
    starts, rows = [0], []
    while (start := starts[-1]) < len(texts):
        end, text = start + 1, texts[start]
        cells = delimited.split(text, mark)
        while cells is delimited.Fault.OPEN and end < len(texts) and len(text) <= delimited.QUOTED_CHARACTERS:
            end, text = end + 1, f"{text}\n{texts[end]}"
            cells = delimited.split(text, mark)
        if isinstance(cells, delimited.Fault):
            end, cells = start + 1, [texts[start]]
        starts.append(end)
        rows.append(cells)
    return starts, rows


def _workbook_head(path: Path, known: Collection[str]) -> Iterator[str]:
    """The first rows of every sheet that may hold data."""
    from pantau.intake import workbook

    try:
        for name, rows in workbook.sheets(path, headings.SEARCHED_ROWS):
            for cells in [] if headings.of_form(name) else rows:
                yield _json(sheet=name, cells=cells[: gate.MOST_COLUMNS])
    except workbook.Unreadable as problem:
        raise gate.Refused(f"{path.name}: {problem}") from problem


def _heading_of(name: str, rows: Sequence[Sequence[str]], known: Collection[str]) -> headings.Heading | None:
    """The heading of a sheet; a form's help, lists and example have none."""
    return None if headings.of_form(name) else headings.find(rows, known)


def _cell_parts(
    rows: Sequence[list[str]], below: int, heading: Sequence[str], wrong: Mapping[int, str]
) -> Iterator[delimited.Run | Iterator[delimited.Record]]:
    """The rows of a sheet from `below` on, those that are plain by the hundred in one piece; see `delimited.runs`."""
    end = max([len(rows), *wrong])
    for start in range(below, end, RUN_ROWS):
        stop = min(start + RUN_ROWS, end)
        if wrong.keys().isdisjoint(range(start + 1, stop + 1)) and (text := _plain(rows[start:stop], heading)):
            yield delimited.Run(start + 1, stop - start, text)
        else:
            yield _cell_records(rows, range(start, stop), wrong)


def _plain(rows: Sequence[list[str]], heading: Sequence[str]) -> str:
    """These rows as lines, if each of them is a good record as it stands; else nothing."""
    lines = list(map(CELL_MARK.join, rows))
    text = "\n".join(lines)
    whole = text.count("\n") == len(lines) - 1 and "\r" not in text
    return text if whole and delimited.is_plain(lines, CELL_MARK, len(heading), CELL_MARK.join(heading)) else ""


def _cell_records(
    rows: Sequence[list[str]], positions: Iterable[int], wrong: Mapping[int, str]
) -> Iterator[delimited.Record]:
    """The rows of a sheet as records; blank ones are passed over unless `wrong` names a problem."""
    for position in positions:
        row, cells = position + 1, rows[position] if position < len(rows) else []
        if row in wrong and not headings.is_sum(cells):
            yield delimited.Record(row, cells, wrong[row])
        elif not headings.blank(cells):
            yield _cell_record(row, cells)


def _cell_record(row: int, cells: list[str]) -> delimited.Record:
    """A workbook row as a record; control characters are a problem here too."""
    if delimited.has_control("".join(cells)):
        return delimited.Record(row, [], "karakter_kendali", "\t".join(cells)[: delimited.RAW_KEPT])
    return delimited.Record(row, cells)


def _parts(
    sheet: str, heading: list[str], mark: str, parts: Iterable[delimited.Run | Iterator[delimited.Record]]
) -> Iterator[str]:
    """Runs and records as JSON lines."""
    start = f'{{"sheet":{json.dumps(sheet)},"mark":{json.dumps(mark)},"row":'
    for part in parts:
        if isinstance(part, delimited.Run):
            yield f'{start}{part.row},"count":{part.lines},"run":{json.dumps(part.text, ensure_ascii=False)}}}\n'
        else:
            yield from _written(sheet, heading, part)


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
        raise gate.Refused(f"Berkas {path.name} memakai terlalu banyak kolom; paling banyak {gate.MOST_COLUMNS}.")


def _filled(rows: Sequence[Sequence[str]]) -> int:
    """How many rows hold anything."""
    return sum(not headings.blank(cells) for cells in rows)


def _no_heading(path: Path, tables: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> gate.Refused:
    """The refusal of a file without a heading row; it never repeats the cells, which may be personal."""
    filled = [name for name, rows in tables if _filled(rows)]
    if not filled:
        return gate.Refused(f"Berkas {path.name} tidak berisi baris.")
    if all(headings.of_form(name) for name in filled):
        return gate.Refused(
            f"Berkas {path.name} hanya berisi lembar {', '.join(filled)}, yang tidak dibaca sebagai data; "
            "isi lembar Isian, atau ganti nama lembar datanya."
        )
    return gate.Refused(
        f"Baris judul tidak ditemukan dalam {headings.SEARCHED_ROWS} baris pertama {path.name}; "
        "pakai judul kolom dari formulir dataset ini."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
