-- Kejadian tiap kecamatan pada dua belas bulan terakhir filter yang memuat kejadian; sebulan = kejadian berbeda bulan itu, satu kejadian dapat mengenai beberapa kecamatan.
-- grain: bulan, kode_kecamatan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: kejadian kejadian; sebulan kejadian
with terpilih as (
    select k.id_kejadian, cast(date_trunc('month', k.tanggal_dari) as date) as bulan
    from mart_kejadian k
    where ($dari is null or k.tanggal_sampai >= $dari)
      and ($sampai is null or k.tanggal_dari <= $sampai)
      and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
      and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
              and ($desa is null or w.kode_desa = $desa)))
      and date_trunc('month', k.tanggal_dari) = date_trunc('month', k.tanggal_sampai)
),
per_bulan as (
    select bulan, count(distinct id_kejadian) as sebulan from terpilih group by bulan
),
akhir as (
    select max(bulan) as bulan from terpilih
),
bulan as (
    select cast(cast(a.bulan as timestamp) - m.mundur * interval '1 month' as date) as bulan
    from akhir a
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as m(mundur)
    where a.bulan is not null
)
select b.bulan, r.kode as kode_kecamatan, r.nama as nama_kecamatan, count(distinct w.id_kejadian) as kejadian,
       coalesce(p.sebulan, 0) as sebulan
from bulan b
cross join ref_kecamatan r
left join per_bulan p on p.bulan = b.bulan
left join terpilih t on t.bulan = b.bulan
left join mart_kejadian_wilayah w on w.id_kejadian = t.id_kejadian and w.kode_kecamatan = r.kode and ($desa is null or w.kode_desa = $desa)
where ($kecamatan is null or r.kode = $kecamatan)
group by b.bulan, r.kode, r.nama, p.sebulan
order by b.bulan, r.kode
