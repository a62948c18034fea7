"""The command line: load, query, look after the store. Exit status 0 done, 1 refused with a sentence, 2 wrong use.

Every command imports what it needs when it runs, so that `--help` answers at once.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pantau.cli import incoming, keeping, meeting, tracing
from pantau.cli.words import REFUSED, Command, Parser, Sentence


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
    if chosen.command is incoming.load:
        print(json.dumps({"refused": sentence}, ensure_ascii=False))
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m pantau", description="Pantau Balangan dari baris perintah.")
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)

    def add(name: str, command: Command, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help)
        made.set_defaults(command=command)
        return made

    load = add("load", incoming.load, "Muat berkas (CSV, XLSX, XLS, ODS) ke dalam satu dataset.")
    load.add_argument("files", metavar="BERKAS", nargs="+", type=Path)
    load.add_argument("--dataset", metavar="ID", help="dataset tujuan; daftar: python -m pantau schema")
    load.add_argument("--mapping", metavar="PEMETAAN", help="pemetaan judul kolom: nama (dibi, bnpb) atau berkas TOML")
    load.set_defaults(usage=load)
    load.add_argument("--dry-run", action="store_true", help="hitung saja, tidak menerbitkan apa pun")
    load.add_argument("--json", action="store_true", help="hanya baris JSON di keluaran")

    query = add("query", keeping.query, "Jalankan satu kueri dari folder queries.")
    query.add_argument("name", metavar="KUERI", help="misalnya bencana/kejadian")
    query.add_argument(
        "-p", dest="params", metavar="NAMA=NILAI", action="append", default=[], help="parameter, boleh berulang"
    )
    query.add_argument(
        "--format", choices=("json", "csv", "table"), default="json", help="bentuk keluaran (bawaan: json)"
    )
    query.add_argument("--scope", metavar="LINGKUP", help="semua (bawaan), kabupaten, atau kec-631101 dan seterusnya")
    query.add_argument(
        "--role", choices=keeping.ROLES, metavar="PERAN", help=f"seperti dilihat peran ini: {', '.join(keeping.ROLES)}"
    )

    add("generations", keeping.generations, "Daftar generasi data yang tersimpan.")
    add("rollback", keeping.rollback, "Tampilkan kembali generasi lain.").add_argument("generation", metavar="GENERASI")
    add("backup", keeping.backup, "Salin data dan ruang muat ke folder baru, lalu buktikan salinannya.").add_argument(
        "folder", metavar="FOLDER", type=Path
    )
    add("restore", keeping.restore, "Pulihkan data dari cadangan.").add_argument("folder", metavar="FOLDER", type=Path)
    add("health", keeping.health, "Periksa apakah data utuh dan mutakhir.").add_argument("--json", action="store_true")
    add("schema", keeping.schema, "Daftar dataset: kolom, jenis dan satuannya.").add_argument(
        "--json", action="store_true"
    )
    add("sample", incoming.sample, "Muat data contoh bawaan ke dalam satu generasi.")

    form = add(
        "template", incoming.template, "Formulir kosong satu dataset: XLSX dengan pilihan, atau PDF A4 untuk dicetak."
    )
    form.add_argument("dataset", metavar="DATASET", help="misalnya kunjungan; daftar: python -m pantau schema")
    form.add_argument("out", metavar="BERKAS", type=Path, help="nama berkas .xlsx atau .pdf")

    answers = add("xlsform", incoming.xlsform, "Formulir KoboToolbox dan ODK (XLSForm) dari kontrak satu dataset.")
    answers.add_argument("dataset", metavar="DATASET", help="misalnya laporan; daftar: python -m pantau schema")
    answers.add_argument("out", metavar="BERKAS", type=Path, help="nama berkas .xlsx")
    incoming.add_servers(
        add("pull", incoming.pull, "Tarik kiriman formulir dari server KoboToolbox atau ODK Central, lalu muat.")
    )
    incoming.add_shapes(
        add("export", incoming.export, "Tulis data dalam bentuk Satu Data, DIBI atau lembar kejadian BNPB.")
    )

    meeting.add_pack(
        add("pack", meeting.pack, "Paket Rapat: salindia, PDF, buku kerja, gambar dan pesan dalam satu ZIP.")
    )

    meeting.add_profile(add("profile", meeting.profile, "Profil desa: satu halaman A4 tiap desa, dalam satu PDF."))

    held = add(
        "quarantine", incoming.quarantine, "Baris yang masih ditahan satu dataset, sebagai XLSX untuk dibetulkan."
    )
    held.add_argument("dataset", metavar="DATASET")
    held.add_argument("out", metavar="BERKAS", type=Path, help="nama berkas .xlsx; memuat data pribadi apa adanya")

    tracing.add_traces(
        add("trace", tracing.trace, "Asal satu angka, satu baris, atau semua baris satu orang: berkas dan muatannya.")
    )
    erase = add("erase", tracing.erase, "Hapus semua baris satu orang dari sumber, karantina dan semua generasi.")
    erase.add_argument("pid", metavar="SAMARAN")
    erase.add_argument("--reason", metavar="ALASAN", required=True, help="dasar penghapusan, misalnya nomor surat")
    add(
        "rotate-key",
        tracing.rotate_key,
        "Ganti kunci samaran: susun ulang semua data dari sumber, hapus generasi lama.",
    )
    add("rebuild", tracing.rebuild, "Susun ulang data dari berkas sumber yang tersimpan.")
    incoming.add_borders(
        add("borders", incoming.borders, "Periksa berkas batas desa, lalu pakai di semua peta bila utuh.")
    )
    return parser
