-- Dokumen bukti satu sel matriks: tanggal dokumen, tanggal unggah, masa berlaku dan keadaannya pada satu tanggal.
-- grain: id_bukti
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: indikator VARCHAR = NULL
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
)
select b.id_bukti, k.nama as nama_kecamatan, b.kode_indikator, b.judul, b.jenis_dokumen, b.tanggal_dokumen, b.tanggal_unggah,
       b.berlaku_sampai, r.keadaan, r.dari as keadaan_sejak, r.alasan, b.catatan
from bukti b
join ref_kecamatan k on k.kode = b.kode_kecamatan
cross join tanggal t
join mart_bukti_rentang r on r.id_bukti = b.id_bukti and r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
where ($kecamatan is null or b.kode_kecamatan = $kecamatan)
  and ($indikator is null or b.kode_indikator = $indikator)
order by b.kode_indikator, b.id_bukti
