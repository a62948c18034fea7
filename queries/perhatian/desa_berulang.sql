-- Desa yang terkena sedikitnya sejumlah ambang kejadian dalam dua belas bulan terakhir data; sejak = hari terakhir kejadian yang mencapai ambang.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai kejadian
with akhir as (
    select max(tanggal_sampai) as tanggal from mart_kejadian where $per is null or tanggal_sampai <= $per
),
kena as (
    select distinct w.kode_desa, w.id_kejadian, w.tanggal_sampai
    from mart_kejadian_wilayah w
    cross join akhir a
    where w.kode_desa is not null
      and w.tanggal_dari > cast(a.tanggal - interval '1 year' as date)
      and w.tanggal_sampai <= a.tanggal
),
urut as (
    select kode_desa, tanggal_sampai, row_number() over (partition by kode_desa order by tanggal_sampai, id_kejadian) as ke
    from kena
)
select u.kode_desa as kode, d.nama, max(u.ke) as nilai,
       min(case when u.ke >= coalesce($ambang, 1) then u.tanggal_sampai end) as sejak
from urut u
join ref_desa d on d.kode = u.kode_desa
group by u.kode_desa, d.nama
having max(u.ke) >= coalesce($ambang, 1)
order by nilai desc, sejak, kode
