"""The workbook of a pack: a sheet a leaf under the leaf's own number, and everything needed to count again."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import pandas as pd
import xlsxwriter

from pantau import text
from pantau.draw import sheet
from pantau.figures import Column, Context, Figure
from pantau.pack import Asked, Leaf, Pack, book_charts
from pantau.store import StoreError, read_query

_DIRECTIONS: Final = {"naik": "lebih tinggi lebih baik", "turun": "lebih rendah lebih baik", "netral": "tanpa arah"}
_KINDS: Final = {
    "text": "teks",
    "number": "angka",
    "decimal": "angka berdesimal",
    "percent": "persen (0 sampai 100)",
    "day": "tanggal",
    "month": "bulan (tanggal satu)",
}
_NUMBERS: Final = ("number", "decimal", "percent")
_STATES: Final = (
    ("Sel kosong", f"{text.UNREPORTED}: tidak ada yang menyebut angkanya; bukan nol."),
    ("0", f"{text.NIL}: dilaporkan, dan tidak ada."),
    ("<5", "jumlah orang yang terlalu kecil untuk dibuka; angka lain yang dapat membukanya ikut disembunyikan."),
    ("Belum dapat ditentukan", "bahan untuk menghitungnya belum lengkap; alasannya tertulis di sana."),
)
_READ: Final = (
    "Tiap gambar punya satu lembar dengan nomor yang sama di salindia, dokumen, dan buku kerja ini.",
    "Baris 1 tiap lembar adalah kepala kolom; saringan dan tabel pivot dapat langsung dipakai. Tidak ada rumus.",
    f"Grafik digambar dari sel lembar itu sendiri; kolom berjudul {book_charts.ZONE} tidak ikut tercetak.",
    "Jejak memuat kueri tiap gambar dengan parameter dan SQL lengkap di selnya; Kamus memuat arti dan satuan kolom.",
)
# Excel forbids these in the name of a sheet, and more than 31 letters.
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME: Final = 31
_CELL: Final = 32_000
_ROW: Final = 45
# Narrower than a table alone: these are also printed, several columns on a page.
_BROAD: Final = 40


def xlsx(pack: Pack) -> bytes:
    """The workbook of a pack, its details on sheets of their own. The same pack gives the same bytes."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, dict(sheet.OPTIONS)) as workbook:
        book: Any = _Grey(workbook) if pack.choice.grey else workbook
        comments = f"{pack.choice.sentence} · Kode {pack.code}"
        book.set_properties(
            {"title": pack.title, "comments": comments, "author": pack.choice.maker, "created": pack.made}
        )
        taken = {"tentang", "kpi", "jejak", "kamus"}
        names = [_named(leaf.number, taken) for leaf in pack.leaves]
        _about(book, pack, {leaf.number: name for leaf, name in zip(pack.leaves, names, strict=True)})
        _whole(book, pack, "KPI", _kpi(pack))
        for leaf, name in zip(pack.leaves, names, strict=True):
            _leaf(book, pack, leaf, name)
        for name, figure in pack.details.items():
            if not figure.private:  # people's cases are read on screen and are no file
                _detail(book, pack, figure, _named(f"Detail {name}", taken))
        trail = _whole(book, pack, "Jejak", _trail(pack))
        for line in range(len(trail.rows)):
            # A query has many lines; its cell holds them all and shows the first.
            trail.sheet.set_row(line + 1, _ROW)
        _whole(book, pack, "Kamus", _dictionary(pack))
    return file.getvalue()


class _Grey:
    """A workbook whose cells have no colour."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def add_format(self, look: dict[str, Any]) -> Any:
        """A format in greys."""
        return self._book.add_format(book_charts.without_colour(look))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)


def _named(words: str, taken: set[str]) -> str:
    """A name no other sheet has, whatever the case; with what Excel forbids left out."""
    plain = words.translate(_FORBIDDEN).strip()[:_LONGEST_NAME] or "Lembar"
    name, count = plain, 1
    while name.casefold() in taken:
        count += 1
        name = f"{plain[: _LONGEST_NAME - 4]} {count}"
    taken.add(name.casefold())
    return name


def _about(book: Any, pack: Pack, names: Mapping[str, str]) -> None:
    written = sheet.facts(book, _facts(pack), names)
    top = [f"{pack.title}: tentang buku kerja ini", pack.choice.sentence]
    sheet.printed(written, top, [pack.signature], pack.sample)
    written.activate()


def _facts(pack: Pack) -> Iterator[tuple[str, str]]:
    yield "Rapat", pack.title
    yield from pack.facts
    for title, day in pack.dates:
        yield f"Data s.d., {title}", day
    yield "Generasi data", f"{pack.generation}, lingkup {pack.scope}"
    samples = [leaf.number for leaf in pack.leaves if leaf.sample]
    yield text.SAMPLE, f"Bukan data nyata, hanya contoh: {text.join(samples)}." if samples else ""
    for line in _READ:
        yield "Cara membaca", line
    yield from _STATES
    for leaf in pack.leaves:
        yield leaf.number, leaf.finding
        yield "", leaf.figure.subtitle if leaf.figure else ""
        yield "", leaf.header
        for words in leaf.words:
            yield "", words
        yield "", pack.footer(leaf)


def _whole(book: Any, pack: Pack, name: str, figure: Figure) -> sheet.Written:
    """A sheet about the pack as a whole."""
    written = sheet.data(book, figure, name, broad=_BROAD)
    written.fit()
    top = [f"{pack.title}: {figure.title}", pack.choice.sentence]
    sheet.printed(written.sheet, top, [pack.signature], False)
    return written


def _leaf(book: Any, pack: Pack, leaf: Leaf, name: str) -> None:
    figure = leaf.figure or _table("", [{"Keterangan": leaf.failed}], "Keterangan")
    written = sheet.data(book, figure, name, _units(leaf), _BROAD)
    written.fit()
    if leaf.figure and leaf.figure.empty:
        # Two rows below the heading: a pivot of the table does not take the sentence for a row.
        said = f"{text.UNDETERMINED.capitalize()}. {leaf.figure.reading}"
        written.sheet.write_string(2, 0, sheet.safe_text(said))
    top = [f"{leaf.number}  {leaf.finding}", *([leaf.header] if leaf.header else [])]
    foot = [part for part in (leaf.dated, pack.signature) if part]
    sheet.printed(written.sheet, top, foot, bool(leaf.sample))
    book_charts.add(book, leaf, name, written, pack.choice.grey)


def _detail(book: Any, pack: Pack, figure: Figure, name: str) -> None:
    written = sheet.data(book, figure, name, broad=_BROAD)
    written.fit()
    foot = [figure.footer(), pack.signature]
    sheet.printed(written.sheet, [figure.title, figure.context.sentence], foot, bool(figure.context.sample))


def _units(leaf: Leaf) -> dict[str, str]:
    """The unit of every column of numbers that is known for sure: what its query says, % for a percentage."""
    if leaf.figure is None:
        return {}
    said: dict[str, str] = {}
    for asked in leaf.asked:
        said |= _declared(asked.query)
    numbers = [column for column in leaf.figure.columns if column.kind in _NUMBERS]
    if len(numbers) == 1 and "satuan" not in leaf.figure.unit:
        said.setdefault(numbers[0].name, leaf.figure.unit)
    # Months and days are called by their kind, whatever number a query made them of.
    return {column.name: "%" if column.kind == "percent" else said.get(column.name, "") for column in numbers}


def _declared(query: str) -> Mapping[str, str]:
    try:
        return read_query(query).units
    except StoreError:
        return {}


def _table(title: str, rows: list[dict[str, Any]], *columns: str | Column) -> Figure:
    """Rows of the workbook's own as a figure, so that one function writes every sheet."""
    made = tuple(column if isinstance(column, Column) else Column(column, column) for column in columns)
    frame = pd.DataFrame(rows, columns=[column.name for column in made])
    return Figure("", "table", title, frame, made, {}, "", "", Context("", ""))


def _kpi(pack: Pack) -> Figure:
    """Every indicator as a number, then the strips of the leaves in the words they have there."""
    rows = [
        {
            "Gambar": "",
            "Program": each.programme,
            "Indikator": each.title,
            "Nilai": each.value,
            "Satuan": each.unit,
            "Arah": _DIRECTIONS.get(each.direction, each.direction),
            "Sasaran": _target(each.target),
            "Cara menghitung atau catatan": each.formula,
        }
        for each in pack.standings
    ]
    rows += [
        {"Gambar": leaf.number, "Program": leaf.section, "Indikator": name, "Tertulis": value,
         "Cara menghitung atau catatan": note}
        for leaf in pack.leaves
        for name, value, note in leaf.kpis
    ]  # fmt: skip
    return _table(
        "indikator kunci", rows, "Gambar", "Program", "Indikator", Column("Nilai", "Nilai", "number"), "Tertulis",
        "Satuan", "Arah", "Sasaran", "Cara menghitung atau catatan",
    )  # fmt: skip


def _target(value: float | str | None) -> str:
    if value is None:
        return "belum ditetapkan"
    return value if isinstance(value, str) else text.whole(value)


def _trail(pack: Pack) -> Figure:
    """What was asked for every leaf, then the files the answers rest on."""
    rows = [_question(leaf, asked) for leaf in pack.leaves for asked in leaf.asked]
    rows += [
        {
            "Jenis": "berkas sumber",
            "Gambar atau dataset": source.dataset,
            "Kueri atau berkas": source.file,
            "Dibaca": source.read,
            "Hasil": source.loaded,
            "SHA-256": source.sha256,
            "Dimuat pada": text.moment(source.loaded_at) if source.loaded_at else text.UNREPORTED,
        }
        for source in pack.sources
    ]
    return _table(
        "jejak angka", rows, "Jenis", "Gambar atau dataset", "Kueri atau berkas",
        Column("Dibaca", "Dibaca (baris)", "number"), Column("Hasil", "Jawaban atau dimuat (baris)", "number"),
        "SHA-256", "Dimuat pada", "Lingkup", "Parameter", "SQL",
    )  # fmt: skip


def _question(leaf: Leaf, asked: Asked) -> dict[str, Any]:
    given = [f"{name} = {value}" for name, value in asked.params.items() if value is not None]
    return {
        "Jenis": "kueri",
        "Gambar atau dataset": leaf.number,
        "Kueri atau berkas": asked.query,
        "Hasil": asked.rows,
        "SHA-256": asked.sha256,
        "Lingkup": asked.scope,
        "Parameter": "; ".join(given) or "tanpa batas",
        "SQL": _sql(asked.query),
    }


def _sql(query: str) -> str:
    try:
        return read_query(query).sql[:_CELL]
    except StoreError as error:
        return str(error)


def _dictionary(pack: Pack) -> Figure:
    """Every column of every leaf with its kind and unit, then the terms of the programmes."""
    rows = []
    for leaf in pack.leaves:
        units = _units(leaf)
        rows += [
            {
                "Lembar": leaf.number,
                "Kolom atau istilah": sheet.heading(column, units.get(column.name, "")),
                "Jenis": _KINDS[column.kind],
                "Satuan": units.get(column.name, "") or (_unsaid(leaf) if column.kind in _NUMBERS else ""),
            }
            for column in (leaf.figure.columns if leaf.figure else ())
        ]
    rows += [
        {"Lembar": "KPI", "Kolom atau istilah": each.title, "Jenis": f"indikator {each.programme}",
         "Satuan": each.unit, "Arti": each.formula}
        for each in pack.standings
    ]  # fmt: skip
    rows += [row for leaf in pack.leaves if leaf.number == "L-1" and leaf.figure for row in _terms(leaf.figure)]
    return _table("kamus kolom dan istilah", rows, "Lembar", "Kolom atau istilah", "Jenis", "Satuan", "Arti")


def _unsaid(leaf: Leaf) -> str:
    return leaf.figure.unit if leaf.figure else ""


def _terms(figure: Figure) -> Iterator[dict[str, Any]]:
    for _, row in figure.table().iterrows():
        told = [str(value) for value in row]
        yield {"Lembar": "L-1", "Kolom atau istilah": told[1], "Jenis": f"istilah {told[0]}", "Satuan": told[2],
               "Arti": told[3]}  # fmt: skip
