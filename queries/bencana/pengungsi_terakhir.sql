-- Kejadian terakhir pada filter ini yang melaporkan pengungsi, dengan jumlahnya: awal hitungan kebutuhan.
-- grain: id
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: mengungsi_orang orang; terdampak_jiwa jiwa
select k.id_kejadian as id, k.tanggal_dari, k.tanggal, k.tanggal_sampai, k.nama_ancaman, k.nama_kecamatan, k.mengungsi_orang, k.terdampak_jiwa
from mart_kejadian k
where k.mengungsi_orang > 0
      and ($dari is null or k.tanggal_sampai >= $dari)
      and ($sampai is null or k.tanggal_dari <= $sampai)
      and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
      and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
              and ($desa is null or w.kode_desa = $desa)))
order by k.tanggal_dari desc, k.id_kejadian desc
limit 1
