-- Daftar kejadian dengan dampak versi terakhirnya; kosong berarti belum dilaporkan, nol berarti nihil.
-- grain: id
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: meninggal_orang orang; hilang_orang orang; luka_orang orang; mengungsi_orang orang; terdampak_kk KK; terdampak_jiwa jiwa; rumah_rusak_berat_unit rumah; rumah_rusak_sedang_unit rumah; rumah_rusak_ringan_unit rumah; rumah_rusak_tak_terklasifikasi_unit rumah; rumah_terendam_unit rumah; rumah_terdampak_unit rumah; lahan_ha hektare; tma_maks_cm sentimeter; kerugian_rp rupiah; bantuan_rp rupiah
select k.id_kejadian as id,
       k.kib,
       k.tanggal,
       k.tanggal_dari,
       k.tanggal_sampai,
       k.presisi_tanggal,
       k.kode_ancaman,
       k.nama_ancaman,
       k.huruf,
       k.nama_kecamatan,
       k.nama_desa,
       k.desa_disebut,
       k.meninggal_orang,
       k.hilang_orang,
       k.luka_orang,
       k.mengungsi_orang,
       k.terdampak_kk,
       k.terdampak_jiwa,
       k.rumah_rusak_berat_unit,
       k.rumah_rusak_sedang_unit,
       k.rumah_rusak_ringan_unit,
       k.rumah_rusak_tak_terklasifikasi_unit,
       k.rumah_terendam_unit,
       k.rumah_terdampak_unit,
       k.lahan_ha,
       k.tma_maks_cm,
       k.kerugian_rp,
       k.bantuan_rp,
       k.tahap,
       k.catatan,
       k.sumber_url
from mart_kejadian k
where ($dari is null or k.tanggal_sampai >= $dari)
  and ($sampai is null or k.tanggal_dari <= $sampai)
  and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
  and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
          and ($desa is null or w.kode_desa = $desa)))
order by k.tanggal_dari desc, k.id_kejadian desc
