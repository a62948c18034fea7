-- Umur dokumen tiap bukti yang ada pada satu tanggal, dan sisa masa berlakunya bila batasnya diketahui.
-- grain: id_bukti
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: umur_bulan bulan; batas_bulan bulan; sisa_hari hari
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
daftar as (
    select i.kode, i.nama_pendek, i.uraian
    from mart_indikator_rentang i
    cross join tanggal t
    where i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
)
select r.id_bukti, k.nama as nama_kecamatan, r.kode_indikator, d.nama_pendek, d.uraian, b.judul, r.keadaan,
       b.tanggal_dokumen, b.berlaku_sampai,
       (t.per - b.tanggal_dokumen) / 30.4375 as umur_bulan,
       (b.berlaku_sampai - b.tanggal_dokumen) / 30.4375 as batas_bulan,
       cast(b.berlaku_sampai - t.per as bigint) as sisa_hari
from mart_bukti_rentang r
cross join tanggal t
join daftar d on d.kode = r.kode_indikator
join bukti b on b.id_bukti = r.id_bukti
join ref_kecamatan k on k.kode = r.kode_kecamatan
where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
  and r.keadaan not in ('kosong', 'tidak_berlaku')
  and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
order by r.kode_indikator, umur_bulan desc, r.id_bukti
