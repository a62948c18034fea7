-- Kelengkapan bukti seluruh kecamatan pada filter ini dan dokumen yang akan kedaluwarsa dalam 30 hari.
-- grain: satu baris
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: wajib bukti; diunggah bukti; disetujui bukti; berlaku bukti; kosong bukti; perlu_perbaikan bukti; kedaluwarsa bukti; segera_kedaluwarsa bukti; tanpa_alasan sel; total_wajib bukti; dimuat bukti
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
sel as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, i.kode as kode_indikator,
           coalesce(s.keadaan, 'kosong') as keadaan, b.berlaku_sampai - t.per as sisa_hari,
           coalesce(s.tanpa_alasan, false) as tanpa_alasan
    from ref_kecamatan k
    cross join tanggal t
    join mart_indikator_rentang i on i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
    left join bukti b on b.id_bukti = s.id_bukti
)
select (select per from tanggal) as per,
       cast(sum(case when keadaan <> 'tidak_berlaku' then 1 else 0 end) as bigint) as wajib,
       cast(sum(case when keadaan not in ('tidak_berlaku', 'kosong') then 1 else 0 end) as bigint) as diunggah,
       cast(sum(case when keadaan in ('disetujui', 'kedaluwarsa') then 1 else 0 end) as bigint) as disetujui,
       cast(sum(case when keadaan = 'disetujui' then 1 else 0 end) as bigint) as berlaku,
       cast(sum(case when keadaan = 'kosong' then 1 else 0 end) as bigint) as kosong,
       cast(sum(case when keadaan = 'perlu_perbaikan' then 1 else 0 end) as bigint) as perlu_perbaikan,
       cast(sum(case when keadaan = 'kedaluwarsa' then 1 else 0 end) as bigint) as kedaluwarsa,
       cast(sum(case when keadaan = 'disetujui' and sisa_hari between 0 and 30 then 1 else 0 end) as bigint) as segera_kedaluwarsa,
       cast(sum(case when tanpa_alasan then 1 else 0 end) as bigint) as tanpa_alasan,
       (select cast(sum(case when keadaan <> 'tidak_berlaku' then 1 else 0 end) as bigint) from sel) as total_wajib,
       (select count(*) from bukti where $kecamatan is null or kode_kecamatan = $kecamatan) as dimuat
from sel
where $kecamatan is null or kode_kecamatan = $kecamatan
