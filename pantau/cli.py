"""The command line: load, query, look after the store. Exit status 0 done, 1 refused with a sentence, 2 wrong use.

Every command imports what it needs when it runs, so that `--help` answers at once.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

if TYPE_CHECKING:
    import pandas as pd

    from pantau.intake import LoadResult
    from pantau.store import Query

DONE, REFUSED, WRONG_USE = 0, 1, 2
# Spreadsheets run a cell that begins so; a leading apostrophe makes it text again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
DECIMALS = 6
# As in pantau.access, which is not imported for --help.
_ROLES = ("kepala_dinas", "perencana", "operator", "camat", "pengelola_rujukan")
# Above this a float no longer holds every whole number.
WHOLE = 2**53

Command: TypeAlias = Callable[[argparse.Namespace], int]


class Sentence(Exception):
    """A refusal of the command line itself, in words for the person."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    chosen = _parser().parse_args(arguments)
    try:
        command: Command = chosen.command
        return command(chosen)
    except RuntimeError as error:  # StoreError and PrivacyError, whose modules are not imported for --help
        return _refuse(str(error), chosen, error.__cause__)
    except (Sentence, ValueError) as error:
        return _refuse(str(error), chosen)
    except OSError as error:
        return _refuse(f"Berkas atau disk tidak dapat dipakai: {error}", chosen)
    except KeyboardInterrupt:
        return _refuse("Dihentikan; data lama tetap dipakai.", chosen)


def _refuse(sentence: str, chosen: argparse.Namespace, cause: BaseException | None = None) -> int:
    print(sentence, *([f"({cause})"] if cause else []), file=sys.stderr)
    if chosen.command is _load:
        print(json.dumps({"refused": sentence}, ensure_ascii=False))
    return REFUSED


class _Format(argparse.HelpFormatter):
    """Help in Indonesian, as far as argparse lets it."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "pemakaian: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Indonesian; wrong use ends with status 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_Format, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "isian", "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """End with how the command is used; the message of argparse itself is English and says no more."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"Perintah belum lengkap atau keliru; lihat {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m pantau", description="Pantau Balangan dari baris perintah.")
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)

    def add(name: str, command: Command, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help)
        made.set_defaults(command=command)
        return made

    load = add("load", _load, "Muat berkas (CSV, XLSX, XLS, ODS) ke dalam satu dataset.")
    load.add_argument("files", metavar="BERKAS", nargs="+", type=Path)
    load.add_argument("--dataset", metavar="ID", required=True, help="dataset tujuan; daftar: python -m pantau schema")
    load.add_argument("--dry-run", action="store_true", help="hitung saja, tidak menerbitkan apa pun")
    load.add_argument("--json", action="store_true", help="hanya baris JSON di keluaran")

    query = add("query", _query, "Jalankan satu kueri dari folder queries.")
    query.add_argument("name", metavar="KUERI", help="misalnya bencana/kejadian")
    query.add_argument(
        "-p", dest="params", metavar="NAMA=NILAI", action="append", default=[], help="parameter, boleh berulang"
    )
    query.add_argument(
        "--format", choices=("json", "csv", "table"), default="json", help="bentuk keluaran (bawaan: json)"
    )
    query.add_argument("--scope", metavar="LINGKUP", help="semua (bawaan), kabupaten, atau kec-631101 dan seterusnya")
    query.add_argument(
        "--role", choices=_ROLES, metavar="PERAN", help=f"seperti dilihat peran ini: {', '.join(_ROLES)}"
    )

    add("generations", _generations, "Daftar generasi data yang tersimpan.")
    add("rollback", _rollback, "Tampilkan kembali generasi lain.").add_argument("generation", metavar="GENERASI")
    add("backup", _backup, "Salin data dan ruang muat ke folder baru, lalu buktikan salinannya.").add_argument(
        "folder", metavar="FOLDER", type=Path
    )
    add("restore", _restore, "Pulihkan data dari cadangan.").add_argument("folder", metavar="FOLDER", type=Path)
    add("health", _health, "Periksa apakah data utuh dan mutakhir.").add_argument("--json", action="store_true")
    add("schema", _schema, "Daftar dataset: kolom, jenis dan satuannya.").add_argument("--json", action="store_true")
    add("sample", _sample, "Muat data contoh bawaan ke dalam satu generasi.")

    form = add("template", _template, "Formulir kosong satu dataset: XLSX dengan pilihan, atau PDF A4 untuk dicetak.")
    form.add_argument("dataset", metavar="DATASET", help="misalnya kunjungan; daftar: python -m pantau schema")
    form.add_argument("out", metavar="BERKAS", type=Path, help="nama berkas .xlsx atau .pdf")

    trace = add("trace", _trace, "Di mana saja baris satu orang berada: muatan, generasi dan berkas yang diunduh.")
    trace.add_argument("pid", metavar="SAMARAN", nargs="?", help="nomor samaran; tanpa ini NIK ditanyakan")
    trace.add_argument("--json", action="store_true")
    erase = add("erase", _erase, "Hapus semua baris satu orang dari sumber, karantina dan semua generasi.")
    erase.add_argument("pid", metavar="SAMARAN")
    erase.add_argument("--reason", metavar="ALASAN", required=True, help="dasar penghapusan, misalnya nomor surat")
    add("rotate-key", _rotate_key, "Ganti kunci samaran: susun ulang semua data dari sumber, hapus generasi lama.")
    add("rebuild", _rebuild, "Susun ulang data dari berkas sumber yang tersimpan.")
    return parser


def _load(chosen: argparse.Namespace) -> int:
    from pantau.intake import load_many

    files = [(file, chosen.dataset) for file in chosen.files]
    results = load_many(files, chosen.dry_run, _progress)
    for result in results:
        if not chosen.json:
            print(_sentence(result, chosen.dry_run))
        print(json.dumps(result.as_json(), ensure_ascii=False))
    return REFUSED if any(result.refused for result in results) else DONE


def _sample(chosen: argparse.Namespace) -> int:
    from pantau import ROOT
    from pantau.intake import load_many
    from pantau.sample import DATASETS

    files = [(ROOT / "data" / "sample" / f"{dataset}.csv", dataset) for dataset in DATASETS]
    results = load_many(files, progress=_progress)
    for result in results:
        print(_sentence(result, dry_run=False))
    return REFUSED if any(result.refused for result in results) else DONE


def _query(chosen: argparse.Namespace) -> int:
    from pantau.store import Store, read_query

    store, query = Store(), read_query(chosen.name)
    given = dict(_pair(text) for text in chosen.params)
    scope = _scope(chosen, given)
    answer = store.ask(query, _with_codes(given), scope)
    print(_FORMATS[chosen.format](answer, query), end="")
    return DONE


def _scope(chosen: argparse.Namespace, given: Mapping[str, str]) -> str:
    """The file that is asked: the one named, or the one that a role reads; a camat's follows from the kecamatan."""
    from pantau import access

    if not chosen.role:
        return chosen.scope or "semua"
    kecamatan = _with_codes(given).get("kecamatan", "")
    return access.scope(
        access.user_from({"PANTAU_PERAN": chosen.role} | ({"PANTAU_KECAMATAN": kecamatan} if kecamatan else {}))
    )


def _template(chosen: argparse.Namespace) -> int:
    from pantau.contracts import contract
    from pantau.forms import write

    write(contract(chosen.dataset), chosen.out)
    print(f"Formulir {chosen.dataset} ditulis ke {chosen.out}.")
    return DONE


def _trace(chosen: argparse.Namespace) -> int:
    from dataclasses import asdict
    from getpass import getpass

    from pantau.intake.trace import pid_of, trace

    # Asked for and not given on the command line, where it would stay in the shell's history.
    pid = chosen.pid or pid_of(getpass("NIK (tidak ditampilkan): ") if sys.stdin.isatty() else sys.stdin.readline())
    found = trace(pid)
    if chosen.json:
        print(json.dumps({"pid": pid} | asdict(found), ensure_ascii=False))
        return DONE
    print(f"Samaran {pid}: {len(found.rows)} baris, {len(found.exports)} berkas unduhan.")
    for row in found.rows:
        sheet = f"lembar {row['lembar']}, " if row["lembar"] else ""
        print(
            f"  {row['dataset']}: {row['berkas']}, {sheet}baris {row['baris']}, dimuat {row['dimuat_pada']}"
            f" (muatan {row['run']}; {', '.join(row['generasi'])})"
        )
    for export in found.exports:
        cases = ", ".join(export["kasus"])
        print(f"  unduhan {export['pada'][:16]} oleh {export['peran']}: {export['berkas']}, kasus {cases}")
    for other in found.namesakes:
        print(f"  mungkin orang yang sama, periksa sendiri: {other}")
    return DONE


def _erase(chosen: argparse.Namespace) -> int:
    from pantau.intake.rebuild import erase

    made = erase(chosen.pid, chosen.reason, _progress)
    print(
        f"{sum(made.erased.values())} baris dihapus dari {len(made.erased)} muatan; sekarang {made.generation}, "
        "generasi lama dihapus. Cadangan di luar folder ini masih memuatnya: hapus atau buat ulang."
    )
    return DONE


def _rotate_key(_: argparse.Namespace) -> int:
    from pantau.intake.rebuild import rotate_key

    made = rotate_key(_progress)
    print(
        f"Kunci diganti: {made.runs} muatan disusun ulang sebagai {made.generation}; generasi dan kunci lama dihapus."
    )
    return DONE


def _rebuild(_: argparse.Namespace) -> int:
    from pantau.intake.rebuild import rebuild

    made = rebuild(_progress)
    print(f"{made.runs} muatan disusun ulang sebagai {made.generation}.")
    return DONE


def _generations(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    for each in Store().generations():
        mark = "*" if each["served"] else " "
        print(
            f"{mark} {each['generation']}  dibuat {each['made_at']}  {each['rows']} baris  {len(each['runs'])} muatan"
        )
    return DONE


def _rollback(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    Store().rollback(chosen.generation)
    print(f"Sekarang yang ditampilkan {chosen.generation}.")
    return DONE


def _backup(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    made = Store().backup(chosen.folder)
    print(
        f"{made['generation']} tersalin ke {chosen.folder}: {made['files']} berkas, {made['bytes'] / 1e6:.1f} MB, "
        "terbukti sama. Isinya memuat data pribadi: simpan di disk terenkripsi."
    )
    return DONE


def _restore(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    print(f"Cadangan dipulihkan sebagai {Store().restore(chosen.folder)}.")
    return DONE


def _health(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    report = Store().health()
    if chosen.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("Sehat." if report["ok"] else "Ada masalah.")
        print(f"Generasi {report['generation'] or 'belum ada'}, {report['generations']} tersimpan.")
        for said in (*report["problems"], *report["notes"]):
            print(f"- {said}")
        for program, age in report.get("programs", {}).items():
            print(f"  {program}: data s.d. {age['data_sampai'] or 'belum ada'}")
    return DONE if report["ok"] else REFUSED


def _schema(chosen: argparse.Namespace) -> int:
    from pantau.contracts import contracts

    datasets: list[dict[str, Any]] = [
        {
            "dataset": contract.id,
            "title": contract.title,
            "grain": contract.grain,
            "key": list(contract.key),
            "columns": [
                {"name": column.name, "title": column.title, "type": column.sql_type, "unit": column.unit}
                for column in contract.stored
            ],
        }
        for contract in contracts().values()
    ]
    if chosen.json:
        print(json.dumps(datasets, ensure_ascii=False))
        return DONE
    for each in datasets:
        print(f"{each['dataset']}: {each['title']} ({each['grain']})")
        for column in each["columns"]:
            unit = f", {column['unit']}" if column["unit"] else ""
            print(f"  {column['name']:<28} {column['type']:<10} {column['title']}{unit}")
    return DONE


def _progress(step: str) -> None:
    # One write: several files are made at once.
    sys.stderr.write(f"{step} ...\n")


def _sentence(result: "LoadResult", dry_run: bool) -> str:
    """What became of a file, in words."""
    if result.refused:
        return f"{result.file}: ditolak. {result.refused}"
    said = (
        f"{result.file} -> {result.dataset}: {result.read} baris dibaca = {result.loaded} dimuat + "
        f"{result.quarantined} ditahan + {result.duplicate} sudah ada."
    )
    if result.reasons:
        from pantau.intake.reasons import REASONS

        said += (
            " Ditahan karena: "
            + ", ".join(f"{REASONS[code].lower()} ({n})" for code, n in result.reasons.items())
            + "."
        )
    return " ".join([said, *result.notes, *(["Uji saja, tidak ada yang diterbitkan."] if dry_run else [])])


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Sentence(f"Parameter {text!r} harus berbentuk nama=nilai.")
    return name, value


def _with_codes(given: Mapping[str, str]) -> dict[str, str]:
    """The parameters, a kecamatan or desa given by name turned into its code when one place only bears that name."""
    from pantau.contracts import REFERENCE
    from pantau.intake.match import read_places
    from pantau.intake.reasons import Unclear

    codes = dict(given)
    try:
        places = read_places(REFERENCE)
        if given.get("kecamatan"):
            codes["kecamatan"] = places.find_kecamatan(given["kecamatan"])
        if given.get("desa"):
            codes["desa"] = places.find_desa(given["desa"], codes.get("kecamatan", ""))
    except Unclear as problem:
        raise Sentence(f"{str(problem)[0].upper()}{str(problem)[1:]}.") from None
    return codes


def _as_json(answer: "pd.DataFrame", query: "Query") -> str:
    names = [str(name) for name in answer.columns]
    return json.dumps([dict(zip(names, row, strict=True)) for row in _rows(answer)], ensure_ascii=False) + "\n"


def _as_csv(answer: "pd.DataFrame", query: "Query") -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_harmless(value) for value in row] for row in _rows(answer))
    return written.getvalue()


def _as_table(answer: "pd.DataFrame", query: "Query") -> str:
    """The sentence of the query, then columns in line; a missing value is a dash."""
    cells = [[str(name) for name in answer.columns]]
    cells += [["–" if value is None else str(value) for value in row] for row in _rows(answer)]
    widths = [max(len(row[position]) for row in cells) for position in range(len(answer.columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([query.sentence, *lines, f"({len(answer)} baris)"]) + "\n"


_FORMATS = {"json": _as_json, "csv": _as_csv, "table": _as_table}


def _rows(answer: "pd.DataFrame") -> list[tuple[Any, ...]]:
    """The rows as plain values: None when missing, dates ISO, floats with at most six decimals."""
    return list(zip(*(_plain(answer.iloc[:, position]) for position in range(answer.shape[1])), strict=True))


def _plain(values: "pd.Series[Any]") -> list[Any]:
    if values.dtype.kind == "M":
        known = values.dropna()
        days = bool((known == known.dt.normalize()).all())
        values = values.dt.strftime("%Y-%m-%d" if days else "%Y-%m-%dT%H:%M:%S")
    return [_value(value) for value in values.tolist()]


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(part) for part in value]
    if value is None or type(value).__name__ == "NAType" or value != value:
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < WHOLE else round(value, DECIMALS)
    return value if isinstance(value, str | int) else str(value)


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would run, made text again; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else "" if value is None else value
