-- Keadaan tiap bukti wajib per kecamatan pada satu tanggal; tanpa dokumen berarti kosong.
-- grain: kode_kecamatan, kode_indikator
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: dokumen dokumen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
dokumen as (
    select r.kode_kecamatan, r.kode_indikator, r.id_bukti, r.keadaan, r.dari,
           row_number() over (
               partition by r.kode_kecamatan, r.kode_indikator
               order by case r.keadaan when 'tidak_berlaku' then 0 when 'disetujui' then 1 when 'diperiksa' then 2 when 'diunggah' then 3
                                       when 'perlu_perbaikan' then 4 when 'kedaluwarsa' then 5 else 6 end, r.dari desc, r.id_bukti
           ) as urut,
           count(*) over (partition by r.kode_kecamatan, r.kode_indikator) as dokumen
    from mart_bukti_rentang r
    cross join tanggal t
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
)
select k.kode as kode_kecamatan, k.nama as nama_kecamatan, k.singkatan,
       i.kode as kode_indikator, i.nama_pendek, i.uraian, i.aspek, i.status_sumber,
       coalesce(d.keadaan, 'kosong') as keadaan,
       coalesce(d.dokumen, 0) as dokumen,
       b.judul, b.tanggal_dokumen, b.tanggal_unggah, b.berlaku_sampai, d.dari as keadaan_sejak
from ref_kecamatan k
cross join kencana_indikator i
left join dokumen d on d.kode_kecamatan = k.kode and d.kode_indikator = i.kode and d.urut = 1
left join bukti b on b.id_bukti = d.id_bukti
where i.dihitung
  and ($kecamatan is null or k.kode = $kecamatan)
order by k.nama, i.kode
