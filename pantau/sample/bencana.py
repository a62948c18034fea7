"""Invented reports, stock, deliveries and personnel of Lapor Bencana, all marked CONTOH.

The published sources hold events only. These registers let the rooms of reports and of logistics be tried before the
first real file; they stand in groups of their own, name no real event, and step aside when real rows arrive.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

Row = dict[str, str]

FIRST, LAST = date(2025, 1, 2), date(2026, 1, 24)
# Hazard, its share of the happenings, months in which it is commoner, median minutes from report to somebody sent out.
_HAZARDS: Final = (
    ("101", 34, (11, 12, 1, 2, 3), 150),
    ("L01", 20, (7, 8, 9), 14),
    ("107", 18, (7, 8, 9, 10), 95),
    ("105-AK", 14, (10, 11, 12, 3), 120),
    ("102", 9, (12, 1, 2), 240),
    ("102-ET", 5, (12, 1, 2), 600),
)
_CHANNELS: Final = (("whatsapp", 52), ("aplikasi", 18), ("telepon", 16), ("tatap muka", 9), ("radio", 5))
_REPORTERS: Final = (
    ("aparat desa", 38), ("relawan", 18), ("tagana", 14), ("warga", 14), ("petugas bpbd", 8), ("petugas dinsos", 4),
    ("tksk", 4),
)  # fmt: skip
_LANDSLIDE: Final = ("tanpa kerusakan", "akses terganggu", "akses putus", "rumah tertimbun")


@dataclass(frozen=True)
class _Happening:
    """What the reports of one place and day are about."""

    number: int
    hazard: str
    desa: str
    begun: datetime
    lon: float
    lat: float
    pace: int


def reports(rng: Random, villages: Mapping[str, tuple[float, float]]) -> tuple[list[Row], list[Row], list[Row]]:
    """Reports, their status history and the grouping decisions; `villages` gives longitude and latitude by code.

    About 140 happenings told by about 220 reports: some told several times and grouped, some still to be grouped, a
    few refused, a few with clocks that cannot be right.
    """
    told = [
        (moment, happening, _report(rng, happening, moment))
        for happening in _happenings(rng, villages)
        for moment in _moments(rng, happening)
    ]
    told.sort(key=lambda each: (each[0], each[1].number))
    laporan: list[Row] = []
    riwayat: list[Row] = []
    kelompok: list[Row] = []
    first: dict[int, str] = {}
    for number, (moment, happening, row) in enumerate(told, 1):
        name = f"LP-{moment:%Y}-{number:04}"
        laporan.append({"id_laporan": name} | row)
        known = first.setdefault(happening.number, name)
        grouped = known != name and rng.random() < 0.8
        riwayat += _history(rng, name, moment, happening, grouped)
        if grouped:
            group = f"KC-{happening.number:03}"
            founding = not any(decision["id_laporan"] == known for decision in kelompok)
            members = (known, name) if founding else (name,)
            kelompok += [_decision(each, group, moment + timedelta(hours=1)) for each in members]
    return laporan, riwayat, kelompok


def _happenings(rng: Random, villages: Mapping[str, tuple[float, float]]) -> Iterator[_Happening]:
    codes = list(villages)
    # Reports come from where somebody reports: some villages often, many never.
    weights = [rng.random() ** 3 for _ in codes]
    span = (LAST - FIRST).days
    for number in range(1, 141):
        hazard, _, season, pace = rng.choices(_HAZARDS, [each[1] for each in _HAZARDS])[0]
        day = FIRST + timedelta(days=rng.randrange(span))
        while day.month not in season and rng.random() < 0.7:
            day = FIRST + timedelta(days=rng.randrange(span))
        desa = rng.choices(codes, weights)[0]
        lon, lat = villages[desa]
        begun = datetime.combine(day, time(rng.randrange(24), rng.randrange(60)))
        yield _Happening(number, hazard, desa, begun, lon, lat, pace)


def _moments(rng: Random, happening: _Happening) -> list[datetime]:
    """When the same happening is reported: mostly once, a flood up to five times within a day."""
    times = rng.choices((1, 2, 3, 5), (64, 20, 11, 5) if happening.hazard == "101" else (72, 20, 7, 1))[0]
    first = happening.begun + timedelta(minutes=rng.randint(4, 180))
    return [first, *(first + timedelta(minutes=rng.randint(10, 900)) for _ in range(times - 1))]


def _report(rng: Random, happening: _Happening, moment: datetime) -> Row:
    begun = happening.begun
    row = {
        "kode_ancaman": happening.hazard,
        "tanggal_kejadian": begun.date().isoformat(),
        "jam_kejadian": f"{begun:%H:%M}" if rng.random() < 0.85 else "",
        "lapor_pada": str(moment),
        "kanal": rng.choices([c for c, _ in _CHANNELS], [w for _, w in _CHANNELS])[0],
        "jenis_pelapor": rng.choices([r for r, _ in _REPORTERS], [w for _, w in _REPORTERS])[0],
        "kode_pelapor": f"P{rng.randint(1, 48):03}",
        "kode_kecamatan": happening.desa[:8],
        "kode_desa": happening.desa if rng.random() < 0.95 else "",
    }
    if rng.random() < 0.03:
        # A clock set wrong: the report is older than what it reports.
        row["lapor_pada"] = str(begun - timedelta(hours=rng.randint(1, 9)))
        row["jam_kejadian"] = f"{begun:%H:%M}"
    if rng.random() < 0.62:
        row["lintang"] = f"{happening.lat + rng.uniform(-0.006, 0.006):.5f}"
        row["bujur"] = f"{happening.lon + rng.uniform(-0.006, 0.006):.5f}"
    elif rng.random() < 0.05:
        row["lintang"], row["bujur"] = "-3.31900", "114.59000"
    return row | _severity(rng, happening.hazard)


def _severity(rng: Random, hazard: str) -> Row:
    """The structured part of a report; the step itself is worked out from it, not written."""
    people = {"terdampak_jiwa": str(rng.choice((2, 4, 5, 9, 16, 40)))} if rng.random() < 0.5 else {}
    if hazard == "101":
        return people | ({"tma_cm": str(rng.choice((20, 40, 60, 80, 110, 150, 180)))} if rng.random() < 0.8 else {})
    if hazard in ("102", "102-ET"):
        return people | {"akibat_longsor": rng.choices(_LANDSLIDE, (3, 4, 2, 1))[0]}
    if hazard == "L01":
        return people | {"bangunan_terbakar_unit": str(rng.choices((0, 1, 2, 4, 7), (1, 6, 3, 2, 1))[0])}
    if hazard == "107":
        return {"lahan_ha": str(rng.choice((0.25, 0.5, 1, 2, 4)))} if rng.random() < 0.7 else {}
    return people | {"keparahan": rng.choices(("ringan", "sedang", "berat"), (6, 3, 1))[0]}


def _history(rng: Random, name: str, moment: datetime, happening: _Happening, grouped: bool) -> Iterator[Row]:
    """The steps of one report until its end, or until the last day of the register."""
    yield _step(name, moment, "diterima", "Pusdalops")
    checked = moment + timedelta(minutes=round(rng.lognormvariate(3.6, 1.0)))
    if grouped:
        yield _step(name, checked, "duplikat", "Pusdalops", "kejadian yang sama sudah dilaporkan")
        return
    if rng.random() < 0.05:
        yield _step(name, checked, "ditolak", "Pusdalops", "tidak ditemukan di lapangan")
        return
    if rng.random() < 0.06:
        return
    yield _step(name, checked, "terverifikasi", "Pusdalops")
    sent = checked + timedelta(minutes=max(3, round(happening.pace * rng.lognormvariate(0.0, 0.7))))
    agency = "Pemadam" if happening.hazard in ("L01", "107") else "BPBD"
    for share, wait, status in (
        (0.94, 0, "ditugaskan"),
        (0.93, rng.randint(20, 150), "ditangani"),
        (0.80, rng.randint(90, 1800), "bantuan_tiba"),
        (0.90, rng.randint(300, 6000), "selesai"),
    ):
        sent += timedelta(minutes=wait)
        if rng.random() > share or sent.date() > LAST:
            return
        yield _step(name, sent, status, agency)


def _step(name: str, moment: datetime, status: str, agency: str, reason: str = "") -> Row:
    return {
        "id_laporan": name, "status_pada": str(moment), "status": status, "instansi": agency, "alasan": reason,
        "oleh_peran": "petugas piket",
    }  # fmt: skip


def _decision(report: str, group: str, moment: datetime) -> Row:
    return {
        "id_laporan": report, "id_kejadian": group, "hubungan": "gabung", "dicatat_pada": str(moment),
        "alasan": "bahaya, desa dan hari yang sama", "oleh_peran": "petugas piket",
    }  # fmt: skip


# Goods as the list of relief goods names them: unit, stock in the district store, least to keep, one delivery.
_GOODS: Final = (
    ("Beras", "kg", 4200, 3000, 150), ("Air bersih", "liter", 18000, 10000, 2000), ("Mi instan", "dus", 260, 200, 12),
    ("Selimut", "lembar", 340, 400, 20), ("Matras", "lembar", 180, 200, 12), ("Family kit", "paket", 95, 120, 6),
    ("Tenda gulung", "lembar", 210, 150, 10), ("Makanan siap saji", "paket", 520, 600, 40),
)  # fmt: skip
_MARKS: Final = ("jenis", "jumlah", "mutu", "sasaran", "waktu", "lapor", "biaya")


def stock(rng: Random) -> list[Row]:
    """Monthly stock of the district store over the last year of the register."""
    rows = []
    for month in (date(2025, m, 28) for m in range(3, 13)):
        for goods, unit, amount, least, _ in _GOODS:
            rows.append(
                {
                    "tanggal": month.isoformat(), "gudang": "Gudang contoh Paringin", "kode_kecamatan": "63.11.06",
                    "barang": goods, "jumlah": str(round(amount * rng.uniform(0.7, 1.15))), "satuan": unit,
                    "minimum": str(least),
                }
            )  # fmt: skip
    return rows


def deliveries(rng: Random, villages: Mapping[str, tuple[float, float]]) -> list[Row]:
    """Sixty deliveries with the time of asking and of handing over, the hand-over paper and the seven marks."""
    rows: list[Row] = []
    codes = list(villages)
    for number in range(1, 61):
        day = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days - 10))
        asked = datetime.combine(day, time(rng.randint(6, 21), rng.randrange(60)))
        given = asked + timedelta(minutes=round(60 * rng.lognormvariate(2.2, 0.9)))
        waiting = rng.random() < 0.07
        desa = rng.choice(codes)
        paper = not waiting and rng.random() < 0.85
        for goods, unit, _, _, usual in rng.sample(_GOODS, rng.randint(1, 3)):
            right = {f"tepat_{m}": "" if waiting or rng.random() < 0.1 else _yes(rng.random() < 0.9) for m in _MARKS}
            if not waiting:
                right["tepat_waktu"] = _yes(given - asked <= timedelta(hours=24))
                right["tepat_lapor"] = _yes(paper)
            rows.append(
                {
                    "id_penyaluran": f"SL-{number:03}", "kode_kecamatan": desa[:8], "kode_desa": desa,
                    "minta_pada": str(asked), "serah_pada": "" if waiting else str(given), "barang": goods,
                    "jumlah": str(usual * rng.randint(1, 4)), "satuan": unit, "penerima_kk": str(rng.randint(3, 40)),
                    "nomor_bast": f"CONTOH/BAST/{number:03}/{asked:%Y}" if paper else "",
                }
                | right
            )  # fmt: skip
    return sorted(rows, key=lambda row: (row["minta_pada"], row["id_penyaluran"], row["barang"]))


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


_POSTS: Final = (
    (
        "Posko contoh Paringin", "63.11.06",
        (("trc bpbd", 14), ("pemadam", 22), ("tagana", 12), ("tni", 8), ("polri", 6)),
    ),
    ("Posko contoh Halong", "63.11.02", (("relawan", 15), ("tagana", 6), ("tksk", 2))),
    ("Posko contoh Tebing Tinggi", "63.11.08", (("relawan", 20), ("trc bpbd", 6), ("tenaga kesehatan", 4))),
)  # fmt: skip


def personnel(rng: Random) -> list[Row]:
    """People and vehicles at three posts on ten dates; numbers only, never a name."""
    rows = []
    for day in (date(2025, 12, 28) + timedelta(days=2 * i) for i in range(10)):
        for post, kecamatan, units in _POSTS:
            for unit, usual in units:
                sent = round(usual * rng.uniform(0.5, 1.1))
                rows.append(
                    {
                        "tanggal": day.isoformat(), "pos": post, "kode_kecamatan": kecamatan, "unsur": unit,
                        "personel_orang": str(sent), "siaga_orang": str(max(usual - sent, 0)),
                        "kendaraan_unit": str(rng.randint(0, 4)),
                    }
                )  # fmt: skip
    return rows
