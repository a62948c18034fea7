"""Figures of Pak Sotarsa's people: the published pair, growth in the register, the bridge, and what is between both."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from pantau import text
from pantau.figures import Column, Context, Figure, records
from pantau.filters import Filters
from pantau.quantity import Quantity, of, total

# Where its numbers come from, as every screen and sheet says it.
SOURCE: Final = "register kunjungan dan penerima kecamatan"

# What is counted, as it is called on screen -> its unit.
COUNTS: Final = {"Orang": "orang", "Keluarga": "keluarga"}
SERVICES: Final = {
    "Semua layanan": None,
    "Asuransi": "asuransi",
    "Perumahan": "perumahan",
    "Pangan": "pangan",
    "Adminduk": "adminduk",
    "Lainnya": "lainnya",
}
NO_FAMILIES: Final = f"{text.UNDETERMINED.capitalize()}: nomor KK belum dimuat."
NO_TARGET: Final = "Target belum ditetapkan."
_STEPS: Final = {
    "awal": "Awal",
    "baru": "Baru",
    "pindah": "Pindah",
    "meninggal": "Meninggal",
    "lulus": "Lulus",
    "data_ganda": "Data ganda",
    "kini": "Kini",
}


def sentence(chosen: Filters, kpi: Mapping[str, Any]) -> str:
    """The filter sentence of the room; without a chosen kecamatan it names those the service works in."""
    place = "semua kecamatan" if text.missing(kpi["nama_tempat"]) else f"Kecamatan {kpi['nama_tempat']}"
    return chosen.sentence(
        kpi["penerima"],
        kpi["penerima_total"],
        "penerima terdaftar",
        basis="tanggal kunjungan",
        with_hazard=False,
        place=place,
    )


def kpis(row: Mapping[str, Any], entry: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """People, families, visits and villages side by side, never added up, and how late forms are entered."""
    people, families = of(row, "penerima", "orang"), of(row, "keluarga", "keluarga")
    visits, services = of(row, "hari_kunjungan", "kunjungan"), of(row, "layanan", "layanan")
    without = of(row, "tanpa_kk", "orang")
    late = text.UNDETERMINED if not entry["n"] else f"{text.whole(entry['median_hari'])} hari"
    wrong = (
        f"{text.number(entry['terbalik'])} dientri sebelum kunjungan"
        if entry["terbalik"]
        else "tidak ada yang lebih awal"
    )
    return [
        ("Penerima", people.said(), f"orang unik, {text.number(row['tanpa_nik'])} tanpa NIK"),
        (
            "Keluarga",
            families.said() if families.value else text.UNDETERMINED,
            f"{text.number(without.value)} orang tanpa nomor KK" if families.value else "nomor KK belum dimuat",
        ),
        ("Kunjungan", visits.said(), f"hari-desa; {text.number(services.value)} layanan"),
        ("Desa didatangi", f"{row['desa_didatangi']}/{row['desa_total']}", "pada filter ini"),
        ("Jeda entri", late, f"median sesudah kunjungan, n={text.number(entry['n'])}; {wrong}"),
    ]


def published_pair(frame: pd.DataFrame, context: Context) -> Figure:
    """PS1: the two published numbers as two marks; nothing between them is claimed.

    `frame` has two rows (before, after) with `label`, `nilai`, `tanggal`, `sumber_url`.
    """
    before, after = (float(v) for v in frame["nilai"])
    growth = text.percent(100 * (after - before) / before, 1) if before else text.UNDETERMINED
    times = f"{text.number(after / before, 2)} kali" if before else text.UNDETERMINED
    dates = ["tanggal tidak disebut" if text.missing(t) else text.day(t) for t in frame["tanggal"]]
    more = Quantity(after, "orang") - Quantity(before, "orang")
    shown = frame.assign(
        tempat=[f"<b>{w}</b><br>{d}" for w, d in zip(("sebelum", "sesudah"), dates, strict=True)],
        tanggal_teks=dates,
    )
    return Figure(
        id="PS1",
        kind="slope",
        title="Angka yang diberitakan",
        subtitle=f"{text.signed(more.value)} orang · +{growth} · {times}",
        frame=shown,
        columns=(
            Column("label", "Keadaan"),
            Column("nilai", "Penerima (orang)", "number"),
            Column("tanggal_teks", "Tanggal"),
            Column("catatan", "Catatan"),
            Column("sumber_url", "Sumber"),
        ),
        encode={"label": "tempat", "value": "nilai"},
        unit="orang",
        reading=(
            "Angka dilaporkan media; tanggal, penyebut dan cara hitung tidak disebut. Garis putus-putus hanya"
            " menghubungkan dua angka, bukan perkembangan bulanan."
        ),
        context=context,
    )


def gap(after: float, row: Mapping[str, Any], kpi: Mapping[str, Any], day: object) -> str:
    """What lies between the published number and the register, as far as the registers themselves say it.

    `row` is the answer of sosial/selisih_register for the whole programme up to `day`.
    """
    seen, active = of(row, "dikunjungi_orang", "orang"), of(row, "aktif_orang", "orang")
    listed, bare = of(row, "terdaftar_orang", "orang"), of(row, "tanpa_kunjungan_orang", "orang")
    beyond, left = of(row, "belum_terdaftar_orang", "orang"), (listed - active).value or 0
    apart = (Quantity(after, "orang") - seen).value or 0
    more = "lebih sedikit" if apart > 0 else "lebih banyak"
    versus = f"{text.number(abs(apart))} {more} dari" if apart else "sama dengan"
    both = (
        f"Dalam register penerima {text.count(active.value, 'orang')} masih aktif, {text.count(left)} sudah keluar."
        f" {_between(beyond, bare)}"
    )
    return (
        f"Register: {seen} pernah dikunjungi sampai {text.day(day)}, {versus} {text.number(after)} di berita. {both}"
        f" {text.count(kpi['tanpa_nik'], 'orang').capitalize()} tanpa NIK dikenali dari nama dan tanggal lahir, jadi"
        " mungkin terhitung dua kali. Sumber berita tidak menyebut tanggal dan cara hitung: selebihnya"
        f" {text.UNDETERMINED}."
    )


def _between(beyond: Quantity, bare: Quantity) -> str:
    """People in one register and not in the other."""
    if not beyond.value and not bare.value:
        return "Setiap orang yang dikunjungi juga terdaftar, dan sebaliknya."
    return (
        f"{text.count(beyond.value, 'orang').capitalize()} dikunjungi tetapi belum terdaftar,"
        f" {text.count(bare.value, 'orang')} terdaftar tanpa kunjungan."
    )


def growth(
    frame: pd.DataFrame,
    published: Sequence[float],
    context: Context,
    unit: str = "orang",
    aim: Mapping[str, Any] | None = None,
    service: str | None = None,
) -> Figure:
    """PS2: cumulative unique people (or families) by month of first visit, new ones as bars.

    `published` are the two numbers of the press, drawn as lines; () where they do not belong: another unit, one village
    or one service. `aim` is the target in force.
    """
    full = _every_month(frame, unit)
    reached = int(full["kumulatif"].iloc[-1]) if len(full) else 0
    lines: list[tuple[float, str, str]] = []
    if published:
        before, after = published
        lines = [
            (after, f"{text.number(after)} sesudah (media)", "left"),
            (before, f"{text.number(before)} sebelum (media)", "right"),
        ]
    if aim:
        lines.append((float(aim["nilai"]), f"target {text.number(aim['nilai'])}", "right"))
    named = f" dengan layanan {service}" if service else ""
    apart = (
        "Satu orang dihitung sekali, pada kunjungan pertama"
        if unit == "orang"
        else "Satu keluarga dihitung sekali, pada kunjungan pertama kepada anggotanya"
    )
    return Figure(
        id="PS2",
        kind="steps",
        title=_growth_title(reached, unit, published, named) if len(full) else "Register belum mencatat penerima",
        subtitle=f"{'Penerima' if unit == 'orang' else 'Keluarga'} unik kumulatif menurut tanggal kunjungan"
        f" pertama{named}, dan yang baru per bulan (batang)",
        frame=full,
        columns=(
            Column("bulan", "Bulan", "month"),
            Column("baru", f"{'Penerima' if unit == 'orang' else 'Keluarga'} baru ({unit})", "number"),
            Column("kumulatif", f"Kumulatif ({unit})", "number"),
        ),
        encode={"x": "bulan", "total": "kumulatif", "new": "baru", "lines": tuple(lines)},
        unit=unit,
        reading=(
            f"{apart}{named}; tanggal kunjungan dipakai, bukan tanggal entri."
            if len(full)
            else "Belum ada kunjungan pertama pada filter ini."
        ),
        context=context,
        notes=() if published else ("Angka media adalah orang di seluruh program, maka tidak digambar di sini.",),
    )


def _growth_title(reached: int, unit: str, published: Sequence[float], named: str) -> str:
    said = f"Register mencatat {text.number(reached)} {unit}{named}"
    if not published:
        return said
    apart = int(published[1]) - reached
    if apart == 0:
        return f"{said}, sama dengan angka media"
    return f"{said}, {text.number(abs(apart))} {'lebih sedikit' if apart > 0 else 'lebih banyak'} dari angka media"


def _every_month(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Days summed to months; months without a new one stay on the axis: no one new, the total unchanged."""
    if frame.empty:
        return pd.DataFrame({"bulan": [], "baru": [], "kumulatif": []})
    months = [day.replace(day=1) for day in pd.to_datetime(frame["tanggal"])]
    axis = pd.date_range(min(months), max(months), freq="MS")
    by_month = frame.assign(bulan=months).groupby("bulan")
    new = by_month[f"baru_{unit}"].sum().reindex(axis).fillna(0).astype(int)
    reached = by_month[f"kumulatif_{unit}"].max().reindex(axis).ffill().astype(int)
    return pd.DataFrame({"bulan": axis.date, "baru": new.to_numpy(), "kumulatif": reached.to_numpy()})


def progress(aim: Mapping[str, Any] | None, answer: Mapping[str, Any], people: float) -> str:
    """How far the register is on the way from the baseline to the target; `answer` is that of sosial/kemajuan."""
    if not aim:
        return NO_TARGET
    paper = "" if text.missing(aim["dokumen"]) else f" ({aim['dokumen']})"
    goal = f"Target {text.number(aim['nilai'])} orang sampai {text.day(aim['periode_sampai'])}{paper}"
    if text.missing(answer["kemajuan_persen"]):
        return f"{goal}; kemajuan {text.UNDETERMINED} karena garis awal belum ditetapkan."
    return (
        f"{goal}: kemajuan {text.percent(answer['kemajuan_persen'], 1)}, dari garis awal"
        f" {text.number(aim['awal'])} menjadi {Quantity(people, 'orang')} dalam register."
    )


def bridge(frame: pd.DataFrame, chosen: Filters, context: Context) -> Figure:
    """PS3: active people from before the period to its end; each person leaves once, by the latest state."""
    by_step = {row["langkah"]: Quantity(row["orang"], "orang") for row in records(frame)}
    now, new = by_step["kini"], by_step["baru"]
    left = total([by_step[step] for step in ("pindah", "meninggal", "lulus", "data_ganda")], "orang")
    before = f"{text.day(chosen.start - timedelta(days=1))}" if chosen.start else "sebelum register"
    ends = {"awal": f"Awal ({before})", "kini": f"Kini ({_until(chosen.end, context)})"}
    shown = frame.assign(
        nama=[ends.get(step, _STEPS[step]) for step in frame["langkah"]],
        teks=[
            text.number(row["orang"]) if row["total"] else text.signed(row["orang"]) if row["orang"] else "0"
            for row in records(frame)
        ],
    )
    known = any(quantity.value for quantity in by_step.values())
    return Figure(
        id="PS3",
        kind="waterfall",
        title=f"{now} aktif: {text.number(new.value)} baru, {text.number(abs(left.value or 0))} keluar"
        if known
        else "Register penerima belum mencatat orang",
        frame=shown if known else shown.head(0),
        columns=(
            Column("nama", "Langkah"),
            Column("orang", "Orang", "number"),
        ),
        encode={"label": "nama", "value": "orang", "total": "total", "text": "teks"},
        unit="orang",
        reading="Awal + baru − pindah − meninggal − lulus − data ganda = kini, menurut keadaan terakhir tiap orang."
        if known
        else "Muat berkas penerima untuk menggambar jembatan ini.",
        context=context,
        notes=(
            "Dari register penerima: orang yang hanya ada di catatan kunjungan tidak ikut. Desa menurut catatan"
            " terakhir.",
        ),
    )


def _until(end: date | None, context: Context) -> str:
    return text.day(end or context.as_of) if end or context.as_of else "akhir data"


def picked(fig: Figure, points: Sequence[Mapping[str, Any]]) -> str | None:
    """The step of the bridge behind the bar a person chose; None when there is none, or it is gone with a filter."""
    named = [str(word) for word in points[0].get("customdata") or ()][:1] if points else []
    found = dict(zip(fig.frame["nama"], fig.frame["langkah"], strict=True))
    return found.get(named[0]) if named else None


def people(frame: pd.DataFrame, step: str, context: Context) -> Figure:
    """PS3: the people behind one bar, masked; only for who handles cases, and no file."""
    shown = frame.assign(samaran=[str(pid)[:8] for pid in frame["samaran"]])
    return Figure(
        id="PS3-D",
        kind="table",
        title=f"{_STEPS[step]}: {text.count(len(frame), 'orang')}",
        frame=shown,
        columns=(
            Column("samaran", "Samaran"),
            Column("nama_desa", "Desa"),
            Column("status", "Keadaan akhir periode"),
            Column("sejak", "Sejak", "day"),
        ),
        encode={"paper": ("samaran", "nama_desa", "status", "sejak")},
        unit="orang",
        reading="Samaran dipotong; nama dan NIK tidak disimpan.",
        context=context,
        private=True,
    )


def namesakes(frame: pd.DataFrame, context: Context) -> Figure:
    """Pairs of pseudonyms that share name, birth date and village, masked; a person decides, nothing is merged."""
    shown = frame.assign(
        a=[str(pid)[:8] for pid in frame["samaran_a"]],
        b=[str(pid)[:8] for pid in frame["samaran_b"]],
        dasar=[f"{a} dan {b}" for a, b in zip(frame["dasar_a"], frame["dasar_b"], strict=True)],
        register=[f"{a} dan {b}" for a, b in zip(frame["register_a"], frame["register_b"], strict=True)],
    )
    return Figure(
        id="PS-G",
        kind="table",
        title=f"{text.number(len(frame)) if len(frame) else 'Tidak ada'} pasangan yang mungkin orang yang sama",
        frame=shown,
        columns=(
            Column("nama_desa", "Desa"),
            Column("a", "Samaran A"),
            Column("b", "Samaran B"),
            Column("dasar", "Dikenali dari"),
            Column("register", "Register"),
            Column("pertama_a", "Pertama A", "day"),
            Column("pertama_b", "Pertama B", "day"),
        ),
        encode={"paper": ("nama_desa", "a", "b", "dasar", "register")},
        unit="pasangan",
        reading="Nama, tanggal lahir dan desanya sama, NIK-nya berbeda atau salah satunya tidak ada. Periksa berkas"
        " asalnya; tidak ada yang digabung sendiri.",
        context=context,
        private=True,
    )
