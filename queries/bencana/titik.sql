-- Kejadian yang punya koordinat di dalam Balangan, untuk digambar sebagai titik.
-- grain: id
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: lintang derajat; bujur derajat; terdampak_jiwa jiwa; umur_hari hari
select k.id_kejadian as id, k.lintang, k.bujur, coalesce(k.kode_ancaman_induk, k.kode_ancaman) as kelompok_ancaman, k.nama_ancaman,
       k.tanggal_dari, k.terdampak_jiwa,
       (select max(e.tanggal_sampai) from mart_kejadian e) - k.tanggal_sampai as umur_hari
from mart_kejadian k
where k.lintang is not null
  and k.bujur is not null
  and k.titik_di_luar = 0
  and ($dari is null or k.tanggal_sampai >= $dari)
  and ($sampai is null or k.tanggal_dari <= $sampai)
  and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
  and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
          and ($desa is null or w.kode_desa = $desa)))
order by k.id_kejadian
