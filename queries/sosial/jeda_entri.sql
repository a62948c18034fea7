-- Hari dari kunjungan sampai formulirnya dimasukkan; yang dimasukkan sebelum kunjungan dihitung terpisah sebagai salah tanggal.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: median_hari hari; p90_hari hari; n layanan; terbalik layanan; tanpa_entri layanan
with jeda as (
    select tanggal_entri - tanggal_kunjungan as hari
    from kunjungan
    where ($dari is null or tanggal_kunjungan >= $dari)
      and ($sampai is null or tanggal_kunjungan <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
)
select percentile_cont(0.5) within group (order by case when hari >= 0 then hari end) as median_hari,
       percentile_cont(0.9) within group (order by case when hari >= 0 then hari end) as p90_hari,
       count(case when hari >= 0 then 1 end) as n,
       count(case when hari < 0 then 1 end) as terbalik,
       count(case when hari is null then 1 end) as tanpa_entri
from jeda
