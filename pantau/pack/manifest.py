"""What a pack keeps of itself: enough to find it again, and to hold a later one against it."""

from typing import Any

from pantau.pack import Pack


def record(pack: Pack) -> dict[str, Any]:
    """What the manifest keeps of a pack, so that a later one can be held against it."""
    choice = pack.choice
    return {
        "rapat": choice.meeting,
        "tanggal_rapat": choice.day.isoformat(),
        "program": list(choice.programmes),
        "kecamatan": choice.filters.kecamatan and choice.filters.kecamatan.name,
        "periode": choice.period,
        "kalimat": choice.sentence,
        "pembuat": choice.maker,
        "dibuat": pack.made.isoformat(),
        "generasi": pack.generation,
        "lingkup": pack.scope,
        "kode": pack.code,
        "contoh": pack.sample,
        "keadaan": [
            {"id": each.id, "program": each.programme, "judul": each.title, "nilai": each.value, "satuan": each.unit,
             "arah": each.direction}
            for each in pack.standings
        ],
        "daftar": {name: dict(things) for name, things in pack.listed.items()},
        "gambar": [
            {"nomor": leaf.number, "judul": leaf.finding, "gagal": leaf.failed,
             "kueri": [{"nama": a.query, "parameter": {k: str(v) for k, v in a.params.items() if v is not None},
                        "baris": a.rows, "sha256": a.sha256, "lingkup": a.scope} for a in leaf.asked]}
            for leaf in pack.leaves
        ],
    }  # fmt: skip
