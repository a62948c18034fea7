"""First-run registers marked CONTOH: invented, seeded, the same bytes every time.

Lapor Bencana starts from real events with their sources; the other four programmes have no published register, so their
screens start from these. People are invented: NIK of area 99 (no such province), made-up names, telephones under 0800.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from pantau import ROOT
from pantau.contracts import SAMPLE_COLUMN, contract
from pantau.sample import bantuan, bencana, kencana, rapat, sosial
from pantau.sample.seed import CONTOH, HALONG, LAMPIHONG, Row, generator, office, reference, villages, workday

# Every file of data/sample in the order of loading: parents before what refers to them.
DATASETS = (
    "hari_libur", "angka_resmi", "kencana_indikator", "destana_penilaian", "status_darurat", "kejadian",
    "kejadian_wilayah", "dampak", "laporan", "riwayat_laporan", "kelompok_laporan", "logistik_stok", "logistik_keluar",
    "personel", "target", "penyebut", "konsultasi", "kasus", "riwayat_kasus", "rujukan", "penerima",
    "kunjungan", "rencana_kunjungan", "bukti", "riwayat_bukti", "registrasi_kencana", "spm_capaian", "aturan_rangkap",
    "penerimaan", "desil", "tindak_lanjut",
)  # fmt: skip


def write(folder: Path) -> list[Path]:
    """Write the invented registers into a folder, one CSV a dataset, and return their paths in order of loading."""
    rows = registers()
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"{dataset}.csv", dataset, rows[dataset]) for dataset in DATASETS if dataset in rows]


def registers() -> dict[str, list[Row]]:
    """Dataset id -> its invented rows, without the mark CONTOH that `write` puts on each."""
    kasus, riwayat_kasus, rujukan = sosial.cases()
    penerima, kunjungan, rencana = sosial.visits(kasus)
    penerimaan, desil = bantuan.aid(penerima, kasus)
    bukti, riwayat_bukti = _bukti()
    places = {row["kode"]: (float(row["bujur"]), float(row["lintang"])) for row in reference("desa")}
    laporan, riwayat_laporan, kelompok = bencana.reports(generator("laporan"), places)
    return {
        "laporan": laporan,
        "riwayat_laporan": riwayat_laporan,
        "kelompok_laporan": kelompok,
        "logistik_stok": bencana.stock(generator("logistik_stok")),
        "logistik_keluar": bencana.deliveries(generator("logistik_keluar"), places),
        "personel": bencana.personnel(generator("personel")),
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
        "spm_capaian": kencana.services(generator("spm_capaian"), [row["kode"] for row in reference("kecamatan")]),
        "aturan_rangkap": bantuan.rules(),
        "penerimaan": penerimaan,
        "desil": desil,
        "tindak_lanjut": rapat.decisions(),
    }


def _write(path: Path, dataset: str, rows: list[Row]) -> Path:
    names = [column.name for column in contract(dataset).columns if any(row.get(column.name) for row in rows)]
    # Always \n, so that the same rows are the same bytes on every system.
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*names, SAMPLE_COLUMN], restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {SAMPLE_COLUMN: CONTOH} for row in rows)
    return path


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
    rng = generator("penyebut")
    places = villages(HALONG)
    unknown = set(rng.sample(places, 2))
    return [
        {
            "kode_kecamatan": HALONG, "kode_desa": desa, "tahun": "2026", "ukuran": "sasaran_penerima",
            "nilai": str(rng.randint(45, 120)), "seri": "pendataan", "sumber": CONTOH,
        }
        for desa in places
        if desa not in unknown
    ]  # fmt: skip


def _konsultasi() -> list[Row]:
    """Consultations of 18 of Lampihong's 27 villages, January 2025 to October 2026."""
    rng = generator("konsultasi")
    first, last = date(2025, 1, 6), date(2026, 10, 30)
    active = sorted(rng.sample(villages(LAMPIHONG), 18))
    hands = {"dijawab langsung": 0, "diteruskan": 3, "perlu tindak lanjut": 8, "tidak dapat dipenuhi": 1}
    asked = [office(rng, workday(first + timedelta(days=rng.randrange((last - first).days)))) for _ in range(150)]
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
    rng = generator("bukti")
    bukti: list[Row] = []
    riwayat: list[Row] = []
    for kecamatan, standing in _STANDING.items():
        for indikator, state in zip(INDICATORS, standing, strict=True):
            if state == "o":
                continue
            number = f"BK-{kecamatan[-2:]}-{indikator[3:]}"
            uploaded = workday(date(2025, 11, 26) + timedelta(days=rng.randrange(230)))
            if state in "UP":
                uploaded = workday(date(2026, 9, 14) + timedelta(days=rng.randrange(35)))
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
                    "tanggal_dokumen": str(workday(uploaded - timedelta(days=rng.randint(5, 120)))),
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


def _review(rng: Random, state: str, day: date) -> Iterator[tuple[datetime, str, str]]:
    """The steps of one document up to the state in which it stands."""
    if state == "-":
        yield office(rng, day), "tidak_berlaku", "pelatihan tahun ini diselenggarakan kabupaten, bukan kecamatan"
        return
    yield office(rng, day), "diunggah", ""
    if state == "U":
        return
    day = workday(day, rng.randint(1, 6))
    yield office(rng, day), "diperiksa", ""
    if state == "P":
        return
    if state == "R" or rng.random() < 0.3:
        day = workday(day, rng.randint(1, 6))
        alasan = rng.choice(("tanda tangan belum ada", "tanggal dokumen tidak terbaca", "daftar hadir tidak lengkap"))
        yield office(rng, day), "perlu_perbaikan", alasan
        if state == "R":
            return
        day = workday(day, rng.randint(3, 15))
        yield office(rng, day), "diunggah", "perbaikan"
        day = workday(day, rng.randint(1, 4))
        yield office(rng, day), "diperiksa", ""
    yield office(rng, workday(day, rng.randint(1, 6))), "disetujui", ""


def _registrasi() -> list[Row]:
    """Registration fields per kecamatan; a blank value is a field not filled in yet."""
    rng = generator("registrasi_kencana")
    rows = []
    for kecamatan in reference("kecamatan"):
        filled = office(rng, workday(date(2025, 12, 1) + timedelta(days=rng.randrange(60))))
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
