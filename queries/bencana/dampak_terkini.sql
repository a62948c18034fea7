-- Dampak versi terakhir yang berlaku untuk tiap kejadian, pada cakupan terluas; angka kosong tidak diisi dari versi lama.
-- grain: id
-- param: id VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: versi_ke versi; meninggal_orang orang; hilang_orang orang; luka_orang orang; mengungsi_orang orang; terdampak_kk KK; terdampak_jiwa jiwa; rumah_rusak_berat_unit rumah; rumah_rusak_sedang_unit rumah; rumah_rusak_ringan_unit rumah; rumah_terendam_unit rumah; rumah_terdampak_unit rumah; lahan_ha hektare; tma_maks_cm sentimeter; kerugian_rp rupiah; bantuan_rp rupiah
select k.id_kejadian as id,
       k.tanggal,
       k.kode_ancaman,
       k.nama_ancaman,
       d.versi_ke,
       d.dasar_cakupan,
       d.per_pada,
       d.tahap,
       d.penerbit,
       d.meninggal_orang,
       d.hilang_orang,
       d.luka_orang,
       d.mengungsi_orang,
       d.terdampak_kk,
       d.terdampak_jiwa,
       d.rumah_rusak_berat_unit,
       d.rumah_rusak_sedang_unit,
       d.rumah_rusak_ringan_unit,
       d.rumah_terendam_unit,
       d.rumah_terdampak_unit,
       d.lahan_ha,
       d.tma_maks_cm,
       d.kerugian_rp,
       d.bantuan_rp,
       d.sumber_url
from mart_kejadian k
join mart_dampak_terkini d on d.id_kejadian = k.id_kejadian
where ($id is null or k.id_kejadian = $id)
  and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
order by k.tanggal_dari desc, k.id_kejadian desc
