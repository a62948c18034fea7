"""Stores of any size for measuring: reports and events made by DuckDB, everything else by the product's own publishing.

The same size always holds the same rows: 157 villages, 60 months (2021-2025), eight hazards, skewed as reports are.
Never goes through the intake of files; that has its own cost and its own tests.
"""

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from pantau import ROOT, now
from pantau.contracts import REFERENCE, contracts
from pantau.intake.publish import building
from pantau.privacy import read_key

# Dataset, the statement that fills it, and its sizes.
Fact: TypeAlias = tuple[str, str, Mapping[str, int]]
REPORTS_PER_EVENT: Final = 1_000
# Below the first a filtered page would be empty; the second is a century of what BPBD Balangan records.
FEWEST_EVENTS, MOST_EVENTS = 100, 5_000
_RUN: Final = "sintetis"
# What decides the content of a store; a change of any of it makes the store anew.
_MADE_FROM: Final = (
    "bench/synthetic.py",
    "bench/synthetic_people.py",
    "pantau/suppression.py",
    "data/contracts",
    "data/reference",
    "pantau/intake/publish",
    "pantau/intake/tables.py",
    "queries/marts",
    "queries/schema",
)

# Numbers that look random and are not: DuckDB's own random() and hash() may change with its version.
_PREPARE: Final = (
    "create temp macro aduk(x) as (x * x + 12345) % 2147483647",
    "create temp macro acak(i, kali) as aduk(aduk((i + 7919) * kali % 2147483647)) / 2147483647.0",
    # Two seasons a year: more rows in the wet months, still in order of time, as reports come in.
    "create temp macro hari(bagian) as date '2021-01-01'"
    " + cast(floor(1826 * least(0.99999, bagian + 0.012 * (1 - cos(bagian * 10 * pi())))) as integer)",
    """
    create temp table bahaya as
    select kode, cast(row_number() over () - 1 as integer) as nomor
    from (values ('101'), ('107'), ('L01'), ('105-AK'), ('102'), ('106'), ('101-BB'), ('102-ET')) as t(kode)
    """,
    """
    create temp table tempat as
    select kode, kode_kecamatan, cast(lintang as double) as lintang, cast(bujur as double) as bujur,
           cast((row_number() over (order by kode) - 1) * 61 % count(*) over () as integer) as nomor
    from read_csv($desa, header = true, all_varchar = true)
    """,
)
_REPORTS: Final = """
insert into fakta_laporan by name
select 'S' || i as id_laporan, b.kode as kode_ancaman, l.tanggal as tanggal_kejadian,
       l.tanggal + interval (i % 1440) minute as lapor_pada, 'whatsapp' as kanal, 'aparat desa' as jenis_pelapor,
       d.kode_kecamatan, d.kode as kode_desa,
       case i % 10 when 0 then 'berat' when 1 then 'sedang' else 'ringan' end as keparahan,
       i % 7 as terdampak_kk, i % 23 as terdampak_jiwa,
       false as contoh, $run as run, '' as lembar, cast(i + 1 as integer) as baris
from (
    select i, hari(i / $rows) as tanggal,
           cast(floor(157 * power(acak(i, 48271), 2)) as integer) as ke_tempat,
           cast(floor(8 * power(acak(i, 69621), 1.8)) as integer) as ke_bahaya
    from range($rows) as t(i)
) as l
join tempat d on d.nomor = l.ke_tempat
join bahaya b on b.nomor = l.ke_bahaya
order by i
"""
# Four steps a report, nine in ten verified and answered; every hundredth is a duplicate.
_STEPS: Final = """
insert into fakta_riwayat_laporan by name
select 'S' || l.i as id_laporan, l.pada + interval (s.menit + l.i % 311) minute as status_pada,
       case when l.i % 100 = 7 and s.langkah = 2 then 'duplikat' else s.status end as status,
       'Pusdalops' as instansi, 'petugas piket' as oleh_peran,
       false as contoh, $run as run, '' as lembar, cast(row_number() over () as integer) as baris
from (select i, hari(i / $rows) + interval (i % 1440) minute as pada from range($rows) as t(i)) as l
join (values (1, 'diterima', 0), (2, 'terverifikasi', 20), (3, 'ditugaskan', 400), (4, 'selesai', 2000))
     as s(langkah, status, menit)
  on l.i % 10 < 9 or s.langkah = 1
"""
_EVENTS: Final = """
insert into fakta_kejadian by name
select 'K' || i as id_kejadian, e.tanggal, e.tanggal as tanggal_dari, e.tanggal as tanggal_sampai,
       'hari' as presisi_tanggal, b.kode as kode_ancaman,
       e.tanggal + interval (i % 1440) minute as lapor_pada,
       e.tanggal + interval (i % 1440 + 30 + i % 200) minute as terkendali_pada,
       case when i % 8 = 0 then d.lintang end as lintang, case when i % 8 = 0 then d.bujur end as bujur,
       'https://contoh.invalid/kejadian/' || i as sumber_url,
       false as contoh, $run as run, '' as lembar, cast(i + 1 as integer) as baris
from (
    select i, hari(acak(i, 16807)) as tanggal, i * 37 % 157 as ke_tempat,
           case when i < 8 then i else cast(floor(8 * power(acak(i, 69621), 1.8)) as integer) end as ke_bahaya
    from range($events) as t(i)
) as e
join tempat d on d.nomor = e.ke_tempat
join bahaya b on b.nomor = e.ke_bahaya
order by i
"""
_PLACES: Final = """
insert into fakta_kejadian_wilayah by name
select 'K' || i as id_kejadian, d.kode_kecamatan, d.kode as kode_desa, 'disebut sumber' as cara,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i, j) as integer) as baris
from range($events) as t(i)
join range(3) as u(j) on j <= i % 3
join tempat d on d.nomor = (i * 37 + j) % 157
order by i, j
"""
_IMPACTS: Final = """
insert into fakta_dampak by name
select 'K' || i as id_kejadian, 'kejadian' as cakupan, v as versi_ke,
       hari(acak(i, 16807)) + interval (v) day as per_pada, 'jam' as presisi_per,
       case v when 1 then 'sementara' else 'akhir' end as tahap, 'BPBD' as penerbit,
       i % 17 + v as terdampak_kk, i % 61 + v as terdampak_jiwa, i % 5 as mengungsi_orang,
       case when i % 3 = 0 then i % 11 end as rumah_terendam_unit,
       'https://contoh.invalid/dampak/' || i || '/' || v as sumber_url,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i, v) as integer) as baris
from range($events) as t(i)
join range(1, 3) as u(v) on v = 1 or i % 4 = 0
order by i, v
"""
_LOG: Final = """
insert into muatan (run, dataset, berkas, sha256, dibaca, dimuat, dikarantina, duplikat, dimuat_pada)
select $run, $dataset, 'sintetis', '', jumlah, jumlah, 0, 0, $pada
from (select count(*) as jumlah from query_table($fact))
"""


def events_for(rows: int) -> int:
    """How many events go with so many reports."""
    return min(MOST_EVENTS, max(FEWEST_EVENTS, rows // REPORTS_PER_EVENT))


def store(folder: Path, rows: int, events: int | None = None) -> Path:
    """The folder (`store`, `ruang_muat`) with this many reports, made once and kept under `folder`."""
    wanted = events_for(rows) if events is None else events
    return once(
        folder / f"laporan-{rows}-kejadian-{wanted}",
        (
            ("laporan", _REPORTS, {"rows": rows}),
            ("riwayat_laporan", _STEPS, {"rows": rows}),
            ("kejadian", _EVENTS, {"events": wanted}),
            ("kejadian_wilayah", _PLACES, {"events": wanted}),
            ("dampak", _IMPACTS, {"events": wanted}),
        ),
    )


def once(place: Path, facts: Sequence[Fact], prepare: Sequence[str] = ()) -> Path:
    """A folder whose facts come from statements; made again when what it is made from has changed."""
    stamp, mark = _stamp(), place / "bahan.sha256"
    if not (mark.is_file() and mark.read_text("ascii") == stamp):
        shutil.rmtree(place, ignore_errors=True)
        _build(place, facts, prepare)
        mark.write_text(stamp, "ascii")
    return place


def _build(place: Path, facts: Sequence[Fact], prepare: Sequence[str]) -> None:
    """Facts by DuckDB, then the product's own reference tables, views, marts, scope files, manifest and pointer."""
    with building(place / "store", contracts(), read_key(place / "ruang_muat")) as made:
        connection = made.connection
        for statement in (*_PREPARE, *prepare):
            connection.execute(statement, {"desa": str(REFERENCE / "desa.csv")} if "$desa" in statement else {})
        for dataset, statement, sizes in facts:
            run = f"{_RUN}-{dataset}"
            connection.execute(statement, {"run": run, **sizes})
            connection.execute(_LOG, {"run": run, "dataset": dataset, "fact": f"fakta_{dataset}", "pada": now()})
            # Named as runs, their rows are counted again like those of any load.
            made.runs.append(run)
        made.publish(lambda _: None)


def _stamp() -> str:
    digest = hashlib.sha256()
    for path in _files(ROOT / name for name in _MADE_FROM):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc") if path.is_dir() else [path]
