-- Keadaan tiap bukti wajib per kecamatan pada satu tanggal, disusun ulang dari riwayat; tanpa dokumen berarti kosong.
-- grain: kode_kecamatan, kode_indikator
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: dokumen dokumen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
sel as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, i.kode as kode_indikator,
           coalesce(s.keadaan, 'kosong') as keadaan, k.singkatan, i.nama_pendek, i.uraian, i.aspek, i.tingkat,
           i.status_sumber, i.versi, s.id_bukti, s.sejak, s.tanpa_alasan, s.dokumen
    from ref_kecamatan k
    cross join tanggal t
    join mart_indikator_rentang i on i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
    where $kecamatan is null or k.kode = $kecamatan
)
select s.kode_kecamatan, s.nama_kecamatan, s.singkatan, s.kode_indikator, s.nama_pendek, s.uraian, s.aspek, s.tingkat,
       s.status_sumber, s.versi, s.keadaan, coalesce(s.dokumen, 0) as dokumen, coalesce(s.tanpa_alasan, false) as tanpa_alasan,
       b.judul, b.tanggal_dokumen, b.tanggal_unggah, b.berlaku_sampai, s.sejak as keadaan_sejak
from sel s
left join bukti b on b.id_bukti = s.id_bukti
order by s.nama_kecamatan, s.kode_indikator
