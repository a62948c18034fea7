"""First-run registers marked CONTOH: invented, seeded, the same bytes every time.

Lapor Bencana starts from real events with their sources; the other four programmes have no published register, so their
screens start from these. People are invented: NIK of area 99 (no such province), made-up names, telephones under 0800.
"""

import csv
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from pantau import ROOT
from pantau.contracts import SAMPLE_COLUMN, contract
from pantau.sample import bencana, kencana

SEED = 6311
CONTOH = "CONTOH"
HALONG, LAMPIHONG = "63.11.02", "63.11.05"

# Every file of data/sample in the order of loading: parents before what refers to them.
DATASETS = (
    "hari_libur", "angka_resmi", "kencana_indikator", "destana_penilaian", "status_darurat", "kejadian",
    "kejadian_wilayah", "dampak", "laporan", "riwayat_laporan", "kelompok_laporan", "logistik_stok", "logistik_keluar",
    "personel", "target", "penyebut", "konsultasi", "kasus", "riwayat_kasus", "rujukan", "penerima",
    "kunjungan", "rencana_kunjungan", "bukti", "riwayat_bukti", "registrasi_kencana", "spm_capaian",
)  # fmt: skip

Row = dict[str, str]

_FIRST = (
    "Arminah", "Baskari", "Cendani", "Darlian", "Endrasih", "Fahmuni", "Galuhita", "Hamdari", "Idrusan", "Jamrani",
    "Kastiani", "Lasmuri", "Mardinah", "Norsanti", "Parmani", "Rusdiani", "Salmuni", "Tarmidah", "Wardiani", "Yusrani",
)  # fmt: skip
_SECOND = (
    "Antaludin", "Bayanan", "Culanda", "Hampangan", "Jalatang", "Kasturian", "Limpasuan", "Manduran", "Pitapan",
    "Rambayan", "Sarunian", "Tabaluan",
)  # fmt: skip


@dataclass(frozen=True)
class _Person:
    """An invented person of one village; `nik` is "" for the few who have none to show."""

    nik: str
    nama: str
    lahir: date
    alamat: str
    telepon: str
    desa: str
    kelamin: str

    def row(self) -> Row:
        return {
            "nik": self.nik,
            "nama": self.nama,
            "tanggal_lahir": self.lahir.isoformat(),
            "alamat": self.alamat,
            "telepon": self.telepon,
            "kode_kecamatan": self.desa[:8],
            "kode_desa": self.desa,
        }


class _People:
    """Makes people; a running number keeps every NIK distinct within one register, `area` between registers."""

    def __init__(self, rng: Random, area: int) -> None:
        self._rng, self._area, self._made = rng, area, 0

    def one(self, desa: str, without_nik: float = 0.0) -> _Person:
        rng = self._rng
        self._made += 1
        born = date(rng.randint(1941, 2007), rng.randint(1, 12), rng.randint(1, 28))
        kelamin = rng.choice("LP")
        day = born.day + (40 if kelamin == "P" else 0)
        nik = f"99{self._area:02}{desa[6:8]}{day:02}{born:%m%y}{self._made:04}"
        return _Person(
            nik="" if rng.random() < without_nik else nik,
            nama=f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}",
            lahir=born,
            alamat=f"RT {rng.randint(1, 9):02} Jalan Contoh Nomor {rng.randint(1, 60)}",
            telepon=f"0800{rng.randint(1_000_000, 9_999_999)}",
            desa=desa,
            kelamin=kelamin,
        )


def write(folder: Path) -> list[Path]:
    """Write the invented registers into a folder, one CSV a dataset, and return their paths in order of loading."""
    rows = registers()
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"{dataset}.csv", dataset, rows[dataset]) for dataset in DATASETS if dataset in rows]


def registers() -> dict[str, list[Row]]:
    """Dataset id -> its invented rows, without the mark CONTOH that `write` puts on each."""
    kasus, riwayat_kasus, rujukan = _kasus()
    penerima, kunjungan, rencana = _kunjungan()
    bukti, riwayat_bukti = _bukti()
    places = {row["kode"]: (float(row["bujur"]), float(row["lintang"])) for row in _reference("desa")}
    laporan, riwayat_laporan, kelompok = bencana.reports(_rng("laporan"), places)
    return {
        "laporan": laporan,
        "riwayat_laporan": riwayat_laporan,
        "kelompok_laporan": kelompok,
        "logistik_stok": bencana.stock(_rng("logistik_stok")),
        "logistik_keluar": bencana.deliveries(_rng("logistik_keluar"), places),
        "personel": bencana.personnel(_rng("personel")),
        "target": _target(),
        "penyebut": _penyebut(),
        "konsultasi": _konsultasi(),
        "kasus": kasus,
        "riwayat_kasus": riwayat_kasus,
        "rujukan": rujukan,
        "penerima": penerima,
        "kunjungan": kunjungan,
        "rencana_kunjungan": rencana,
        "bukti": bukti,
        "riwayat_bukti": riwayat_bukti,
        "registrasi_kencana": _registrasi(),
        "spm_capaian": kencana.services(_rng("spm_capaian"), [row["kode"] for row in _reference("kecamatan")]),
    }


def _write(path: Path, dataset: str, rows: list[Row]) -> Path:
    names = [column.name for column in contract(dataset).columns if any(row.get(column.name) for row in rows)]
    # Always \n, so that the same rows are the same bytes on every system.
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*names, SAMPLE_COLUMN], restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {SAMPLE_COLUMN: CONTOH} for row in rows)
    return path


def _rng(register: str) -> Random:
    """A generator of its own for each register: changing one leaves the others as they were."""
    return Random(f"{SEED} {register}")


def _reference(name: str) -> list[Row]:
    with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _villages(kecamatan: str = "") -> list[str]:
    return [row["kode"] for row in _reference("desa") if row["kode_kecamatan"].startswith(kecamatan)]


def _workday(day: date, after: int = 0) -> date:
    """The working day `after` working days later, Saturdays and Sundays left out; 0 = this one or the next Monday."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    for _ in range(after):
        day = _workday(day + timedelta(days=1))
    return day


def _office(rng: Random, day: date) -> datetime:
    """A moment in office hours, WITA."""
    return datetime.combine(day, time(rng.randint(8, 15), rng.randrange(60)))


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _target() -> list[Row]:
    return [
        {
            "program": program, "indikator": indikator, "kode_kecamatan": kecamatan, "periode_dari": dari,
            "periode_sampai": sampai, "awal": awal, "nilai": nilai, "satuan": satuan, "arah": "naik",
            "dokumen": "CONTOH, bukan dokumen resmi",
        }
        for program, indikator, kecamatan, dari, sampai, awal, nilai, satuan in (
            ("destana", "desa_aktif", LAMPIHONG, "2025-01-01", "2025-12-31", "0", "27", "desa"),
            ("destana", "desa_aktif", LAMPIHONG, "2026-01-01", "2026-12-31", "0", "27", "desa"),
            ("layar_sibalang", "tepat_waktu", "", "2025-01-01", "2026-12-31", "", "90", "persen"),
            ("kencana", "bukti_berlaku", "", "2025-11-24", "2025-12-31", "0", "25", "persen"),
            ("kencana", "bukti_berlaku", "", "2026-01-01", "2026-12-31", "5", "100", "persen"),
        )
    ]  # fmt: skip


def _penyebut() -> list[Row]:
    rng = _rng("penyebut")
    villages = _villages(HALONG)
    unknown = set(rng.sample(villages, 2))
    return [
        {
            "kode_kecamatan": HALONG, "kode_desa": desa, "tahun": "2026", "ukuran": "sasaran_penerima",
            "nilai": str(rng.randint(45, 120)), "seri": "pendataan", "sumber": CONTOH,
        }
        for desa in villages
        if desa not in unknown
    ]  # fmt: skip


def _konsultasi() -> list[Row]:
    """Consultations of 18 of Lampihong's 27 villages, January 2025 to October 2026."""
    rng = _rng("konsultasi")
    first, last = date(2025, 1, 6), date(2026, 10, 30)
    active = sorted(rng.sample(_villages(LAMPIHONG), 18))
    hands = {"dijawab langsung": 0, "diteruskan": 3, "perlu tindak lanjut": 8, "tidak dapat dipenuhi": 1}
    asked = [_office(rng, _workday(first + timedelta(days=rng.randrange((last - first).days)))) for _ in range(150)]
    rows = []
    for number, moment in enumerate(sorted(asked), 1):
        # Each active village appears once before chance takes over, so that 18 are 18.
        desa = active[number - 1] if number <= len(active) else rng.choice(active)
        answered = moment + timedelta(minutes=int(60 * min(rng.lognormvariate(2.6, 1.1), 400)))
        hasil = rng.choices(list(hands), (60, 25, 10, 5))[0]
        done = answered + timedelta(days=rng.randint(0, 2) + hands[hasil], minutes=rng.randint(10, 300))
        end = datetime.combine(last, time(23, 59))
        is_open = answered > end or (moment.date() > last - timedelta(days=45) and rng.random() < 0.6)
        is_done = not is_open and done <= end and rng.random() < 0.93
        rows.append(
            {
                "id_konsultasi": f"KL-{moment:%Y}-{number:03}",
                "masuk_pada": str(moment),
                "kode_kecamatan": LAMPIHONG,
                "kode_desa": desa,
                "tahap": rng.choices(("pra", "saat", "pasca"), (50, 20, 30))[0],
                "topik": rng.choices(
                    ("logistik", "evakuasi", "data", "anggaran", "kelembagaan", "peringatan dini", "pemulihan"),
                    (20, 12, 22, 18, 10, 8, 10),
                )[0],
                "kanal": rng.choices(("tatap muka", "whatsapp", "media sosial", "telepon", "surat"), (38, 40, 8, 9, 5))[
                    0
                ],
                "kode_ancaman": rng.choices(("101", "107", "L01", "105", ""), (45, 20, 12, 8, 15))[0],
                "dijawab_pada": "" if is_open else str(answered),
                "selesai_pada": str(done) if is_done else "",
                "instansi_dihubungi": rng.choice(("BPBD", "Dinas Sosial", "Dinas PUPR"))
                if hasil == "diteruskan"
                else "",
                "hasil": "" if is_open else hasil,
            }
        )
    return rows


@dataclass(frozen=True)
class _Kind:
    """A category of cases: how often, its limit in working days ("" = the default), and where it is referred."""

    kategori: str
    weight: int
    batas: str
    instansi: str
    sensitif: bool = False


# Limits after SP4N (5 information, 14 without field check, 60 with one); referral offices by their usual tasks.
_KINDS = (
    _Kind("kesehatan dan PBI-JK", 26, "14", "Dinas Kesehatan"),
    _Kind("bantuan pangan", 18, "14", "Baznas"),
    _Kind("pembaruan data", 14, "5", "Dinas Sosial Data dan Informasi"),
    _Kind("administrasi kependudukan", 12, "5", "Disdukcapil"),
    _Kind("pendidikan", 8, "14", "Dinas Pendidikan"),
    _Kind("perumahan", 7, "60", "Dinas Perumahan dan Permukiman"),
    _Kind("disabilitas", 5, "14", "Sentra Kementerian Sosial", True),
    _Kind("lanjut usia", 4, "14", "Sentra Kementerian Sosial"),
    _Kind("kekerasan", 2, "5", "UPTD PPA", True),
    _Kind("korban bencana", 2, "5", "BPBD"),
    _Kind("lainnya", 2, "", "Dinas Sosial Rehabilitasi"),
)
_CASES_END = date(2026, 11, 20)


def _kasus() -> tuple[list[Row], list[Row], list[Row]]:
    """About 160 social cases from all eight kecamatan, their history and referrals, January 2025 to November 2026."""
    rng = _rng("kasus")
    people = _People(rng, 11)
    weights = {row["kode"]: int(row["penduduk_2010_jiwa"]) for row in _reference("kecamatan")}
    kecamatan = [*weights, *rng.choices(list(weights), list(weights.values()), k=152)]
    days = (_CASES_END - date(2025, 1, 6)).days
    # The last weeks get their own share, so that some cases are still under way on the last day.
    ages = [rng.randint(0, 28) if n < 18 else rng.randint(0, days) for n in range(len(kecamatan))]
    begun = sorted(_workday(_CASES_END - timedelta(days=age)) for age in ages)
    rng.shuffle(kecamatan)
    kasus: list[Row] = []
    riwayat: list[Row] = []
    rujukan: list[Row] = []
    for number, (kode, day) in enumerate(zip(kecamatan, begun, strict=True), 1):
        kind = rng.choices(_KINDS, [each.weight for each in _KINDS])[0]
        asal = rng.choices(("desa", "puskesos", "kecamatan", "kabupaten"), (55, 20, 15, 10))[0]
        steps = list(_course(rng, kind, asal, day))
        begin = steps[0][0]
        case = f"LS-{begin:%Y}-{number:03}"
        kasus.append(
            people.one(rng.choice(_villages(kode))).row()
            | {
                "id_kasus": case,
                "masuk_pada": str(begin),
                "tingkat_asal": asal,
                "kategori": kind.kategori,
                "kanal": rng.choices(("tatap muka", "whatsapp", "telepon", "kunjungan", "surat"), (50, 25, 10, 10, 5))[
                    0
                ],
                "prioritas": "segera" if kind.sensitif else rng.choices(("biasa", "segera"), (90, 10))[0],
                "sensitif": "ya" if kind.sensitif else "tidak",
                "batas_hari_kerja": kind.batas,
            }
        )
        known = [step for step in steps if step[0].date() <= _CASES_END]
        for moment, status, alasan in known:
            away = status in ("dirujuk", "ditindaklanjuti")
            riwayat.append(
                {
                    "id_kasus": case,
                    "status_pada": str(moment),
                    "status": status,
                    "tingkat": _LEVELS.get(status, "kabupaten"),
                    "instansi": kind.instansi if away else "",
                    "alasan": alasan,
                }
            )
        rujukan += _referral(rng, kind, case, f"RJ-{number:03}", known)
    return kasus, riwayat, rujukan


_LEVELS = {"diterima_desa": "desa", "selesai_desa": "desa", "puskesos": "puskesos", "kecamatan": "kecamatan"}
_Step = tuple[datetime, str, str]


def _course(rng: Random, kind: _Kind, asal: str, day: date) -> Iterator[_Step]:
    """The steps of one case from its first desk to its end; some stop on the way and stay open."""
    pace = 3.0 if kind.batas == "60" else 0.4 if kind.batas == "5" else 1.0

    def later(least: int, most: int) -> datetime:
        nonlocal day
        day = _workday(day, max(1, round(pace * rng.randint(least, most))))
        return _office(rng, day)

    def at(when: datetime, status: str, alasan: str = "") -> _Step:
        return when, status, alasan

    path = ("diterima_desa", "puskesos", "kecamatan", "slrt")
    start = {"desa": 0, "puskesos": 1, "kecamatan": 2, "kabupaten": 3}[asal]
    # Only the cases of the last half year may have got stuck: older ones would have been noticed.
    stuck = 3.0 if day > _CASES_END - timedelta(days=180) else 0.0
    yield at(_office(rng, day), path[start])
    if asal == "desa" and rng.random() < 0.15:
        yield at(later(1, 3), "selesai_desa", "dapat diselesaikan di desa")
        return
    for status in path[start + 1 :]:
        if status == "slrt" or rng.random() < 0.5:
            yield at(later(1, 2), status)
    end = rng.random()
    if end < 0.06:
        yield at(later(1, 4), "ditolak", rng.choice(("sudah menerima bantuan sejenis", "berkas tidak memenuhi syarat")))
        return
    if end < 0.09:
        yield at(later(3, 8), "tidak_dapat_dihubungi", "tiga kali kunjungan, warga tidak di tempat")
        return
    if rng.random() < 0.18:
        yield at(later(1, 3), "menunggu_warga", "melengkapi berkas")
        if rng.random() < 0.07 * stuck:
            return
        day = _workday(day, rng.randint(3, 20))
        yield at(_office(rng, day), "slrt", "berkas lengkap")
    if rng.random() < 0.72:
        yield at(later(1, 2), "dirujuk")
        if rng.random() < 0.04 * stuck:
            return
        yield at(later(1, 3), "ditindaklanjuti")
        if rng.random() < 0.02 * stuck:
            return
    yield at(later(1, 6), "selesai", "layanan diberikan")
    if rng.random() < 0.04:
        yield at(later(5, 15), "dibuka_kembali", "layanan belum diterima warga")
        yield at(later(2, 8), "selesai", "layanan diberikan")


def _referral(rng: Random, kind: _Kind, case: str, number: str, steps: list[_Step]) -> Iterator[Row]:
    """The states of the referral of one case, when it has one, as far as they are known."""
    sent = next((moment for moment, status, _ in steps if status == "dirujuk"), None)
    if sent is None:
        return
    taken = next((moment for moment, status, _ in steps if status == "ditindaklanjuti"), None)
    ended = next((moment for moment, status, _ in steps if status == "selesai" and moment > sent), None)
    states = [(sent, "dikirim"), (taken, "diterima"), (ended, "selesai")]
    nomor_surat = f"460/{rng.randint(10, 400)}/{CONTOH}/{sent:%Y}"
    for moment, status in states:
        if moment is not None:
            yield {
                "id_rujukan": number,
                "id_kasus": case,
                "instansi_tujuan": kind.instansi,
                "layanan": kind.kategori,
                "nomor_surat": nomor_surat,
                "status": status,
                "status_pada": str(moment),
            }


_VISITS_BEGIN, _VISITS_END = date(2024, 2, 1), date(2026, 10, 31)
_SERVICES = {"pangan": 36, "adminduk": 24, "asuransi": 20, "perumahan": 10, "lainnya": 10}


def _kunjungan() -> tuple[list[Row], list[Row], list[Row]]:
    """Halong's outreach: people, visits and the visiting plan, February 2024 to October 2026, plan to December 2026."""
    rng = _rng("kunjungan")
    people = _People(rng, 12)
    villages = _villages(HALONG)
    known: dict[str, list[_Person]] = {desa: [] for desa in villages}
    penerima: list[Row] = []
    kunjungan: list[Row] = []
    rencana: list[Row] = []
    queue: list[str] = []
    for month in _months(_VISITS_BEGIN, date(2026, 12, 1)):
        for _ in range(rng.randint(4, 6)):
            if not queue:
                queue = rng.sample(villages, len(villages))
            desa = queue.pop()
            planned = _workday(month + timedelta(days=rng.randrange(monthrange(month.year, month.month)[1] - 4)))
            plan = {"kode_kecamatan": HALONG, "kode_desa": desa, "tanggal_rencana": str(planned)}
            if planned > _VISITS_END:
                rencana.append(plan | {"status": "direncanakan", "status_pada": "2026-10-26 09:00:00"})
                continue
            fate = rng.random()
            if fate < 0.14:
                status = "ditunda" if fate < 0.11 else "batal"
                alasan = rng.choices(("cuaca", "jalan", "jaringan", "petugas"), (45, 30, 10, 15))[0]
                noted = str(_office(rng, planned))
                rencana.append(plan | {"status": status, "status_pada": noted, "alasan": alasan})
                continue
            visited = min(_workday(planned, rng.choice((0, 0, 0, 1, 2))), _workday(_VISITS_END - timedelta(days=2)))
            done = {"status": "terlaksana", "status_pada": f"{visited} 16:00:00", "tanggal_pelaksanaan": str(visited)}
            rencana.append(plan | done)
            again = rng.sample(known[desa], min(len(known[desa]), rng.randint(0, 3)))
            new = [people.one(desa, without_nik=0.03) for _ in range(rng.randint(3, 6))]
            known[desa] += new
            for person in new:
                penerima += _enrolled(rng, person, visited)
            for person in (*new, *again):
                kunjungan += _served(rng, person, visited)
    return penerima, kunjungan, rencana


def _enrolled(rng: Random, person: _Person, day: date) -> Iterator[Row]:
    """A person's entry into the register and, for a few, how they left it."""
    age = (day - person.lahir).days // 365
    base = person.row() | {
        "jenis_kelamin": person.kelamin,
        "kelompok_umur": "0-17" if age < 18 else "18-59" if age < 60 else "60+",
        "kelompok_sasaran": "lansia"
        if age >= 60
        else rng.choices(("keluarga miskin", "disabilitas", "jauh dari layanan"), (60, 8, 32))[0],
    }
    yield base | {"status": "aktif", "tanggal_status": str(day)}
    left = day + timedelta(days=rng.randint(60, 600))
    if rng.random() < 0.06 and left <= _VISITS_END:
        status = rng.choices(("pindah", "meninggal", "lulus", "data_ganda"), (35, 25, 30, 10))[0]
        yield base | {"status": status, "tanggal_status": str(left)}


def _served(rng: Random, person: _Person, day: date) -> Iterator[Row]:
    """One person's services on one visit; the form is entered days later, aid may come at once or weeks after."""
    chosen = dict.fromkeys(rng.choices(list(_SERVICES), list(_SERVICES.values()), k=rng.choice((1, 1, 1, 2))))
    entered = day + timedelta(days=rng.randint(1, 21))
    base = person.row()
    for layanan in chosen:
        given = day if rng.random() < 0.35 else day + timedelta(days=rng.randint(5, 75))
        got_it = given <= _VISITS_END and rng.random() < 0.85
        yield base | {
            "tanggal_kunjungan": str(day),
            "tanggal_entri": str(entered),
            "layanan": layanan,
            "hasil": "diserahkan" if got_it else rng.choice(("didata", "didata", "dirujuk", "perlu kunjungan ulang")),
            "tanggal_serah": str(given) if got_it else "",
            "petugas_orang": str(rng.randint(2, 5)),
        }


# How the evidence of each kecamatan stands at the end of October 2026, indicator by indicator: o kosong, U diunggah,
# P diperiksa, R perlu_perbaikan, S disetujui, K disetujui and past its date, - tidak_berlaku.
INDICATORS = (*(f"KC-A{n:02}" for n in range(1, 10)), *(f"KC-K{n:02}" for n in range(1, 4)))
_STANDING = {
    "63.11.06": "SSSSSSSSSSSS",
    "63.11.07": "SRSSSSoSSSSU",
    "63.11.04": "SSSRSSSSSS-S",
    "63.11.01": "SSSSSoSSoSSS",
    "63.11.05": "SSUSSSSPSRSS",
    "63.11.03": "SSUSoSSSSSoU",
    "63.11.08": "SSSURSRPSSPo",
    "63.11.02": "SKUoSUPSUSKo",
}
_DOCUMENTS = {
    "KC-A01": ("naskah", "Naskah komitmen camat"),
    "KC-A02": ("daftar hadir", "Daftar hadir bimbingan teknis"),
    "KC-A03": ("isian", "Tangkapan layar isian registrasi"),
    "KC-A04": ("laporan", "Rekap unggahan bukti"),
    "KC-A05": ("laporan", "Laporan berkala"),
    "KC-A06": ("rencana kerja", "Rencana kerja Kencana"),
    "KC-A07": ("naskah", "Kutipan Renja kecamatan"),
    "KC-A08": ("anggaran", "DPA kecamatan"),
    "KC-A09": ("SOP", "SOP kedaruratan kecamatan"),
    "KC-K01": ("laporan", "Laporan KIE warga kawasan rawan"),
    "KC-K02": ("laporan", "Laporan pelatihan"),
    "KC-K03": ("foto", "Foto kegiatan mitigasi"),
}
_EXPIRED = {"KC-A02": "2026-08-31", "KC-K02": "2026-09-30"}
# Two approved documents that run out soon after the last change, and the yearly ones.
_VALID_UNTIL = {"63.11.06 KC-A09": "2026-11-15", "63.11.01 KC-K02": "2026-11-25"}
_YEARLY = ("KC-A06", "KC-A08")


def _bukti() -> tuple[list[Row], list[Row]]:
    """Evidence of eight kecamatan for the twelve counted indicators with its history, November 2025 to October 2026."""
    rng = _rng("bukti")
    bukti: list[Row] = []
    riwayat: list[Row] = []
    for kecamatan, standing in _STANDING.items():
        for indikator, state in zip(INDICATORS, standing, strict=True):
            if state == "o":
                continue
            number = f"BK-{kecamatan[-2:]}-{indikator[3:]}"
            uploaded = _workday(date(2025, 11, 26) + timedelta(days=rng.randrange(230)))
            if state in "UP":
                uploaded = _workday(date(2026, 9, 14) + timedelta(days=rng.randrange(35)))
            jenis, judul = _DOCUMENTS[indikator]
            until = _VALID_UNTIL.get(f"{kecamatan} {indikator}", "2026-12-31" if indikator in _YEARLY else "")
            bukti.append(
                {
                    "id_bukti": number,
                    "kode_kecamatan": kecamatan,
                    "kode_indikator": indikator,
                    "judul": "Pernyataan tidak berlaku" if state == "-" else judul,
                    "jenis_dokumen": "surat" if state == "-" else jenis,
                    "nomor_dokumen": f"{CONTOH}/{rng.randint(1, 300):03}/{uploaded:%Y}",
                    "tanggal_dokumen": str(_workday(uploaded - timedelta(days=rng.randint(5, 120)))),
                    "tanggal_unggah": "" if state == "-" else str(uploaded),
                    "berlaku_sampai": _EXPIRED[indikator] if state == "K" else until,
                }
            )
            for moment, status, alasan in _review(rng, state, uploaded):
                peran = "kecamatan" if status == "diunggah" else "pemeriksa BPBD"
                riwayat.append(
                    {
                        "id_bukti": number,
                        "status_pada": str(moment),
                        "status": status,
                        "alasan": alasan,
                        "oleh_peran": peran,
                    }
                )
    return bukti, riwayat


def _review(rng: Random, state: str, day: date) -> Iterator[_Step]:
    """The steps of one document up to the state in which it stands."""
    if state == "-":
        yield _office(rng, day), "tidak_berlaku", "pelatihan tahun ini diselenggarakan kabupaten, bukan kecamatan"
        return
    yield _office(rng, day), "diunggah", ""
    if state == "U":
        return
    day = _workday(day, rng.randint(1, 6))
    yield _office(rng, day), "diperiksa", ""
    if state == "P":
        return
    if state == "R" or rng.random() < 0.3:
        day = _workday(day, rng.randint(1, 6))
        alasan = rng.choice(("tanda tangan belum ada", "tanggal dokumen tidak terbaca", "daftar hadir tidak lengkap"))
        yield _office(rng, day), "perlu_perbaikan", alasan
        if state == "R":
            return
        day = _workday(day, rng.randint(3, 15))
        yield _office(rng, day), "diunggah", "perbaikan"
        day = _workday(day, rng.randint(1, 4))
        yield _office(rng, day), "diperiksa", ""
    yield _office(rng, _workday(day, rng.randint(1, 6))), "disetujui", ""


def _registrasi() -> list[Row]:
    """Registration fields per kecamatan; a blank value is a field not filled in yet."""
    rng = _rng("registrasi_kencana")
    rows = []
    for kecamatan in _reference("kecamatan"):
        filled = _office(rng, _workday(date(2025, 12, 1) + timedelta(days=rng.randrange(60))))
        values = {
            "Jumlah desa dan kelurahan": str(int(kecamatan["jumlah_desa"]) + int(kecamatan["jumlah_kelurahan"])),
            "Nomor keputusan tim Kencana": f"{CONTOH}/{rng.randint(1, 90):02}/2025",
            "Jumlah relawan terdaftar": str(rng.randint(12, 60)),
            "Letak posko kecamatan": "Kantor kecamatan",
            "Bahaya utama": rng.choice(("Banjir", "Banjir, karhutla", "Kebakaran permukiman, banjir")),
            "Kode rekening anggaran": f"{CONTOH} 1.05",
        }
        blank = rng.sample(list(values), rng.choice((0, 0, 1, 2)))
        rows += [
            {
                "kode_kecamatan": kecamatan["kode"],
                "isian": isian,
                "nilai": "" if isian in blank else nilai,
                "diisi_pada": str(filled),
                "oleh_peran": "operator kecamatan",
            }
            for isian, nilai in values.items()
        ]
    return rows


if __name__ == "__main__":
    write(ROOT / "data" / "sample")
