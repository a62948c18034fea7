-- Kelengkapan bukti tiap kecamatan: diunggah, disetujui dan masih berlaku adalah tiga persentase yang berbeda.
-- grain: kode_kecamatan
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: wajib bukti; diunggah bukti; disetujui bukti; berlaku bukti; kosong bukti; perlu_perbaikan bukti; kedaluwarsa bukti; diunggah_persen persen; disetujui_persen persen; berlaku_persen persen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
dokumen as (
    select r.kode_kecamatan, r.kode_indikator,
           min(case r.keadaan when 'tidak_berlaku' then 0 when 'disetujui' then 1 when 'diperiksa' then 2 when 'diunggah' then 3
                              when 'perlu_perbaikan' then 4 when 'kedaluwarsa' then 5 else 6 end) as keadaan
    from mart_bukti_rentang r
    cross join tanggal t
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
    group by r.kode_kecamatan, r.kode_indikator
),
sel as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, coalesce(d.keadaan, 6) as keadaan
    from ref_kecamatan k
    cross join kencana_indikator i
    left join dokumen d on d.kode_kecamatan = k.kode and d.kode_indikator = i.kode
    where i.dihitung and ($kecamatan is null or k.kode = $kecamatan)
),
hitung as (
    select kode_kecamatan, nama_kecamatan,
           cast(sum(case when keadaan <> 0 then 1 else 0 end) as bigint) as wajib,
           cast(sum(case when keadaan between 1 and 5 then 1 else 0 end) as bigint) as diunggah,
           cast(sum(case when keadaan in (1, 5) then 1 else 0 end) as bigint) as disetujui,
           cast(sum(case when keadaan = 1 then 1 else 0 end) as bigint) as berlaku,
           cast(sum(case when keadaan = 6 then 1 else 0 end) as bigint) as kosong,
           cast(sum(case when keadaan = 4 then 1 else 0 end) as bigint) as perlu_perbaikan,
           cast(sum(case when keadaan = 5 then 1 else 0 end) as bigint) as kedaluwarsa
    from sel
    group by kode_kecamatan, nama_kecamatan
)
select kode_kecamatan, nama_kecamatan, wajib, diunggah, disetujui, berlaku, kosong, perlu_perbaikan, kedaluwarsa,
       100.0 * diunggah / nullif(wajib, 0) as diunggah_persen,
       100.0 * disetujui / nullif(wajib, 0) as disetujui_persen,
       100.0 * berlaku / nullif(wajib, 0) as berlaku_persen
from hitung
order by berlaku desc, nama_kecamatan
