"""Invented cases of Layar Sibalang and visits of Pak Sotarsa, all marked CONTOH.

People are invented: NIK and family cards of area 99 (no such province), made-up names, telephones under 0800.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from pantau.sample.seed import CONTOH, HALONG, Row, generator, months, office, reference, villages, workday

_FIRST = (
    "Arminah", "Baskari", "Cendani", "Darlian", "Endrasih", "Fahmuni", "Galuhita", "Hamdari", "Idrusan", "Jamrani",
    "Kastiani", "Lasmuri", "Mardinah", "Norsanti", "Parmani", "Rusdiani", "Salmuni", "Tarmidah", "Wardiani", "Yusrani",
)  # fmt: skip
_SECOND = (
    "Antaludin", "Bayanan", "Culanda", "Hampangan", "Jalatang", "Kasturian", "Limpasuan", "Manduran", "Pitapan",
    "Rambayan", "Sarunian", "Tabaluan",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
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


class People:
    """Makes people; a running number keeps every NIK distinct within one register, `area` between registers."""

    def __init__(self, rng: Random, area: int) -> None:
        self._rng, self._area, self._made = rng, area, 0

    def one(self, desa: str, without_nik: float = 0.0) -> Person:
        rng = self._rng
        self._made += 1
        born = date(rng.randint(1941, 2007), rng.randint(1, 12), rng.randint(1, 28))
        kelamin = rng.choice("LP")
        day = born.day + (40 if kelamin == "P" else 0)
        nik = f"99{self._area:02}{desa[6:8]}{day:02}{born:%m%y}{self._made:04}"
        return Person(
            nik="" if rng.random() < without_nik else nik,
            nama=f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}",
            lahir=born,
            alamat=f"RT {rng.randint(1, 9):02} Jalan Contoh Nomor {rng.randint(1, 60)}",
            telepon=f"0800{rng.randint(1_000_000, 9_999_999)}",
            desa=desa,
            kelamin=kelamin,
        )


def whoever(row: Row) -> tuple[str, ...]:
    """What makes two rows the same invented person."""
    return (row["nik"],) if row["nik"] else (row["nama"], row["tanggal_lahir"], row["kode_desa"])


def family_cards(rng: Random, area: int, rows: Iterable[Row]) -> dict[tuple[str, ...], str]:
    """Person -> number of the family card: one to four people of a village share one, a few show none."""
    villages_of: dict[str, dict[tuple[str, ...], None]] = {}
    for row in rows:
        villages_of.setdefault(row["kode_desa"], {})[whoever(row)] = None
    cards: dict[tuple[str, ...], str] = {}
    made = 0
    for desa, people in sorted(villages_of.items()):
        waiting = list(people)
        while waiting:
            made += 1
            size = rng.choices((1, 2, 3, 4), (20, 30, 32, 18))[0]
            issued = date(rng.randint(2008, 2024), rng.randint(1, 12), rng.randint(1, 28))
            card = f"99{area:02}{desa[6:8]}{issued:%d%m%y}{made:04}"
            cards |= {person: "" if rng.random() < 0.04 else card for person in waiting[:size]}
            waiting = waiting[size:]
    return cards


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


def cases() -> tuple[list[Row], list[Row], list[Row]]:
    """About 160 social cases from all eight kecamatan, their history and referrals, January 2025 to November 2026."""
    rng = generator("kasus")
    people = People(rng, 11)
    weights = {row["kode"]: int(row["penduduk_2010_jiwa"]) for row in reference("kecamatan")}
    kecamatan = [*weights, *rng.choices(list(weights), list(weights.values()), k=152)]
    days = (_CASES_END - date(2025, 1, 6)).days
    # The last weeks get their own share, so that some cases are still under way on the last day.
    ages = [rng.randint(0, 28) if n < 18 else rng.randint(0, days) for n in range(len(kecamatan))]
    begun = sorted(workday(_CASES_END - timedelta(days=age)) for age in ages)
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
            people.one(rng.choice(villages(kode))).row()
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
        day = workday(day, max(1, round(pace * rng.randint(least, most))))
        return office(rng, day)

    def at(when: datetime, status: str, alasan: str = "") -> _Step:
        return when, status, alasan

    path = ("diterima_desa", "puskesos", "kecamatan", "slrt")
    start = {"desa": 0, "puskesos": 1, "kecamatan": 2, "kabupaten": 3}[asal]
    # Only the cases of the last half year may have got stuck: older ones would have been noticed.
    stuck = 3.0 if day > _CASES_END - timedelta(days=180) else 0.0
    yield at(office(rng, day), path[start])
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
        day = workday(day, rng.randint(3, 20))
        yield at(office(rng, day), "slrt", "berkas lengkap")
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
_FOLLOWED_DAYS = 180
_SERVICES = {"pangan": 36, "adminduk": 24, "asuransi": 20, "perumahan": 10, "lainnya": 10}


def visits(kasus: Iterable[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Halong's outreach: people, visits and the visiting plan, February 2024 to October 2026, plan to December 2026.

    Where a case of the same village came in within half a year of a visit that ended in a referral, the visit names it.
    """
    rng = generator("kunjungan")
    people = People(rng, 12)
    halong = villages(HALONG)
    known: dict[str, list[Person]] = {desa: [] for desa in halong}
    penerima: list[Row] = []
    kunjungan: list[Row] = []
    rencana: list[Row] = []
    queue: list[str] = []
    for month in months(_VISITS_BEGIN, date(2026, 12, 1)):
        for _ in range(rng.randint(4, 6)):
            if not queue:
                queue = rng.sample(halong, len(halong))
            desa = queue.pop()
            planned = workday(month + timedelta(days=rng.randrange(monthrange(month.year, month.month)[1] - 4)))
            plan = {"kode_kecamatan": HALONG, "kode_desa": desa, "tanggal_rencana": str(planned)}
            if planned > _VISITS_END:
                rencana.append(plan | {"status": "direncanakan", "status_pada": "2026-10-26 09:00:00"})
                continue
            fate = rng.random()
            if fate < 0.14:
                status = "ditunda" if fate < 0.11 else "batal"
                alasan = rng.choices(("cuaca", "jalan", "jaringan", "petugas"), (45, 30, 10, 15))[0]
                noted = str(office(rng, planned))
                rencana.append(plan | {"status": status, "status_pada": noted, "alasan": alasan})
                continue
            visited = min(workday(planned, rng.choice((0, 0, 0, 1, 2))), workday(_VISITS_END - timedelta(days=2)))
            done = {"status": "terlaksana", "status_pada": f"{visited} 16:00:00", "tanggal_pelaksanaan": str(visited)}
            rencana.append(plan | done)
            again = rng.sample(known[desa], min(len(known[desa]), rng.randint(0, 3)))
            new = [people.one(desa, without_nik=0.03) for _ in range(rng.randint(3, 6))]
            known[desa] += new
            for person in new:
                penerima += _enrolled(rng, person, visited)
            for person in (*new, *again):
                kunjungan += _served(rng, person, visited)
    cards = family_cards(generator("kartu keluarga"), 12, penerima)
    for row in (*penerima, *kunjungan):
        row["nomor_kk"] = cards[whoever(row)]
    _follow(kunjungan, kasus)
    return penerima, kunjungan, rencana


def _follow(kunjungan: Iterable[Row], kasus: Iterable[Row]) -> None:
    """Write into visits that ended in a referral the case that came of them, each case once."""
    waiting = [row for row in kasus if row["kode_kecamatan"] == HALONG]
    for visit in kunjungan:
        if visit["hasil"] != "dirujuk":
            continue
        day = date.fromisoformat(visit["tanggal_kunjungan"])
        for case in waiting:
            after = (datetime.fromisoformat(case["masuk_pada"]).date() - day).days
            if case["kode_desa"] == visit["kode_desa"] and 0 <= after <= _FOLLOWED_DAYS:
                visit["id_kasus"] = case["id_kasus"]
                waiting.remove(case)
                break


def _enrolled(rng: Random, person: Person, day: date) -> Iterator[Row]:
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


def _served(rng: Random, person: Person, day: date) -> Iterator[Row]:
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
