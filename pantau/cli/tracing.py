"""Commands that say where a number, a row or a person came from, and those that take a person out."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pantau.cli.answers import as_json, plain_rows, plain_value
from pantau.cli.words import DONE, Sentence, pair, progress, with_codes

if TYPE_CHECKING:
    import pandas as pd


def add_traces(trace: argparse.ArgumentParser) -> None:
    """What is traced: a person, a number of an answer, or one stored row."""
    trace.add_argument("pid", metavar="SAMARAN", nargs="?", help="nomor samaran; tanpa pilihan lain NIK ditanyakan")
    trace.add_argument("--query", metavar="KUERI", help="asal satu angka dalam jawaban kueri ini")
    trace.add_argument("-p", dest="params", metavar="NAMA=NILAI", action="append", default=[], help="parameter kueri")
    trace.add_argument(
        "--where", metavar="KOLOM=NILAI", action="append", default=[], help="memilih satu baris jawaban, boleh berulang"
    )
    trace.add_argument("--column", metavar="KOLOM", help="kolom angkanya (bawaan: angka pertama)")
    trace.add_argument(
        "--row", metavar=("DATASET", "KUNCI"), nargs=2, help="asal satu baris; bagian kunci dipisah ' | '"
    )
    trace.add_argument("--json", action="store_true")


def trace(chosen: argparse.Namespace) -> int:
    if chosen.query or chosen.row:
        return _trace_number(chosen)
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


def _trace_number(chosen: argparse.Namespace) -> int:
    """Where a number of an answer, or one stored row, came from."""
    from pantau.intake.trace import fact, origin
    from pantau.store import Store, read_query

    store = Store()
    if chosen.row:
        found = fact(store, *chosen.row)
    else:
        query = read_query(chosen.query)
        params = with_codes(dict(pair(text) for text in chosen.params))
        answer = store.query(query.name, params)
        column = chosen.column or next((name for name, unit in query.units.items() if unit != "derajat"), "")
        found = origin(store, query, params, _one_row(answer, chosen.where), column)
    if chosen.json:
        told: dict[str, Any] = {name: json.loads(as_json(getattr(found, name), None)) for name in ("rows", "changes")}
        told |= {name: getattr(found, name) for name in ("same", "closed", "beside")}
        print(json.dumps({"number": plain_value(found.number)} | told, ensure_ascii=False))
        return DONE
    print(f"{plain_value(found.number)}: {len(found.rows)} baris dari {found.rows['berkas'].nunique()} berkas.")
    if found.same is not None and chosen.query:
        print(f"Banyaknya baris {found.same or 'semuanya'} sama dengan angka itu.")
    for row in found.rows.to_dict("records"):
        sheet = f"lembar {row['lembar']}, " if row["lembar"] else ""
        key = f" {row['kunci']}" if row["kunci"] else ""
        print(f"  {row['dataset']}{key}: {row['berkas']}, {sheet}baris {row['baris']} (muatan {row['run']})")
    for change in found.changes.to_dict("records"):
        print(f"  {change['aturan']}: {change['kalimat']}")
    if found.closed:
        print(f"  tidak dibuka di lingkup ini: {', '.join(found.closed)}")
    return DONE


def _one_row(answer: "pd.DataFrame", conditions: Sequence[str]) -> dict[str, Any]:
    """The only row of an answer that meets the conditions."""
    wanted = dict(pair(text) for text in conditions)
    if unknown := sorted(set(wanted) - set(answer.columns)):
        raise Sentence(f"Jawaban tidak punya kolom {', '.join(unknown)}; yang ada: {', '.join(answer.columns)}.")
    listed = [dict(zip(answer.columns, row, strict=True)) for row in plain_rows(answer)]
    listed = [row for row in listed if all(str(row[name]) == value for name, value in wanted.items())]
    if len(listed) != 1:
        raise Sentence(f"Syarat itu meninggalkan {len(listed)} baris jawaban; pilih satu dengan --where kolom=nilai.")
    return listed[0]


def erase(chosen: argparse.Namespace) -> int:
    from pantau.intake.rebuild import erase

    made = erase(chosen.pid, chosen.reason, progress)
    print(
        f"{sum(made.erased.values())} baris dihapus dari {len(made.erased)} muatan; sekarang {made.generation}, "
        "generasi lama dihapus. Cadangan di luar folder ini masih memuatnya: hapus atau buat ulang."
    )
    return DONE


def rotate_key(_: argparse.Namespace) -> int:
    from pantau.intake.rebuild import rotate_key

    made = rotate_key(progress)
    print(
        f"Kunci diganti: {made.runs} muatan disusun ulang sebagai {made.generation}; generasi dan kunci lama dihapus."
    )
    return DONE


def rebuild(_: argparse.Namespace) -> int:
    from pantau.intake.rebuild import rebuild

    made = rebuild(progress)
    print(f"{made.runs} muatan disusun ulang sebagai {made.generation}.")
    return DONE
