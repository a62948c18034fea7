"""Commands that ask the store and look after it."""

import argparse
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pantau.cli.answers import FORMATS
from pantau.cli.words import DONE, REFUSED, pair, with_codes

if TYPE_CHECKING:
    pass

# As in pantau.access, which is not imported for --help.
ROLES = ("kepala_dinas", "perencana", "operator", "camat", "pengelola_rujukan")


def query(chosen: argparse.Namespace) -> int:
    from pantau.store import Store, read_query

    store, query = Store(), read_query(chosen.name)
    given = dict(pair(text) for text in chosen.params)
    scope = _scope(chosen, given)
    answer = store.ask(query, with_codes(given), scope)
    print(FORMATS[chosen.format](answer, query), end="")
    return DONE


def _scope(chosen: argparse.Namespace, given: Mapping[str, str]) -> str:
    """The file that is asked: the one named, or the one that a role reads; a camat's follows from the kecamatan."""
    from pantau import access

    if not chosen.role:
        return chosen.scope or "semua"
    kecamatan = with_codes(given).get("kecamatan", "")
    return access.scope(
        access.user_from({"PANTAU_PERAN": chosen.role} | ({"PANTAU_KECAMATAN": kecamatan} if kecamatan else {}))
    )


def generations(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    for each in Store().generations():
        mark = "*" if each["served"] else " "
        print(
            f"{mark} {each['generation']}  dibuat {each['made_at']}  {each['rows']} baris  {len(each['runs'])} muatan"
        )
    return DONE


def rollback(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    Store().rollback(chosen.generation)
    print(f"Sekarang yang ditampilkan {chosen.generation}.")
    return DONE


def backup(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    made = Store().backup(chosen.folder)
    print(
        f"{made['generation']} tersalin ke {chosen.folder}: {made['files']} berkas, {made['bytes'] / 1e6:.1f} MB, "
        "terbukti sama. Isinya memuat data pribadi: simpan di disk terenkripsi."
    )
    return DONE


def restore(chosen: argparse.Namespace) -> int:
    from pantau.store import Store

    print(f"Cadangan dipulihkan sebagai {Store().restore(chosen.folder)}.")
    return DONE


def health(chosen: argparse.Namespace) -> int:
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


def schema(chosen: argparse.Namespace) -> int:
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
