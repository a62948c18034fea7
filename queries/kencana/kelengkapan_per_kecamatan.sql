-- Kelengkapan bukti tiap kecamatan: diunggah, disetujui dan masih berlaku adalah tiga persentase yang berbeda.
-- grain: kode_kecamatan
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: wajib bukti; diunggah bukti; disetujui bukti; berlaku bukti; kosong bukti; perlu_perbaikan bukti; kedaluwarsa bukti; diunggah_persen persen; disetujui_persen persen; berlaku_persen persen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
sel as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, i.kode as kode_indikator,
           coalesce(s.keadaan, 'kosong') as keadaan
    from ref_kecamatan k
    cross join tanggal t
    join mart_indikator_rentang i on i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
    where $kecamatan is null or k.kode = $kecamatan
),
hitung as (
    select kode_kecamatan, nama_kecamatan,
           cast(sum(case when keadaan <> 'tidak_berlaku' then 1 else 0 end) as bigint) as wajib,
           cast(sum(case when keadaan not in ('tidak_berlaku', 'kosong') then 1 else 0 end) as bigint) as diunggah,
           cast(sum(case when keadaan in ('disetujui', 'kedaluwarsa') then 1 else 0 end) as bigint) as disetujui,
           cast(sum(case when keadaan = 'disetujui' then 1 else 0 end) as bigint) as berlaku,
           cast(sum(case when keadaan = 'kosong' then 1 else 0 end) as bigint) as kosong,
           cast(sum(case when keadaan = 'perlu_perbaikan' then 1 else 0 end) as bigint) as perlu_perbaikan,
           cast(sum(case when keadaan = 'kedaluwarsa' then 1 else 0 end) as bigint) as kedaluwarsa
    from sel
    group by kode_kecamatan, nama_kecamatan
)
select kode_kecamatan, nama_kecamatan, wajib, diunggah, disetujui, berlaku, kosong, perlu_perbaikan, kedaluwarsa,
       100.0 * diunggah / nullif(wajib, 0) as diunggah_persen,
       100.0 * disetujui / nullif(wajib, 0) as disetujui_persen,
       100.0 * berlaku / nullif(wajib, 0) as berlaku_persen
from hitung
order by berlaku desc, nama_kecamatan
