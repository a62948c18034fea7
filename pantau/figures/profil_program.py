"""The five programme blocks of a village's profile; each is filled or says why it is empty."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pantau import text
from pantau.catalogue import Programme, programme
from pantau.figures.kejadian import event_date
from pantau.figures.profil_bagian import NEVER, NOT_LOADED, SMALL, Block, Fact, Grid, Known, Row

# More events are read on the page of events.
_MOST_EVENTS: Final = 5
_MOST_MEASURES: Final = 4
_MOST_MISSING: Final = 6
# Counts of people below this are not printed beside a village's name.
SMALLEST: Final = 5
_MEASURES: Final[Mapping[str, str]] = {
    "meninggal_orang": "meninggal",
    "hilang_orang": "hilang",
    "luka_orang": "luka",
    "mengungsi_orang": "mengungsi",
    "terdampak_kk": "KK",
    "terdampak_jiwa": "jiwa",
    "rumah_rusak_berat_unit": "rumah rusak berat",
    "rumah_terendam_unit": "rumah terendam",
}
_SERVICES: Final = ("asuransi", "perumahan", "pangan", "adminduk", "lainnya")
_MISSING: Final[Mapping[str, str]] = {
    "kosong": "belum ada dokumen",
    "diunggah": "menunggu diperiksa",
    "diperiksa": "sedang diperiksa",
    "perlu_perbaikan": "perlu perbaikan",
    "kedaluwarsa": "kedaluwarsa",
}


def disasters(known: Known, village: Row) -> Block:
    """Events that touched the village, with the figures of the village itself where they were reported."""
    code, each = str(village["kode_desa"]), programme("lapor_bencana")
    context = known.contexts["kejadian"]
    reports = (_reports(known, code), _nil(known, code))
    if "kejadian" not in known.loaded:
        return Block("bencana", each.title, context, reports, empty="Register kejadian belum dimuat.", brief=NOT_LOADED)
    events = known.many("kejadian", code)
    if not events:
        return _quiet(known, code, each, reports)
    year = sum(row["setahun"] for row in events)
    again = year >= each.limit("desa_berulang")
    hazards = Counter(str(row["nama_ancaman"]) for row in events if not text.missing(row["nama_ancaman"]))
    told = [f"{name} {text.number(n)}" for name, n in sorted(hazards.items(), key=lambda each: (-each[1], each[0]))]
    facts = (
        Fact("Kejadian", text.count(len(events), "kejadian"), f"terakhir {event_date(events[0])}"),
        Fact(
            "12 bulan terakhir",
            text.count(year, "kejadian"),
            f"{'terkena berulang, ' if again else ''}{_day(context.as_of)}",
        ),
        Fact("Bahaya", ", ".join(told) or text.UNREPORTED),
    )
    shared = any(row["desa"] > 1 for row in events)
    return Block(
        "bencana",
        each.title,
        context,
        (*facts, *reports),
        _events(events),
        notes=("Angka seluruh kejadian memuat desa lain dan tidak dijumlahkan antardesa.",) if shared else (),
        brief=text.number(len(events)),
    )


def _quiet(known: Known, code: str, each: Programme, reports: tuple[Fact, ...]) -> Block:
    """A village without an event: nihil when reports cover the whole time of the register, else silent."""
    state = known.one("keadaan", code)
    nil = state is not None and not text.missing(state["kejadian"])
    why = (
        "Nihil: laporan nihil desa menutup seluruh masa register kejadian."
        if nil
        else "Kejadian belum pernah tercatat dan desa belum melapor nihil; diam bukan berarti aman."
    )
    brief = text.NIL if nil else "belum melapor"
    return Block("bencana", each.title, known.contexts["kejadian"], reports, empty=why, brief=brief)


def _events(events: list[Row]) -> Grid:
    rows = tuple(_event(row) for row in events[:_MOST_EVENTS])
    more = len(events) - len(rows)
    return Grid(("Tanggal", "Bahaya", "Dampak dilaporkan", "Angka untuk"), rows, "kejadian", more)


def _event(row: Row) -> tuple[str, ...]:
    own, whole = _impact(row, "di_"), _impact(row, "")
    villages = f"{text.number(row['desa'])} desa" if row["desa"] > 1 else ""
    of = "desa ini" if own else (villages or "seluruh kejadian") if whole else "–"
    name = text.UNREPORTED if text.missing(row["nama_ancaman"]) else str(row["nama_ancaman"])
    return (event_date(row), name, own or whole or text.UNREPORTED, of)


def _impact(row: Row, prefix: str) -> str:
    """Measures that were reported, the gravest first; one that is zero was reported as nihil."""
    given = [(row[prefix + name], word) for name, word in _MEASURES.items() if not text.missing(row[prefix + name])]
    said = [f"{text.number(value)} {word}" for value, word in given if value]
    said += [f"{text.NIL} {word}" for value, word in given if not value]
    return ", ".join(said[:_MOST_MEASURES])


def _reports(known: Known, code: str) -> Fact:
    context, row = known.contexts["laporan"], known.one("laporan", code)
    if "laporan" not in known.loaded:
        return Fact("Laporan masuk", NOT_LOADED)
    if row is None:
        return Fact("Laporan masuk", NEVER, _day(context.as_of), bool(context.sample))
    waiting = f", {text.number(row['menunggu'])} belum diverifikasi" if row["menunggu"] else ""
    note = f"terakhir {text.day(row['terakhir'])}{waiting}"
    return Fact("Laporan masuk", text.count(row["laporan"], "laporan"), note, bool(context.sample))


def _nil(known: Known, code: str) -> Fact:
    if "laporan_nihil" not in known.loaded:
        return Fact("Laporan nihil", NOT_LOADED)
    row, sample = known.one("kontak", code), bool(known.contexts["laporan_nihil"].sample)
    if row is None or not row["nihil"]:
        return Fact("Laporan nihil", NEVER, sample=sample)
    return Fact("Laporan nihil", text.count(row["nihil"], "laporan"), f"s.d. {text.day(row['nihil_sampai'])}", sample)


def consultations(known: Known, village: Row) -> Block:
    """Consultations of a village of the forum; elsewhere that the forum does not run; the BNPB status apart."""
    code, each = str(village["kode_desa"]), programme("destana")
    context, silence = known.contexts["konsultasi"], known.one("diam", code)
    certified = _certified(known, code, apart=silence is not None and bool(context.sample))
    if silence is None:
        return _elsewhere("destana", each, f"{each.title} Lampihong", "Register konsultasi", known, village, certified)
    row = known.one("kontak", code) or {"konsultasi": 0, "terbuka": 0, "belum_dijawab": 0}
    if text.missing(silence["terakhir"]):
        contact = Fact("Kontak terakhir", NEVER, _day(context.as_of))
    else:
        late = silence["hari"] > each.limit("desa_diam")
        limit = f", lewat batas {text.whole(each.limit('desa_diam'))} hari" if late else ""
        contact = Fact("Kontak terakhir", text.day(silence["terakhir"]), f"{_days(silence['hari'])} diam{limit}")
    talks = Fact("Konsultasi", NEVER)
    if row["konsultasi"]:
        last = f"terakhir {text.day(row['konsultasi_terakhir'])}"
        talks = Fact("Konsultasi", text.count(row["konsultasi"], "konsultasi"), last)
    facts = (
        talks,
        contact,
        _nil(known, code),
        Fact("Belum dijawab", text.count(row["belum_dijawab"], "konsultasi")),
        Fact("Belum selesai", text.count(row["terbuka"], "konsultasi"), "perlu tindak lanjut atau diteruskan"),
        certified,
    )
    brief = text.number(row["konsultasi"]) if row["konsultasi"] else "belum pernah"
    return Block("destana", each.title, context, facts, brief=brief)


def _elsewhere(key: str, each: Programme, name: str, register: str, known: Known, village: Row, *facts: Fact) -> Block:
    """A programme of one kecamatan, seen from a village where nothing of it is registered."""
    # That it does not run here is no CONTOH, whatever its register holds.
    context = replace(known.contexts["konsultasi" if key == "destana" else "kunjungan"], sample="")
    if each.owner == f"Kecamatan {village['nama_kecamatan']}":
        return Block(key, each.title, context, facts, empty=f"{register} belum dimuat.", brief=NOT_LOADED)
    why = f"{name} tidak berjalan di kecamatan ini."
    return Block(key, each.title, context, facts, empty=why, brief="tidak berjalan")


def _certified(known: Known, code: str, apart: bool) -> Fact:
    """The BNPB status, another programme of the same name; `apart` when it stands in a block that is CONTOH."""
    name, context = "Destana BNPB", known.contexts["destana_penilaian"]
    if "destana_penilaian" not in known.loaded:
        return Fact(name, NOT_LOADED)
    rows, sample = known.many("penilaian", code), bool(context.sample)
    real = "data nyata: " if apart and not sample else ""
    if not rows:
        return Fact(name, "tidak ada dalam daftar", f"{real}{context.source}", sample)
    last = rows[-1]
    level = "" if last["tingkat"] in (None, "tidak_disebut") or text.missing(last["tingkat"]) else f" {last['tingkat']}"
    return Fact(name, f"ditetapkan {last['tahun_penetapan']:.0f}{level}", f"{real}{context.source}", sample)


def visits(known: Known, village: Row) -> Block:
    """Visits done and planned, people once, coverage with its denominator, services; never anybody's name."""
    code, each = str(village["kode_desa"]), programme("pak_sotarsa")
    context, signal = known.contexts["kunjungan"], _signal(known, code)
    row = known.one("layanan", code)
    if row is None:
        return _elsewhere("sotarsa", each, each.title, "Register kunjungan", known, village, signal)
    facts = [
        Fact("Kunjungan", text.count(row["hari_kunjungan"], "hari"), f"terakhir {text.day(row['terakhir'])}")
        if row["hari_kunjungan"]
        else Fact("Kunjungan", "belum pernah dikunjungi", _day(context.as_of)),
        *_plans(known, code),
    ]
    if row["orang"]:
        facts += [_people(row), _coverage(known, code, row), _services(row)]
    else:
        facts.append(_coverage(known, code, row))
    brief = f"{text.number(row['hari_kunjungan'])} hari" if row["hari_kunjungan"] else "belum dikunjungi"
    return Block("sotarsa", each.title, context, (*facts, signal), brief=brief)


def _plans(known: Known, code: str) -> list[Fact]:
    """What became of the plans whose day has passed, and the next one."""
    row = known.one("rencana", code)
    if "rencana_kunjungan" not in known.loaded:
        return [Fact("Rencana", NOT_LOADED)]
    if row is None:
        return [Fact("Rencana", NEVER)]
    parts = (("ditunda", "ditunda"), ("batal", "batal"), ("tanpa_kabar", "tanpa kabar"))
    rest = ", ".join(f"{text.number(row[name])} {word}" for name, word in parts if row[name])
    done = f"{text.number(row['terlaksana'])} dari {text.number(row['lewat'])} terlaksana" if row["lewat"] else NEVER
    return [
        Fact("Rencana lewat", done, rest),
        Fact("Berikutnya", "belum dijadwalkan" if text.missing(row["berikutnya"]) else text.day(row["berikutnya"])),
    ]


def _people(row: Row) -> Fact:
    if _small(row["orang"]):
        return Fact("Penerima", f"kurang dari {SMALLEST} orang", SMALL)
    return Fact("Penerima", f"{text.number(row['orang'])} orang", "orang unik di desa ini")


def _coverage(known: Known, code: str, row: Row) -> Fact:
    """People ever served over those who should be; without a denominator no share."""
    share = known.one("cakupan", code)
    if share is None or text.missing(share["sasaran"]) or not share["sasaran"]:
        return Fact("Cakupan", "tanpa penyebut", "jumlah sasaran desa belum dimuat")
    sample = bool(known.contexts["penyebut"].sample and not known.contexts["kunjungan"].sample)
    if _small(share["terlayani"]) or _small(row["orang"]):
        return Fact("Cakupan", SMALL, sample=sample)
    aim = f"{text.number(share['terlayani'])} dari {text.number(share['sasaran'])} sasaran {share['tahun_sasaran']:.0f}"
    first = "" if share["terlayani"] == row["orang"] else ", menurut desa kunjungan pertama"
    return Fact("Cakupan", text.share(share["terlayani"], share["sasaran"]), f"{aim}{first}", sample)


def _services(row: Row) -> Fact:
    """Services by kind; a kind given to a few is named without its number, and a single one cannot be subtracted."""
    shown = sorted((name for name in _SERVICES if row[name] and not _small(row[name])), key=lambda name: -row[name])
    few = [name for name in _SERVICES if _small(row[name])]
    said = [f"{name} {text.number(row[name])}" for name in shown]
    words = ", ".join(said) + ("; " if said and few else "")
    words += f"{text.join(few)} kurang dari {SMALLEST}" if few else ""
    total = text.count(row["layanan"], "layanan") if len(few) != 1 and not _small(row["layanan"]) else "menurut jenis"
    return Fact("Layanan", total, words)


def _signal(known: Known, code: str) -> Fact:
    name, row = "Sinyal", known.one("sinyal", code)
    if "blank_spot" not in known.loaded:
        return Fact(name, NOT_LOADED)
    if row is None:
        return Fact(name, "belum didata")
    told = f"{text.number(row['tanpa_sinyal'])} dari {text.number(row['lokasi'])} lokasi tanpa sinyal"
    far = "" if text.missing(row["jam"]) else f"paling jauh {text.whole(row['jam'])} jam dari kantor kecamatan"
    day = "" if text.missing(row["didata"]) else f"didata {text.day(row['didata'])}"
    sample = bool(row["contoh"]) and not known.contexts["kunjungan"].sample
    return Fact(name, told, ", ".join(part for part in (far, day) if part), sample)


def cases(known: Known, village: Row) -> Block:
    """Never a count of the village: those of its kecamatan, as the page of cases shows them."""
    each, context = programme("layar_sibalang"), known.contexts["kasus"]
    why = "Jumlah kasus tidak ditampilkan per desa: data spesifik."
    if "kasus" not in known.loaded:
        return Block("sibalang", each.title, context, empty=f"{why} Register kasus belum dimuat.", brief=NOT_LOADED)
    row = known.one("kasus", str(village["kode_kecamatan"]))
    name = f"Se-Kecamatan {village['nama_kecamatan']}"
    if row is None or row["tertutup"]:
        return Block("sibalang", each.title, context, (Fact(name, SMALL),), empty=why, brief="tertutup")
    facts = (
        Fact(name, text.count(row["masuk"], "kasus masuk"), "semua desa dan semua kategori"),
        Fact("Masih terbuka", text.count(row["terbuka"], "kasus"), "se-kecamatan"),
        Fact("Lewat batas", text.count(row["lewat"], "kasus"), "se-kecamatan"),
    )
    return Block("sibalang", each.title, context, facts, empty=why, brief="per kecamatan")


def evidence(known: Known, village: Row) -> Block:
    """The evidence of the kecamatan, said to be its own: valid of required, and what is missing."""
    each, context = programme("kencana"), known.contexts["bukti"]
    code, name = str(village["kode_kecamatan"]), str(village["nama_kecamatan"])
    row = known.one("bukti", code)
    if "bukti" not in known.loaded or row is None:
        return Block("kencana", each.title, context, empty="Catatan bukti belum dimuat.", brief=NOT_LOADED)
    counted = f"{text.number(row['berlaku'])} dari {text.number(row['wajib'])}"
    lacking = [cell for cell in known.many("matriks", code) if cell["keadaan"] in _MISSING]
    states = Counter(_MISSING[cell["keadaan"]] for cell in lacking)
    facts = (
        Fact(f"Bukti Kec. {name}", f"{counted} berlaku", "milik kecamatan, bukan desa"),
        Fact("Belum berlaku", text.count(len(lacking), "bukti"), _listed(states)),
        *([Fact("Yang kurang", "", _names(lacking))] if lacking else []),
    )
    return Block("kencana", each.title, context, facts, brief=counted)


def _listed(states: Mapping[str, int]) -> str:
    return ", ".join(f"{text.number(n)} {word}" for word, n in states.items())


def _names(cells: list[Row]) -> str:
    names = [str(cell["nama_pendek"]) for cell in cells]
    rest = len(names) - _MOST_MISSING
    return ", ".join(names[:_MOST_MISSING]) + (f", dan {text.number(rest)} lainnya" if rest > 0 else "")


def _small(value: Any) -> bool:
    return bool(0 < value < SMALLEST)


def _days(value: Any) -> str:
    return f"{text.number(value)} hari"


def _day(value: object) -> str:
    return f"data s.d. {text.day(value)}" if value else ""
