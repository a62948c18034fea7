-- Kejadian pada bulan kalender yang sama di lima tahun sebelumnya: terendah, median dan tertinggi; kosong bila data belum lima tahun.
-- grain: bulan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: terendah kejadian; median kejadian; tertinggi kejadian
with terpilih as (
    select cast(date_trunc('month', k.tanggal_dari) as date) as bulan
    from mart_kejadian k
    where ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
      and date_trunc('month', k.tanggal_dari) = date_trunc('month', k.tanggal_sampai)
      and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
              and ($desa is null or w.kode_desa = $desa)))
),
batas as (
    select cast(date_trunc('month', min(tanggal_dari)) as date) as awal,
           cast(date_trunc('month', coalesce($dari, min(tanggal_dari))) as date) as dari,
           cast(date_trunc('month', coalesce($sampai, max(tanggal_sampai))) as date) as sampai
    from mart_kejadian
),
bulan as (
    select distinct cast(cast(b.dari as timestamp) + n.ke * interval '1 month' as date) as bulan, b.awal
    from batas b
    cross join (select cast(row_number() over (order by tanggal) - 1 as integer) as ke from mart_hari_kerja) as n
    where b.dari is not null
      and cast(cast(b.dari as timestamp) + n.ke * interval '1 month' as date) <= b.sampai
),
lalu as (
    select b.bulan, m.mundur,
           (select count(*) from terpilih t where t.bulan = cast(cast(b.bulan as timestamp) - m.mundur * interval '1 year' as date)) as kejadian
    from bulan b
    cross join (values (1), (2), (3), (4), (5)) as m(mundur)
    where cast(cast(b.bulan as timestamp) - interval '5 years' as date) >= b.awal
)
select bulan, min(kejadian) as terendah, percentile_cont(0.5) within group (order by kejadian) as median, max(kejadian) as tertinggi
from lalu
group by bulan
order by bulan
