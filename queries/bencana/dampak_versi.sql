-- Semua versi dampak satu kejadian menurut urutan terbit: angka dapat direvisi naik maupun turun.
-- grain: id, cakupan, kode_kecamatan, kode_desa, versi_ke
-- param: id VARCHAR = NULL
-- param: cakupan VARCHAR = NULL
-- units: versi_ke versi; jumlah_kecamatan kecamatan; jumlah_desa desa; mengungsi_orang orang; meninggal_orang orang; luka_orang orang; terdampak_kk KK; terdampak_jiwa jiwa; rumah_terendam_unit rumah; rumah_terdampak_unit rumah; rumah_rusak_berat_unit rumah; rumah_rusak_sedang_unit rumah; rumah_rusak_ringan_unit rumah
select d.id_kejadian as id,
       d.cakupan,
       d.kode_kecamatan,
       r.nama as nama_kecamatan,
       d.kode_desa,
       s.nama as nama_desa,
       d.versi_ke,
       d.per_pada,
       d.presisi_per,
       d.tahap,
       d.status,
       d.penerbit,
       d.jumlah_kecamatan,
       d.jumlah_desa,
       d.meninggal_orang,
       d.luka_orang,
       d.mengungsi_orang,
       d.terdampak_kk,
       d.terdampak_jiwa,
       d.rumah_rusak_berat_unit,
       d.rumah_rusak_sedang_unit,
       d.rumah_rusak_ringan_unit,
       d.rumah_terendam_unit,
       d.rumah_terdampak_unit,
       d.catatan,
       d.sumber_url
from dampak d
left join ref_kecamatan r on r.kode = d.kode_kecamatan
left join ref_desa s on s.kode = d.kode_desa
where ($id is null or d.id_kejadian = $id)
  and ($cakupan is null or d.cakupan = $cakupan)
order by d.id_kejadian, case d.cakupan when 'kejadian' then 1 when 'kecamatan' then 2 else 3 end, d.versi_ke, d.kode_kecamatan, d.kode_desa
