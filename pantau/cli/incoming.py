"""Commands that bring data in, make the forms for it, or hand it out in the shape another office wants."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pantau.cli.words import DONE, REFUSED, Sentence, progress

if TYPE_CHECKING:
    from pantau.intake import LoadResult

# Who loaded, in the history of loads.
_BY = "baris perintah"


def add_borders(borders: argparse.ArgumentParser) -> None:
    """What borders are, and how far a person stands by them."""
    borders.add_argument(
        "file",
        metavar="BERKAS",
        nargs="?",
        help="ZIP berisi SHP, GPKG, GeoJSON, KML, KMZ, atau alamat kueri ArcGIS REST",
    )
    borders.add_argument("--dry-run", action="store_true", help="periksa saja, batas lama tetap dipakai")
    borders.add_argument("--json", action="store_true", help="hasil pemeriksaan sebagai JSON")
    borders.add_argument(
        "--crs", metavar="EPSG:NOMOR", default="", help="sistem koordinat berkas yang tidak menyebutnya"
    )
    borders.add_argument(
        "--status", choices=("indikatif", "resmi"), default="indikatif", help="kedudukan batas ini (bawaan: indikatif)"
    )
    borders.add_argument(
        "--accept", action="store_true", help="terima walau tumpang tindih atau memuat wilayah lain; desa harus lengkap"
    )
    borders.add_argument("--reset", action="store_true", help="kembali ke batas bawaan")


def add_servers(pull: argparse.ArgumentParser) -> None:
    """Where answers are pulled from; addresses and keys come from the environment only."""
    servers = pull.add_subparsers(title="server", metavar="SERVER", dest="server", required=True)
    kobo = servers.add_parser("kobo", help="PANTAU_KOBO_URL dan PANTAU_KOBO_TOKEN")
    kobo.add_argument("--asset", metavar="UID", required=True, help="nomor formulir di alamat halamannya")
    odk = servers.add_parser("odk", help="PANTAU_ODK_URL dan PANTAU_ODK_TOKEN")
    odk.add_argument("--project", metavar="N", type=int, required=True, help="nomor proyek")
    odk.add_argument("--form", metavar="ID", required=True, help="nomor formulir")
    for server in (kobo, odk):
        server.add_argument("--dataset", metavar="ID", required=True, help="dataset tujuan")
        server.add_argument("--all", action="store_true", help="semua kiriman, bukan hanya yang baru")


def add_shapes(export: argparse.ArgumentParser) -> None:
    """In which shape data are written."""
    shapes = export.add_subparsers(title="bentuk", metavar="BENTUK", dest="shape", required=True)
    open_data = shapes.add_parser("satu-data", help="CSV, JSON dan metadata satu dataset atau kueri")
    open_data.add_argument("name", metavar="DATASET", help="nama dataset, atau kueri seperti bencana/kejadian")
    open_data.add_argument("out", metavar="FOLDER", type=Path)
    for name, ending in (("dibi", "CSV"), ("bnpb", "XLSX")):
        shapes.add_parser(name, help=f"kejadian sebagai {ending}").add_argument("out", metavar="BERKAS", type=Path)


def load(chosen: argparse.Namespace) -> int:
    from pantau.intake import load_many
    from pantau.intake.mapping import read_mapping

    mapping = read_mapping(chosen.mapping) if chosen.mapping else None
    datasets = [chosen.dataset] if chosen.dataset else list(mapping.datasets) if mapping else []
    if not datasets:
        chosen.usage.error("dataset or mapping")
    files = [(file, dataset) for file in chosen.files for dataset in datasets]
    results = load_many(files, chosen.dry_run, progress, mapping, by=_BY)
    for result in results:
        if not chosen.json:
            print(_sentence(result, chosen.dry_run))
        print(json.dumps(result.as_json(), ensure_ascii=False))
    return REFUSED if any(result.refused for result in results) else DONE


def sample(chosen: argparse.Namespace) -> int:
    from pantau import ROOT
    from pantau.intake import load_many
    from pantau.sample import DATASETS

    files = [(ROOT / "data" / "sample" / f"{dataset}.csv", dataset) for dataset in DATASETS]
    results = load_many(files, progress=progress, by="data contoh bawaan")
    for result in results:
        print(_sentence(result, dry_run=False))
    return REFUSED if any(result.refused for result in results) else DONE


def template(chosen: argparse.Namespace) -> int:
    from pantau.contracts import contract
    from pantau.forms import write

    write(contract(chosen.dataset), chosen.out)
    print(f"Formulir {chosen.dataset} ditulis ke {chosen.out}.")
    return DONE


def xlsform(chosen: argparse.Namespace) -> int:
    from pantau.contracts import contract
    from pantau.forms import write_xlsform

    write_xlsform(contract(chosen.dataset), chosen.out)
    print(f"Formulir Kobo dan ODK untuk {chosen.dataset} ditulis ke {chosen.out}.")
    return DONE


def pull(chosen: argparse.Namespace) -> int:
    from pantau.pull import pull
    from pantau.pull.kobo import Kobo
    from pantau.pull.odk import Odk

    source = Kobo(chosen.asset) if chosen.server == "kobo" else Odk(chosen.project, chosen.form)
    pulled = pull(source, chosen.dataset, chosen.all, progress)
    refused = f" {pulled.refused} kiriman ditolak peninjau di server dan tidak dimuat." if pulled.refused else ""
    if pulled.result is None:
        print(f"Tidak ada kiriman baru untuk {chosen.dataset}.{refused}")
        return DONE
    print(f"{pulled.answers} kiriman ditarik.{refused}", _sentence(pulled.result, dry_run=False))
    return REFUSED if pulled.result.refused else DONE


def export(chosen: argparse.Namespace) -> int:
    from pantau.exchange import dibi, satu_data
    from pantau.store import Store

    if chosen.shape == "satu-data":
        files = satu_data.write(Store(), chosen.name, chosen.out)
        print(f"Ditulis: {', '.join(str(file) for file in files)}.")
        return DONE
    write = dibi.write_dibi if chosen.shape == "dibi" else dibi.write_bnpb
    print(f"{write(Store(), chosen.out)} kejadian ditulis ke {chosen.out}.")
    return DONE


def quarantine(chosen: argparse.Namespace) -> int:
    from pantau import forms
    from pantau.contracts import contract
    from pantau.intake import held
    from pantau.store import Store, loader_room

    wanted = contract(chosen.dataset)
    rows = Store().query("data/karantina", {"dataset": wanted.id, "terbuka": True}).to_dict("records")
    numbers = {held.number(row): str(row["kalimat"]) for row in rows}
    said = held.readable(wanted, loader_room(), [str(row["run"]) for row in rows], set(numbers), everything=True)
    told = [said.get(number, {}) | {"karantina": number, "masalah": words} for number, words in numbers.items()]
    # Raw lines may hold personal data: for the owner of the room only.
    chosen.out.touch(mode=0o600)
    chosen.out.write_bytes(forms.corrections(wanted, told, verdict=any(row["alasan"] == "konflik" for row in rows)))
    print(f"{len(rows)} baris {wanted.id} yang ditahan ditulis ke {chosen.out}; betulkan, lalu muat berkas itu.")
    return DONE


def borders(chosen: argparse.Namespace) -> int:
    from pantau.intake import borders

    if chosen.reset == bool(chosen.file):
        raise Sentence("Sebut satu berkas batas, atau --reset untuk kembali ke batas bawaan.")
    if chosen.reset:
        print("Batas bawaan dipakai kembali." if borders.reset() else "Batas bawaan memang sedang dipakai.")
        return DONE
    report = borders.examine(chosen.file, chosen.crs, chosen.accept)
    used = not report.refusals and not chosen.dry_run
    if used:
        borders.use(report, chosen.file, chosen.status)
    if chosen.json:
        print(json.dumps(report.as_json() | {"dipakai": used, "status": chosen.status}, ensure_ascii=False))
    else:
        ending = f"Batas dipakai sebagai batas {chosen.status}; titik laporan dihitung ulang pada muatan berikutnya."
        print(*report.sentences, *report.refusals, ending if used else "Batas lama tetap dipakai.", sep="\n")
    return REFUSED if report.refusals else DONE


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
    return " ".join(
        [said, *result.notes, *result.warnings, *(["Uji saja, tidak ada yang diterbitkan."] if dry_run else [])]
    )
