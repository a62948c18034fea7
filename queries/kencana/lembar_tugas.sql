-- Bukti wajib yang belum berlaku tiap kecamatan: keadaannya, catatan pemeriksa, siapa yang berbuat berikutnya, dan tenggatnya.
-- grain: kode_kecamatan, kode_indikator
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: urut urutan
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
sel as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, i.kode as kode_indikator,
           coalesce(s.keadaan, 'kosong') as keadaan, i.nama_pendek, i.uraian, i.bukti as bukti_diminta, s.id_bukti,
           s.sejak, s.tanpa_alasan
    from ref_kecamatan k
    cross join tanggal t
    join mart_indikator_rentang i on i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
    where $kecamatan is null or k.kode = $kecamatan
),
tenggat as (
    select min(s.periode_sampai) as tenggat
    from target s
    cross join tanggal t
    where s.program = 'kencana' and s.indikator = 'bukti_berlaku' and t.per between s.periode_dari and s.periode_sampai
)
select s.kode_kecamatan, s.nama_kecamatan, s.kode_indikator, s.uraian, s.bukti_diminta, s.keadaan, s.sejak as keadaan_sejak, b.judul,
       case when not s.tanpa_alasan then r.alasan end as catatan, coalesce(s.tanpa_alasan, false) as tanpa_alasan, b.berlaku_sampai,
       case when s.keadaan in ('diunggah', 'diperiksa') then 'Pemeriksa BPBD' else 'Kecamatan' end as untuk,
       g.tenggat,
       case s.keadaan when 'perlu_perbaikan' then 1 when 'kedaluwarsa' then 2 when 'kosong' then 3 when 'diunggah' then 4 else 5 end as urut
from sel s
cross join tanggal t
cross join tenggat g
left join bukti b on b.id_bukti = s.id_bukti
left join mart_bukti_rentang r on r.id_bukti = s.id_bukti and r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
where s.keadaan not in ('disetujui', 'tidak_berlaku')
order by s.nama_kecamatan, urut, s.kode_indikator
