-- Kejadian menurut bahaya dan bulan kalender, semua tahun pada filter dijumlahkan; hanya yang bulannya diketahui.
-- grain: nama_ancaman, bulan_ke
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: bulan_ke bulan; kejadian kejadian; tahun tahun; tanpa_bulan kejadian
with terpilih as (
    select k.id_kejadian, coalesce(i.kode, a.kode) as kode_ancaman, coalesce(i.nama_pendek, a.nama_pendek) as nama_ancaman,
           case when date_trunc('month', k.tanggal_dari) = date_trunc('month', k.tanggal_sampai)
                then cast(extract(month from k.tanggal_dari) as integer) end as bulan_ke,
           k.tanggal_dari
    from mart_kejadian k
    join ref_ancaman a on a.kode = k.kode_ancaman
    left join ref_ancaman i on i.kode = a.induk
    where ($dari is null or k.tanggal_sampai >= $dari)
      and ($sampai is null or k.tanggal_dari <= $sampai)
      and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
      and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
              and ($desa is null or w.kode_desa = $desa)))
),
bulan as (
    select * from (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)) as b(bulan_ke)
),
bahaya as (
    select nama_ancaman, min(kode_ancaman) as kode_ancaman, count(*) as semua, sum(case when bulan_ke is null then 1 else 0 end) as tanpa_bulan from terpilih group by nama_ancaman
)
select h.nama_ancaman, h.kode_ancaman, b.bulan_ke, count(t.id_kejadian) as kejadian,
       (select count(distinct extract(year from tanggal_dari)) from terpilih) as tahun,
       cast(max(h.tanpa_bulan) as bigint) as tanpa_bulan
from bahaya h
cross join bulan b
left join terpilih t on t.nama_ancaman = h.nama_ancaman and t.bulan_ke = b.bulan_ke
group by h.nama_ancaman, h.kode_ancaman, h.semua, b.bulan_ke
order by h.semua desc, h.nama_ancaman, b.bulan_ke
