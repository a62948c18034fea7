"""The profile of a village across the five programmes: for who is about to visit it or is asked about it.

`profil_bagian` says what a profile is made of, `profil_program` has the programme blocks; here are who the village is,
what needs attention in it, and the list of all villages.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from pantau import borders, text
from pantau.figures import Column, Context, Figure, records
from pantau.figures.perhatian import Hit, lines
from pantau.figures.profil_bagian import NOT_LOADED, Block, Fact, Known, Profile, Row
from pantau.figures.profil_program import cases, consultations, disasters, evidence, visits

SOURCE: Final = "Kepmendagri 300.2.2-2430/2025 menurut kompilasi Cahya DSN"
RULES: Final = "aturan pada katalog, ambang bertanggal"
BLOCKS: Final = ("bencana", "destana", "sotarsa", "sibalang", "kencana", "identitas", "perhatian")
_MOST_FOUND: Final = 5
_MOST_AROUND: Final = 8
# Of rules that count people only the finding is said here, never how many.
_PEOPLE: Final = ("orang", "pasangan", "keluarga")
_PROGRAMME_BLOCKS: Final = (disasters, consultations, visits, cases, evidence)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_VILLAGE: Final = re.compile(r"63\.11\.\d\d\.\d{4}")


def profiles(known: Known) -> list[Profile]:
    """One profile a village, in the order of kecamatan and name."""
    found = _by_place(known.hits)
    return [_profile(known, village, found) for village in known.villages]


def _profile(known: Known, village: Row, found: Mapping[str, list[Fact]]) -> Profile:
    blocks = tuple(make(known, village) for make in _PROGRAMME_BLOCKS)
    return Profile(
        code=str(village["kode_desa"]),
        name=str(village["nama_desa"]),
        kind=str(village["jenis"]).capitalize(),
        kecamatan_code=str(village["kode_kecamatan"]),
        kecamatan=str(village["nama_kecamatan"]),
        blocks=(*blocks, identity(known, village), attention(known, village, found)),
    )


def identity(known: Known, village: Row) -> Block:
    """Codes, size, families and people where a denominator was loaded, and the villages around by the borders used."""
    code = str(village["kode_desa"])
    place = f"{village['kode_kecamatan']}; BPS {village['kode_bps_kecamatan']}"
    facts = [
        Fact("Kode Kemendagri", code),
        Fact("Kode BPS", text.UNREPORTED if text.missing(village["kode_bps"]) else str(village["kode_bps"])),
        Fact("Kecamatan", str(village["nama_kecamatan"]), place),
        _counted(known, village, "Keluarga", "kk", "KK"),
        _counted(known, village, "Penduduk", "jiwa", "jiwa"),
    ]
    if not text.missing(village["luas_km2"]):
        facts.append(Fact("Luas", f"{text.number(village['luas_km2'], 1)} km²", f"batas {borders.in_use().status}"))
    if code in known.touching:
        facts.append(_around(known, code))
    return Block("identitas", "Identitas", Context("", SOURCE), tuple(facts), dated=borders.remark().rstrip("."))


def _counted(known: Known, village: Row, name: str, column: str, unit: str) -> Fact:
    if text.missing(village[column]):
        return Fact(name, NOT_LOADED, f"penyebut {unit} desa")
    series = "" if text.missing(village[f"{column}_seri"]) else f", {village[f'{column}_seri']}"
    note = f"{village[f'{column}_tahun']:.0f}{series}"
    return Fact(name, text.count(village[column], unit), note, bool(village[f"{column}_contoh"]))


def _around(known: Known, code: str) -> Fact:
    """Villages along the border; those this reader has no name for are counted."""
    there = known.touching[code]
    names = sorted(known.names[each] for each in there if each in known.names)
    shown = names[:_MOST_AROUND]
    rest = len(there) - len(shown)
    words = ", ".join(shown) + (f"{' dan ' if shown else ''}{text.number(rest)} desa lain" if rest else "")
    return Fact("Berbatasan", "", words or "tidak dengan desa Balangan lain")


def attention(known: Known, village: Row, found: Mapping[str, list[Fact]]) -> Block:
    """What the declared rules found in the village or in an event that touched it."""
    code = str(village["kode_desa"])
    events = [str(row["id_kejadian"]) for row in known.many("kejadian", code)]
    mine = [fact for place in (code, *events) for fact in found.get(place, [])]
    unchecked = f"Belum dapat diperiksa karena belum ada data: {text.join(known.unchecked)}." if known.unchecked else ""
    return Block(
        "perhatian",
        "Perlu perhatian",
        Context("", RULES),
        tuple(mine[:_MOST_FOUND]),
        empty="" if mine else "Tidak ada aturan yang menyala untuk desa ini.",
        notes=tuple(note for note in (_rest(mine), unchecked) if note),
        brief=text.number(len(mine)) if mine else text.NIL,
        dated="tiap aturan s.d. tanggal data programnya",
    )


def _rest(facts: Sequence[Fact]) -> str:
    rest = len(facts) - _MOST_FOUND
    return f"Dan {text.number(rest)} temuan lain, lihat Perlu perhatian." if rest > 0 else ""


def _by_place(hits: Sequence[Hit]) -> dict[str, list[Fact]]:
    """Findings by the village they name, else by what they number, such as an event."""
    found: dict[str, list[Fact]] = {}
    for hit in hits:
        for row, line in zip(records(hit.rows), lines(hit, len(hit.rows)), strict=True):
            number = str(row["kode"])
            village = line.place if _VILLAGE.fullmatch(line.place) else ""
            value = "perlu diperiksa" if hit.unit in _PEOPLE else line.value
            note = f"{_about(number.removeprefix(village).strip())}sejak {line.since}"
            found.setdefault(village or number, []).append(Fact(hit.rule.title, value, note, hit.sample))
    return found


def _about(number: str) -> str:
    """What of the village a finding is about: the number of an event or consultation, or the day of a plan."""
    if not number:
        return ""
    return f"{text.day(number)}, " if _DAY.fullmatch(number) else f"{number}, "


def overview(listed: Sequence[Profile], context: Context) -> Figure:
    """One row a village with one word of every programme; a way in, and a table to take away."""
    keys = {"bencana": "Kejadian", "destana": "Konsultasi", "sotarsa": "Kunjungan", "perhatian": "Perlu perhatian"}
    rows = [
        {"kode": each.code, "desa": each.name, "kecamatan": each.kecamatan}
        | {key: each.block(key).brief for key in keys}
        for each in listed
    ]
    columns = (
        Column("desa", "Desa atau kelurahan"),
        Column("kecamatan", "Kecamatan"),
        *(Column(key, title) for key, title in keys.items()),
        Column("kode", "Kode"),
    )
    hit = sum(each.block("bencana").grid is not None for each in listed)
    return Figure(
        id="PD1",
        kind="table",
        title=f"{text.number(len(listed))} desa dan kelurahan",
        frame=pd.DataFrame(rows, columns=[column.name for column in columns]),
        columns=columns,
        encode={"paper": ("desa", "kecamatan", *keys)},
        unit="kejadian, konsultasi, hari kunjungan, temuan",
        reading=f"{text.number(hit)} dari {text.number(len(listed))} tercatat terkena kejadian.",
        context=context,
    )
