"""Commands for meetings: the pack, for one area or for every kecamatan in one call; the profiles of villages."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pantau.cli.words import DONE, REFUSED, Sentence, progress, with_codes

if TYPE_CHECKING:
    from pantau.answers import Answers
    from pantau.filters import Filters
    from pantau.pack import Choice

EVERYTHING = "all"


def add_pack(pack: argparse.ArgumentParser) -> None:
    pack.add_argument(
        "--program", metavar="ID", default=EVERYTHING, help="satu program, beberapa dengan koma, atau all (bawaan)"
    )
    area = pack.add_mutually_exclusive_group()
    area.add_argument("--kecamatan", metavar="NAMA", help="nama atau kode; tanpa ini seluruh kabupaten")
    area.add_argument("--tiap-kecamatan", action="store_true", help="satu paket untuk tiap kecamatan")
    pack.add_argument("--dari", metavar="TANGGAL", type=_day, help="tahun-bulan-hari")
    pack.add_argument("--sampai", metavar="TANGGAL", type=_day, help="tahun-bulan-hari")
    pack.add_argument("--rapat", metavar="NAMA", default="Rapat koordinasi program")
    pack.add_argument("--tanggal", metavar="TANGGAL", type=_day, help="tanggal rapat; bawaan hari ini")
    pack.add_argument("--pembuat", metavar="JABATAN", default="Kepala Dinas", help="jabatan, bukan nama")
    pack.add_argument("--hitam-putih", action="store_true", help="arsir menggantikan warna")
    pack.add_argument("--kertas", choices=("a4", "f4"), default="a4")
    pack.add_argument("--out", metavar="FOLDER", type=Path, default=Path())  # fmt: skip


def pack(chosen: argparse.Namespace) -> int:
    from pantau.answers import Answers
    from pantau.pack import bundle, gather, history
    from pantau.store import Store
    from pantau.store.generations import SCOPE_READING

    ask = Answers(Store(), SCOPE_READING)
    options = bundle.Options(paper=chosen.kertas)
    chosen.out.mkdir(parents=True, exist_ok=True)
    worst = DONE
    for choice in _choices(chosen, ask):
        before = next(iter(history.like(SCOPE_READING, choice)), None)
        made = gather.freeze(ask, choice, before, progress, drawn=True)
        finished = bundle.bundle(made, options, progress)
        name = history.keep(made, finished)
        target = chosen.out / f"{name}.zip"
        target.write_bytes(finished.content)
        print(target)
        for sentence in finished.failed:
            print(sentence, file=sys.stderr)
            worst = REFUSED
    return worst


def add_profile(profile: argparse.ArgumentParser) -> None:
    profile.add_argument("--desa", metavar="NAMA", help="nama atau kode satu desa")
    profile.add_argument("--kecamatan", metavar="NAMA", help="nama atau kode; tanpa keduanya semua desa")
    profile.add_argument("--out", metavar="BERKAS", type=Path, required=True, help="nama berkas .pdf")


def profile(chosen: argparse.Namespace) -> int:
    from pantau import now
    from pantau.answers import Answers
    from pantau.pack import profile as paper
    from pantau.store import Store
    from pantau.store.generations import SCOPE_READING

    named = {"desa": chosen.desa, "kecamatan": chosen.kecamatan}
    codes = with_codes({name: value for name, value in named.items() if value})
    store = Store()
    listed = paper.gather(Answers(store, SCOPE_READING), codes.get("kecamatan"), codes.get("desa"))
    progress(f"{len(listed)} desa")
    chosen.out.write_bytes(paper.pdf(listed, now(), store.generation()))
    print(chosen.out)
    return DONE


def _choices(chosen: argparse.Namespace, ask: "Answers") -> Iterator["Choice"]:
    from pantau import today
    from pantau.catalogue import programme, programmes
    from pantau.pack import Choice

    wanted = tuple(each.strip() for each in chosen.program.split(",") if each.strip())
    known = tuple(each.id for each in programmes())
    picked = known if wanted == (EVERYTHING,) else tuple(programme(each).id for each in wanted)
    if not picked:
        raise Sentence("Sebut paling sedikit satu program.")
    for filters in _areas(chosen, ask):
        yield Choice(
            meeting=chosen.rapat,
            day=chosen.tanggal or today(),
            # In the order of the catalogue, whatever order they were typed in.
            programmes=tuple(each for each in known if each in picked),
            filters=filters,
            maker=chosen.pembuat,
            grey=chosen.hitam_putih,
        )


def _areas(chosen: argparse.Namespace, ask: "Answers") -> Iterator["Filters"]:
    from pantau.filters import Filters, Place

    if chosen.dari and chosen.sampai and chosen.dari > chosen.sampai:
        raise Sentence("Tanggal --dari lebih akhir daripada --sampai.")
    names = ask.query("acuan/kecamatan")
    places = {row.kode: Place(str(row.kode), str(row.nama)) for row in names.itertuples()}
    if chosen.tiap_kecamatan:
        for place in places.values():
            yield Filters(chosen.dari, chosen.sampai, place)
    elif chosen.kecamatan:
        code = with_codes({"kecamatan": chosen.kecamatan})["kecamatan"]
        yield Filters(chosen.dari, chosen.sampai, places[code])
    else:
        yield Filters(chosen.dari, chosen.sampai)


def _day(words: str) -> date:
    return date.fromisoformat(words)
