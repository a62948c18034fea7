-- Desa yang berulang terkena: kejadian pada filter ini, setahun sebelum data terakhir, dan bahaya tersering.
-- grain: kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: kejadian kejadian; setahun kejadian
with terpilih as (
    select w.*
    from mart_kejadian_wilayah w
    where w.kode_desa is not null
      and ($dari is null or w.tanggal_sampai >= $dari)
      and ($sampai is null or w.tanggal_dari <= $sampai)
      and ($bahaya is null or w.kode_ancaman = $bahaya or w.kode_ancaman_induk = $bahaya)
      and ($kecamatan is null or w.kode_kecamatan = $kecamatan)
      and ($desa is null or w.kode_desa = $desa)
),
batas as (
    select cast(max(tanggal_sampai) - interval '1 year' as date) as dari from mart_kejadian
),
per_bahaya as (
    select kode_desa, kode_ancaman, count(*) as n,
           row_number() over (partition by kode_desa order by count(*) desc, kode_ancaman) as urut
    from terpilih
    group by kode_desa, kode_ancaman
)
select t.kode_desa,
       d.nama as nama_desa,
       k.nama as nama_kecamatan,
       count(distinct t.id_kejadian) as kejadian,
       count(distinct case when t.tanggal_dari > b.dari then t.id_kejadian end) as setahun,
       max(a.huruf) as huruf,
       max(a.warna) as warna,
       max(a.nama_pendek) as nama_ancaman
from terpilih t
join ref_desa d on d.kode = t.kode_desa
join ref_kecamatan k on k.kode = d.kode_kecamatan
cross join batas b
join per_bahaya p on p.kode_desa = t.kode_desa and p.urut = 1
left join ref_ancaman a on a.kode = p.kode_ancaman
group by t.kode_desa, d.nama, k.nama
order by count(distinct t.id_kejadian) desc, d.nama, t.kode_desa
