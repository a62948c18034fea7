"""Stores of any number of beneficiaries and cases for measuring the social screens; see `bench.synthetic`.

A fifth as many cases as people. Pseudonyms are invented like everything else: nobody stands behind them.
"""

from pathlib import Path
from typing import Final

from bench import synthetic

PEOPLE_PER_CASE: Final = 5

# Table function of the building connection: so many people with village, family and day.
_PLACED: Final = """
create temp macro orang(jumlah) as table
select i, 'p' || md5('orang' || i) as pid, 'k' || md5('keluarga' || i // 3) as kid, d.kode as kode_desa,
       d.kode_kecamatan, hari(i / jumlah) as tanggal
from range(jumlah) as t(i)
join tempat d on d.nomor = cast(floor(157 * power(acak(i, 48271), 2)) as integer)
"""
_PEOPLE: Final = """
insert into fakta_penerima by name
select pid, 'nik' as pid_dasar, kid, kode_kecamatan, kode_desa, tanggal as tanggal_status, 'aktif' as status,
       case i % 5 when 0 then 'lansia' when 1 then 'disabilitas' else 'keluarga miskin' end as kelompok_sasaran,
       case i % 4 when 0 then '60+' when 1 then '0-17' else '18-59' end as kelompok_umur,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i) as integer) as baris
from orang($people) order by i
"""
_VISITS: Final = """
insert into fakta_kunjungan by name
select pid, 'nik' as pid_dasar, kid, kode_kecamatan, kode_desa,
       tanggal + cast(u.kali * 30 as integer) as tanggal_kunjungan,
       case (i + u.kali) % 5 when 0 then 'asuransi' when 1 then 'perumahan' when 2 then 'pangan'
            when 3 then 'adminduk' else 'lainnya' end as layanan,
       case i % 4 when 0 then 'didata' else 'diserahkan' end as hasil,
       case when i % 4 > 0 then tanggal + cast(u.kali * 30 as integer) + cast(i % 40 as integer) end as tanggal_serah,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i) as integer) as baris
from orang($people) join range(2) as u(kali) on u.kali = 0 or i % 2 = 0
order by i
"""
_AID: Final = """
insert into fakta_penerimaan by name
select pid, 'nik' as pid_dasar, kid, kode_kecamatan, kode_desa, p.kode as kode_program,
       date '2025-01-15' + cast(i % 600 as integer) as tanggal_salur,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i) as integer) as baris
from orang($people)
join (values ('PKH', 3), ('SEMBAKO', 4), ('PBI-JK', 2), ('BLT-DD', 7), ('PIP', 5)) as p(kode, tiap) on i % p.tiap = 0
order by i
"""
_DECILES: Final = """
insert into fakta_desil by name
select pid, 'nik' as pid_dasar, kid, kode_kecamatan, kode_desa, date '2025-01-01' as tanggal_data,
       cast(1 + floor(10 * power(acak(i, 69621), 1.6)) as integer) as desil,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i) as integer) as baris
from orang($people) where i % 20 > 0 order by i
"""
_CASES: Final = """
insert into fakta_kasus by name
select 'S' || i as id_kasus, pid, 'nik' as pid_dasar, kode_kecamatan, kode_desa, 'desa' as tingkat_asal,
       tanggal + interval (i % 480 + 480) minute as masuk_pada,
       case i % 6 when 0 then 'kesehatan dan PBI-JK' when 1 then 'disabilitas' when 2 then 'kekerasan'
            when 3 then 'perumahan' when 4 then 'bantuan pangan' else 'pendidikan' end as kategori,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i) as integer) as baris
from orang($cases) order by i
"""
_STEPS: Final = """
insert into fakta_riwayat_kasus by name
select 'S' || i as id_kasus, tanggal + interval (s.hari * 1440 + 600 + i % 300) minute as status_pada, s.status,
       s.tingkat, case when s.langkah = 3 then 'Dinas Kesehatan' end as instansi,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i) as integer) as baris
from orang($cases)
join (values (1, 'diterima_desa', 'desa', 0), (2, 'slrt', 'kabupaten', 2), (3, 'dirujuk', 'kabupaten', 4),
             (4, 'selesai', 'kabupaten', 9)) as s(langkah, status, tingkat, hari)
  on s.langkah < 4 or i % 10 < 9
order by i
"""
_REFERRALS: Final = """
insert into fakta_rujukan by name
select 'R' || i as id_rujukan, 'S' || i as id_kasus, 'Dinas Kesehatan' as instansi_tujuan, s.status,
       tanggal + interval (s.hari * 1440 + 600) minute as status_pada,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by i) as integer) as baris
from orang($cases)
join (values (1, 'dikirim', 4), (2, 'diterima', 6)) as s(langkah, status, hari) on s.langkah = 1 or i % 3 > 0
order by i
"""
_RULES: Final = """
insert into fakta_aturan_rangkap by name
select a as kode_program_a, b as kode_program_b, putusan, date '2025-01-01' as berlaku_dari, 'sintetis' as dasar,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by a, b) as integer) as baris
from (values ('BLT-DD', 'PKH', 'bentrok'), ('BLT-DD', 'SEMBAKO', 'perlu_cek'), ('PIP', 'PKH', 'boleh'))
     as t(a, b, putusan)
"""
_ELIGIBLE: Final = """
insert into fakta_penyebut by name
select kode_kecamatan, kode as kode_desa, 2025 as tahun, 'sasaran_penerima' as ukuran,
       cast($people / 100 as bigint) as nilai, 'pendataan' as seri,
       false as contoh, $run as run, '' as lembar, cast(row_number() over (order by kode) as integer) as baris
from tempat
"""


def store(folder: Path, people: int) -> Path:
    """The folder (`store`, `ruang_muat`) with this many beneficiaries, made once and kept under `folder`."""
    persons, cases = {"people": people}, {"cases": people // PEOPLE_PER_CASE}
    return synthetic.once(
        folder / f"orang-{people}",
        (
            ("penerima", _PEOPLE, persons),
            ("kunjungan", _VISITS, persons),
            ("penerimaan", _AID, persons),
            ("desil", _DECILES, persons),
            ("kasus", _CASES, cases),
            ("riwayat_kasus", _STEPS, cases),
            ("rujukan", _REFERRALS, cases),
            ("aturan_rangkap", _RULES, {}),
            ("penyebut", _ELIGIBLE, persons),
        ),
        (_PLACED,),
    )
