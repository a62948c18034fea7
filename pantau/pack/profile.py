"""Profiles of villages as a PDF, one A4 page each, and the one asking that answers all of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from pantau import text
from pantau.answers import Answers
from pantau.catalogue import programmes
from pantau.draw import place
from pantau.figures import bencana, destana, kencana, sibalang, sotarsa
from pantau.figures.profil import profiles
from pantau.figures.profil_bagian import Block, Fact, Known, Profile, known
from pantau.pack.gather import Changing
from pantau.pack.letterhead import Letterhead, letterhead
from pantau.pack.typeset import compiled, dress

# How many times all is asked anew because data were published meanwhile.
_TRIES: Final = 3
_TITLE: Final = "Profil desa"
# Longer words of data end in an ellipsis, so that a page stays a page.
_LONGEST: Final = 160
# The answers of a profile: name -> query. Each takes `desa`; without it one answer holds all villages.
_QUERIES: Final = {
    "identitas": "desa/identitas",
    "kejadian": "desa/kejadian",
    "keadaan": "bencana/kejadian_per_desa",
    "laporan": "desa/laporan",
    "kontak": "desa/kontak",
    "diam": "destana/desa_diam",
    "layanan": "desa/layanan",
    "cakupan": "sosial/cakupan_per_desa",
    "rencana": "desa/rencana",
    "sinyal": "desa/sinyal",
    "kasus": "desa/kasus",
}
# Whose date and mark a part carries: name -> programme, source, and the dataset when it is that of the dataset alone.
_SOURCES: Final = {
    "kejadian": ("lapor_bencana", bencana.SOURCE, ""),
    "laporan": ("lapor_bencana", "register laporan bencana", "laporan"),
    "laporan_nihil": ("lapor_bencana", "laporan nihil desa", "laporan_nihil"),
    "konsultasi": ("destana", destana.SOURCE, ""),
    "destana_penilaian": ("umum", "BPBD Balangan dalam berita", "destana_penilaian"),
    "kunjungan": ("pak_sotarsa", sotarsa.SOURCE, ""),
    "penyebut": ("umum", "penyebut", "penyebut"),
    "kasus": ("layar_sibalang", sibalang.SOURCE, ""),
    "bukti": ("kencana", kencana.SOURCE, ""),
}


def gather(ask: Answers, kecamatan: str | None = None, desa: str | None = None) -> list[Profile]:
    """The profiles of a village, of a kecamatan, or of all; every question is asked once, whatever their number.

    A camat gets villages of the own kecamatan only. One generation answers all of it; raises Changing.
    """
    if ask.kecamatan and kecamatan not in (None, ask.kecamatan):
        return []
    for _ in range(_TRIES):
        generation = ask.store.generation()
        made = profiles(_known(ask, kecamatan, desa))
        if ask.store.generation() == generation:
            return made
    raise Changing("Data sedang dimuat berulang kali; coba lagi sesudah pemuatan selesai.")


def _known(ask: Answers, kecamatan: str | None, desa: str | None) -> Known:
    frames = {name: ask.query(query, desa=desa) for name, query in _QUERIES.items()}
    if kecamatan:
        villages = frames["identitas"]
        frames["identitas"] = villages[villages["kode_kecamatan"] == kecamatan]
    of = desa[:8] if desa else kecamatan
    frames |= {
        "penilaian": ask.query("destana/penilaian_bnpb"),
        "bukti": ask.query("kencana/kelengkapan_per_kecamatan", kecamatan=of),
        "matriks": ask.query("kencana/matriks", kecamatan=of),
        "nama": ask.query("acuan/desa"),
    }
    state = ask.query("data/keadaan_dataset")
    return known(
        frames,
        {name: ask.context(programme, "", source, dataset) for name, (programme, source, dataset) in _SOURCES.items()},
        frozenset(state["dataset"]),
        [hit for found in ask.all_hits(programmes()).values() for hit in found],
        [each.title for each in programmes() if ask.as_of(each.id) is None],
    )


def pdf(listed: Sequence[Profile], made: datetime, generation: str, head: Letterhead | None = None) -> bytes:
    """One A4 page a village, bookmarked by kecamatan and village; the same profiles and time give the same bytes."""
    pictures: dict[str, bytes] = {}
    name = listed[0].title if len(listed) == 1 else f"{_TITLE} {_area(listed)}"
    data = dress(head or letterhead(), made, pictures) | {
        "title": name,
        "author": "Pantau Balangan",
        "sentence": f"{text.number(len(listed))} desa dan kelurahan · {generation}",
        "heading": _TITLE,
        "signature": f"{_TITLE} · data {generation} · dibuat {text.moment(made)}",
        "pages": [_page(each, before, pictures) for each, before in zip(listed, [None, *listed], strict=False)],
    }
    return compiled("profile.typ", data, pictures)


def file_name(listed: Sequence[Profile]) -> str:
    """What the PDF of these villages is called."""
    name = listed[0].title if len(listed) == 1 else _area(listed)
    return f"PantauBalangan_profil-desa_{text.slug(name)}.pdf"


def _area(listed: Sequence[Profile]) -> str:
    names = list(dict.fromkeys(each.kecamatan for each in listed))
    return f"Kecamatan {names[0]}" if len(names) == 1 else "Kabupaten Balangan"


def _page(profile: Profile, before: Profile | None, pictures: dict[str, bytes]) -> dict[str, Any]:
    """One page as the template reads it; the ground of its kecamatan is drawn once for all its villages."""
    ground, spot = f"dasar-{profile.kecamatan_code}.svg", f"desa-{profile.code}.svg"
    if mark := place.spot(profile.code):
        pictures.setdefault(ground, place.ground(profile.kecamatan_code).encode())
        pictures[spot] = mark.encode()
    return {
        "title": _short(profile.title),
        "place": _short(profile.place),
        "kecamatan": _short(f"Kecamatan {profile.kecamatan}"),
        "begins": before is None or before.kecamatan_code != profile.kecamatan_code,
        "sample": f"Memuat {text.SAMPLE}" if profile.sample else "",
        "map": {
            "ground": ground,
            "spot": spot,
            "alt": f"Letak {profile.title} di Kecamatan {profile.kecamatan}.",
            "size": place.size(profile.kecamatan_code),
        }
        if mark
        else None,
        "blocks": {block.key: _block(block) for block in profile.blocks},
    }


def _block(block: Block) -> dict[str, Any]:
    grid = block.grid
    return {
        "title": block.title,
        "sample": text.SAMPLE if block.sample else "",
        "empty": _short(block.empty),
        "facts": [_fact(fact, block) for fact in block.facts],
        "grid": None
        if grid is None
        else {
            "titles": grid.titles,
            "rows": [[_short(cell) for cell in row] for row in grid.rows],
            "left": [grid.left(shown) for shown in range(len(grid.rows) + 1)],
        },
        "notes": [_short(note) for note in block.notes],
        "footer": block.footer,
    }


def _fact(fact: Fact, block: Block) -> dict[str, Any]:
    """A fact whose block is CONTOH as a whole needs no mark of its own."""
    mark = text.SAMPLE if fact.sample and not block.sample else ""
    return {"name": _short(fact.name), "value": _short(fact.value), "note": _short(fact.note), "sample": mark}


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
