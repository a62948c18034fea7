"""Figures of targeting: who holds several programmes, who is eligible and in none, and how well the limits are met.

All numbers a reader sees come from published cubes: a count of few people is closed, and stays closed here. What is
found is always to be looked at by a person and never a verdict on one.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from pantau import style, text
from pantau.figures import Column, Context, Figure

CLOSED: Final = "tertutup"
NOT_FILTERED: Final = "Tidak mengikuti filter: dihitung sekali saat data diterbitkan, angka 1–4 orang disembunyikan."
RULES: Final = (
    "Aturan rangkap milik Dinsos; bunyi aturannya belum diperoleh, maka semua temuan perlu diperiksa orang dan bukan"
    " putusan."
)
LIMITS: Final = "Batas desil menurut berita Februari 2026; untuk Sembako ada laporan lain yang menyebut desil 4."
# Verdict -> letter, words and colour on the overlap board.
VERDICTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "boleh": ("B", "boleh diterima bersama", style.ACCENT_SOFT),
    "bentrok": ("X", "bentrok menurut aturan, perlu diperiksa", style.RED),
    "perlu_cek": ("?", "perlu cek", style.AMBER),
}
_SHORT: Final[Mapping[str, str]] = {"boleh": "boleh", "bentrok": "bentrok", "perlu_cek": "perlu cek"}
# More combinations than can be read at once; the table holds them all.
_MOST: Final = 16
# More rows than anybody reads on screen.
LONGEST: Final = 500


def kpis(rangkap: Mapping[str, Any], sasaran: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Served and missed families beside people with several programmes: families and people are never added up."""
    year = rangkap["tahun"] or text.UNDETERMINED
    return [
        ("Penerima bantuan", _count(rangkap["semua"], "orang"), f"orang tercatat menerima pada {year}"),
        ("Perlu diperiksa", _at_least(rangkap), "orang dengan pasangan program bentrok atau perlu cek"),
        ("Keluarga layak", _count(sasaran["layak"]), "layak menurut desil untuk sedikitnya satu program"),
        (
            "Terlayani",
            _of(sasaran["terlayani"], sasaran["layak"]),
            f"{_count(sasaran['terlayani'])} keluarga; {text.interval(sasaran['terlayani'], sasaran['layak'])}".rstrip(
                "; "
            ),
        ),
        (
            "Belum tercatat menerima",
            _of(sasaran["belum_terlayani"], sasaran["layak"]),
            f"{_count(sasaran['belum_terlayani'])} keluarga; {_count(sasaran['tidak_diketahui'])} tanpa desil",
        ),
    ]


def overlap(frame: pd.DataFrame, context: Context) -> Figure:
    """SB8: people an exact set of programmes, coloured and lettered by the heaviest verdict among its pairs.

    `frame` has himpunan, jumlah (missing = closed), putusan and semua; one row holds those with a single programme.
    """
    single = frame[frame["putusan"] == "satu"]
    sets = frame[frame["putusan"] != "satu"]
    drawn = sets.head(_MOST).reset_index(drop=True)
    checked = sets[sets["putusan"].isin(["bentrok", "perlu_cek"])]
    found, closed = int(checked["jumlah"].sum()), int(checked["disembunyikan"].sum())
    codes = sorted({code for name in drawn["himpunan"] for code in name.split(" + ")})
    more = len(sets) - len(drawn)
    notes = (NOT_FILTERED, RULES) + ((f"{more} himpunan lain ada di tabel data.",) if more else ())
    return Figure(
        id="SB8",
        kind="upset",
        title=_overlap_title(found, closed) if len(sets) else "Belum ada bantuan rangkap yang tercatat",
        subtitle="Orang menurut himpunan program yang diterima pada satu tahun kalender",
        frame=drawn.assign(
            putusan_kata=[VERDICTS[v][1] for v in drawn["putusan"]],
            jumlah_kata=[_count(v) for v in drawn["jumlah"]],
        ),
        columns=(
            Column("himpunan", "Himpunan program"),
            Column("jumlah_kata", "Orang"),
            Column("putusan_kata", "Menurut aturan"),
        ),
        encode={
            "label": "himpunan",
            "value": "jumlah",
            "state": "putusan",
            "states": VERDICTS,
            "rows": [(code, code) for code in codes],
            "closed": CLOSED,
        },
        unit="orang",
        reading=_overlap_reading(sets, single, found, closed),
        context=context,
        notes=notes,
    )


def _overlap_title(found: int, closed: int) -> str:
    hidden = f", {closed} himpunan {CLOSED}" if closed else ""
    return f"{text.count(found, 'orang').capitalize()} perlu diperiksa{hidden}"


def _overlap_reading(sets: pd.DataFrame, single: pd.DataFrame, found: int, closed: int) -> str:
    if sets.empty:
        return "Tidak ada orang yang tercatat menerima lebih dari satu program."
    everyone = sets["semua"].iloc[0]
    alone = _count(single["jumlah"].iloc[0], "orang") if len(single) else text.NIL
    shown = sets[sets["putusan"] == "boleh"]["jumlah"].sum()
    return (
        f"Dari {_count(everyone, 'orang')}, {alone} menerima satu program; {text.count(shown, 'orang')} menerima"
        f" beberapa program yang boleh bersama, {text.count(found, 'orang')} perlu diperiksa"
        + (f", ditambah {closed} himpunan yang angkanya tertutup." if closed else ".")
    )


def pairs(frame: pd.DataFrame, context: Context) -> Figure:
    """The rule of every pair of programmes: verdict, basis, validity, and the people who hold both."""
    words = [_pair_count(n, closed) for n, closed in zip(frame["orang"], frame["tertutup"], strict=True)]
    unruled = int((frame["dasar"] == "belum ada aturan").sum())
    return Figure(
        id="SB8-aturan",
        kind="table",
        title="Aturan tiap pasangan program",
        frame=frame.assign(
            pasangan=[f"{a} dan {b}" for a, b in zip(frame["program_a"], frame["program_b"], strict=True)],
            kata=[_SHORT[v] for v in frame["putusan"]],
            berlaku=[_validity(a, b) for a, b in zip(frame["berlaku_dari"], frame["berlaku_sampai"], strict=True)],
            orang_kata=words,
        ),
        columns=(
            Column("pasangan", "Pasangan program"),
            Column("kata", "Menurut aturan"),
            Column("orang_kata", "Menerima keduanya"),
            Column("berlaku", "Berlaku"),
            Column("dasar", "Dasar"),
        ),
        encode={"paper": ("pasangan", "kata", "orang_kata", "berlaku", "dasar")},
        unit="orang",
        reading=(
            f"{text.count(unruled, 'pasangan').capitalize()} belum ada aturannya dan dibaca sebagai perlu cek."
            " Tanda ≥: sebagian himpunan pasangan itu tertutup."
        ),
        context=context,
        notes=(NOT_FILTERED,),
    )


def _pair_count(people: Any, closed: Any) -> str:
    if not closed:
        return text.count(people, "orang")
    return CLOSED if text.missing(people) else f"≥ {text.number(people)} orang"


def _validity(start: Any, end: Any) -> str:
    return "tanpa tanggal" if text.missing(start) and text.missing(end) else text.span(start, end)


def missed(frame: pd.DataFrame, context: Context) -> Figure:
    """SB9: families eligible and in no programme a kecamatan, with a 95 % interval; closed ones say so."""
    known = frame["belum_persen"].notna()
    closed = int((~known).sum())
    worst = frame.iloc[0] if len(frame) and known.iloc[0] else None
    served, left = frame.loc[known, "terlayani"].sum(), frame.loc[known, "belum_terlayani"].sum()
    small = int((frame["layak"] < 20).sum())
    reading = (
        f"{text.number(served + left)} keluarga layak = {text.number(served)} terlayani +"
        f" {text.number(left)} belum tercatat menerima. Garis = selang 95 % (Wilson)."
        if worst is not None
        else "Belum ada keluarga berdesil yang angkanya boleh tampil."
    )
    if small:
        reading += f" {text.number(small)} kecamatan di bawah 20 keluarga: n<20, baca hati-hati."
    return Figure(
        id="SB9",
        kind="dots",
        title=f"Paling banyak terlewat: {worst['nama_kecamatan']}, {_of(worst['belum_terlayani'], worst['layak'])}"
        if worst is not None
        else "Layak dan belum tercatat menerima",
        subtitle="Keluarga layak menurut desil dan belum tercatat menerima satu pun program berbatas desil",
        frame=frame.assign(
            teks=[
                CLOSED if text.missing(p) else f"{text.number(n)}/{text.number(of)}"
                for p, n, of in zip(frame["belum_persen"], frame["belum_terlayani"], frame["layak"], strict=True)
            ],
            **{f"{name}_kata": [_count(v) for v in frame[name]] for name in _FAMILIES},
        ),
        columns=(
            Column("nama_kecamatan", "Kecamatan"),
            Column("layak_kata", "Layak (keluarga)"),
            Column("terlayani_kata", "Terlayani (keluarga)"),
            Column("belum_terlayani_kata", "Belum tercatat menerima (keluarga)"),
            Column("tidak_diketahui_kata", "Desil tidak diketahui (keluarga)"),
            Column("belum_persen", "Belum tercatat (%)", "percent"),
            Column("bawah_persen", "Batas bawah 95 % (%)", "percent"),
            Column("atas_persen", "Batas atas 95 % (%)", "percent"),
        ),
        encode={
            "label": "nama_kecamatan",
            "value": "belum_persen",
            "low": "bawah_persen",
            "high": "atas_persen",
            "text": "teks",
            "absent": CLOSED,
        },
        unit="persen keluarga layak",
        reading=reading,
        context=context,
        notes=(*((f"{closed} kecamatan tertutup.",) if closed else ()), NOT_FILTERED),
    )


_FAMILIES: Final = ("layak", "terlayani", "belum_terlayani", "tidak_diketahui")


def outside(frame: pd.DataFrame, context: Context) -> Figure:
    """Inclusion: recipients above the decile limit of those whose decile is known, a programme."""
    return _rates(
        frame,
        context,
        ("SB9-inklusi", "inklusi", "tidak_layak_menerima", "penerima", "tidak_diketahui_menerima"),
        "Penerima di luar batas desil",
        "Penerima yang desilnya di atas batas program, dari penerima yang desilnya diketahui pada tanggal salur",
    )


def unserved(frame: pd.DataFrame, context: Context) -> Figure:
    """Exclusion: eligible and not recorded as receiving of all eligible, a programme."""
    return _rates(
        frame,
        context,
        ("SB9-eksklusi", "eksklusi", "belum_terlayani", "layak", "tidak_diketahui"),
        "Layak dan belum tercatat menerima program itu",
        "Yang layak menurut desil dan belum tercatat menerima program itu, dari semua yang layak",
    )


def _rates(
    frame: pd.DataFrame, context: Context, names: tuple[str, str, str, str, str], title: str, subtitle: str
) -> Figure:
    """One dot a programme with its interval; the unknown stand apart in words."""
    number, rate, part, of, unknown = names
    rows = frame[frame["keadaan"] == "dinilai"].reset_index(drop=True)
    written = [
        CLOSED if text.missing(p) else f"{text.number(n)}/{text.number(m)}"
        for p, n, m in zip(rows[f"{rate}_persen"], rows[part], rows[of], strict=True)
    ]
    apart = [f"{code} {_count(n)}" for code, n in zip(rows["kode_program"], rows[unknown], strict=True)]
    return Figure(
        id=number,
        kind="dots",
        title=title,
        subtitle=subtitle,
        frame=rows.assign(
            teks=written,
            nama=[
                f"{code} (desil ≤ {text.number(b)})"
                for code, b in zip(rows["kode_program"], rows["batas"], strict=True)
            ],
            tidak_diketahui_kata=[_count(n) for n in rows[unknown]],
        ),
        columns=(
            Column("kode_program", "Program"),
            Column("satuan", "Satuan"),
            Column("batas", "Batas desil", "number"),
            Column("teks", "Jumlah dari"),
            Column(f"{rate}_persen", "Bagian (%)", "percent"),
            Column(f"{rate}_bawah", "Batas bawah 95 % (%)", "percent"),
            Column(f"{rate}_atas", "Batas atas 95 % (%)", "percent"),
            Column("tidak_diketahui_kata", "Desil tidak diketahui"),
        ),
        encode={
            "label": "nama",
            "value": f"{rate}_persen",
            "low": f"{rate}_bawah",
            "high": f"{rate}_atas",
            "text": "teks",
            "absent": CLOSED,
        },
        unit=f"persen {'penerima' if of == 'penerima' else 'yang layak'}, keluarga atau orang menurut program",
        reading=(f"Desil tidak diketahui, tidak ikut dihitung: {text.join(apart)}. " if apart else "")
        + "Garis = selang 95 % (Wilson)."
        + _small(rows[of]),
        context=context,
        notes=(limits(frame), NOT_FILTERED) if rate == "inklusi" else (LIMITS, NOT_FILTERED),
    )


def _small(counts: pd.Series) -> str:
    few = int((counts < 20).sum())
    return f" {text.number(few)} program n<20, baca hati-hati." if few else ""


def limits(frame: pd.DataFrame) -> str:
    """What stands behind the limits, and which programmes cannot be judged."""
    without = list(frame.loc[frame["keadaan"] == "tanpa batas desil", "kode_program"])
    silent = list(frame.loc[frame["keadaan"] == "tanpa penyaluran tercatat", "kode_program"])
    words = LIMITS
    if without:
        words += f" Tanpa batas desil: {text.join(without)}."
    if silent:
        words += f" Tanpa penyaluran tercatat: {text.join(silent)}."
    return words


def conflicts(frame: pd.DataFrame, places: Mapping[str, str], context: Context) -> Figure:
    """The pairs to be looked at, one by one, for who handles cases: masked ids, dates and the rule."""
    shown = frame.head(LONGEST)
    return Figure(
        id="SB8-daftar",
        kind="table",
        title=f"{text.count(len(frame), 'pasangan').capitalize()} perlu diperiksa",
        frame=shown.assign(
            samar=[str(pid)[:8] for pid in shown["pid"]],
            nama_desa=[places.get(code, text.UNREPORTED) for code in shown["kode_desa"]],
            pasangan=[f"{a} dan {b}" for a, b in zip(shown["program_a"], shown["program_b"], strict=True)],
            kata=[_SHORT[v] for v in shown["putusan"]],
            berlaku=[_validity(a, b) for a, b in zip(shown["berlaku_dari"], shown["berlaku_sampai"], strict=True)],
        ),
        columns=(
            Column("samar", "Samaran"),
            Column("nama_desa", "Desa"),
            Column("pasangan", "Pasangan program"),
            Column("tanggal_a", "Salur program pertama", "day"),
            Column("tanggal_b", "Salur program kedua", "day"),
            Column("kata", "Menurut aturan"),
            Column("berlaku", "Berlaku"),
            Column("dasar", "Dasar"),
        ),
        encode={"paper": ("samar", "nama_desa", "pasangan", "kata")},
        unit="pasangan program satu orang",
        reading=_listed(len(shown), len(frame)) + " " + RULES,
        context=context,
        private=True,
    )


def unserved_list(frame: pd.DataFrame, program: str, context: Context) -> Figure:
    """Who is eligible for a programme and not recorded as receiving it, lowest decile first, masked."""
    return Figure(
        id="SB9-daftar",
        kind="table",
        title=f"Layak dan belum tercatat menerima {program}",
        frame=frame,
        columns=(
            Column("samar", "Samaran"),
            Column("nama_desa", "Desa"),
            Column("desil", "Desil", "number"),
            Column("batas", "Batas desil", "number"),
        ),
        encode={"paper": ("samar", "nama_desa", "desil", "batas")},
        unit="keluarga atau orang menurut program",
        reading=f"Desil terendah lebih dulu; paling banyak {text.number(LONGEST)} baris ditampilkan.",
        context=context,
        private=True,
    )


def programmes(frame: pd.DataFrame) -> dict[str, str]:
    """The programmes that can be judged, by what they are called on the page."""
    return {code: code for code in frame.loc[frame["keadaan"] == "dinilai", "kode_program"]}


def village_names(places: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Village code -> its name."""
    return {str(row["kode"]): str(row["nama"]) for row in places}


def _listed(shown: int, found: int) -> str:
    if shown == found:
        return f"{text.number(found)} baris, terbaru lebih dulu."
    return f"{text.number(shown)} terbaru dari {text.number(found)} baris."


def _count(value: Any, unit: str = "") -> str:
    """A published count; a missing one is closed."""
    return CLOSED if text.missing(value) else text.count(value, unit)


def _of(part: Any, of: Any) -> str:
    return CLOSED if text.missing(part) or text.missing(of) else text.share(part, of)


def _at_least(row: Mapping[str, Any]) -> str:
    """People to be looked at; what is closed makes it a least number."""
    if text.missing(row["perlu_periksa"]):
        return CLOSED
    return (
        f"≥ {text.number(row['perlu_periksa'])}" if row["tertutup"] else text.count(row["perlu_periksa"]).capitalize()
    )
