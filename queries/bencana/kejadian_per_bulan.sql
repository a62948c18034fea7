-- Kejadian per bulan dan bahaya menurut tanggal kejadian; bulan kosong berarti tanggalnya hanya diketahui tahunnya.
-- grain: bulan, huruf
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: kejadian kejadian
with terpilih as (
    select k.id_kejadian, k.huruf, k.warna, k.kode_ancaman,
           case when date_trunc('month', k.tanggal_dari) = date_trunc('month', k.tanggal_sampai)
                then cast(date_trunc('month', k.tanggal_dari) as date) end as bulan
    from mart_kejadian k
    where ($dari is null or k.tanggal_sampai >= $dari)
      and ($sampai is null or k.tanggal_dari <= $sampai)
      and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
      and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
              and ($desa is null or w.kode_desa = $desa)))
)
select t.bulan, t.huruf, t.warna, min(a.nama_pendek) as nama_ancaman, count(*) as kejadian
from terpilih t
left join ref_ancaman a on a.kode = t.kode_ancaman
group by t.bulan, t.huruf, t.warna
order by t.bulan, t.huruf
