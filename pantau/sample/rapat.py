"""Decisions of invented meetings, so that a meeting pack has something to follow up on the first day."""

from pantau.sample.seed import HALONG, LAMPIHONG, Row

_AUGUST, _OCTOBER = "2026-08-12", "2026-10-06"
# Number, programme, meeting, decision, office, deadline, kecamatan, figure, and its states with their days.
_DECISIONS = (
    ("01", "kencana", _AUGUST, "Lengkapi bukti mitigasi (K03) yang masih kosong", "Camat Halong", "2026-10-31", HALONG,
     "KN-3", (("belum", "2026-08-12 11:00"), ("berjalan", "2026-09-15 09:30"))),
    ("02", "destana", _AUGUST, "Hubungi desa yang diam lebih dari satu triwulan", "Camat Lampihong", "2026-11-10",
     LAMPIHONG, "DS-2", (("belum", "2026-08-12 11:00"),)),
    ("03", "layar_sibalang", _AUGUST, "Jawab rujukan yang melewati lima hari kerja", "Dinas Sosial", "2026-09-30", "",
     "SB-1", (("belum", "2026-08-12 11:00"), ("berjalan", "2026-08-20 10:00"), ("selesai", "2026-09-28 15:00"))),
    ("04", "pak_sotarsa", _OCTOBER, "Jelaskan selisih angka media dan register penerima", "Camat Halong", "2026-12-15",
     HALONG, "PS-2", (("belum", "2026-10-06 14:00"),)),
    ("05", "lapor_bencana", _OCTOBER, "Lengkapi jiwa terdampak pada kejadian yang belum melaporkannya", "BPBD", "", "",
     "LB-4", (("belum", "2026-10-06 14:00"),)),
    ("06", "umum", _OCTOBER, "Tetapkan sasaran tiap indikator untuk tahun 2027", "Bappeda", "2026-12-31", "", "",
     (("belum", "2026-10-06 14:00"), ("berjalan", "2026-10-20 08:30"))),
    ("07", "umum", _AUGUST, "Kumpulkan foto kegiatan dalam satu map", "", "2026-09-01", "", "",
     (("belum", "2026-08-12 11:00"), ("batal", "2026-10-06 14:00"))),
)  # fmt: skip


def decisions() -> list[Row]:
    """One row a state of a decision, in the order of their numbers and days."""
    return [
        {
            "id_tindak_lanjut": f"TL-2026-{number}",
            "program": programme,
            "tanggal_rapat": meeting,
            "kode_kecamatan": kecamatan,
            "keputusan": words,
            "penanggung_jawab": office,
            "tenggat": due,
            "status": state,
            "status_pada": f"{at}:00",
            "indikator": figure,
        }
        for number, programme, meeting, words, office, due, kecamatan, figure, states in _DECISIONS
        for state, at in states
    ]
