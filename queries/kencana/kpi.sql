-- Kelengkapan bukti seluruh kecamatan pada filter ini dan dokumen yang akan kedaluwarsa dalam 30 hari.
-- grain: satu baris
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: wajib bukti; diunggah bukti; disetujui bukti; berlaku bukti; kosong bukti; perlu_perbaikan bukti; kedaluwarsa bukti; segera_kedaluwarsa bukti; total_wajib bukti; registrasi_terisi isian; registrasi_isian isian; target_nilai persen
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
    select k.kode as kode_kecamatan, coalesce(d.keadaan, 6) as keadaan
    from ref_kecamatan k
    cross join kencana_indikator i
    left join dokumen d on d.kode_kecamatan = k.kode and d.kode_indikator = i.kode
    where i.dihitung
),
segera as (
    select count(*) as n
    from mart_bukti_rentang r
    join bukti b on b.id_bukti = r.id_bukti
    cross join tanggal t
    where r.keadaan = 'disetujui' and r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
      and b.berlaku_sampai between t.per and t.per + 30
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
),
isian as (
    select kode_kecamatan, isian, nilai,
           row_number() over (partition by kode_kecamatan, isian order by diisi_pada desc) as urut
    from registrasi_kencana
    cross join tanggal t
    where cast(diisi_pada as date) <= t.per and ($kecamatan is null or kode_kecamatan = $kecamatan)
),
sasaran as (
    select max(s.periode_sampai) as tenggat_tanggal, max(s.nilai) as target_nilai
    from target s
    cross join tanggal t
    where s.program = 'kencana' and t.per between s.periode_dari and s.periode_sampai
)
select (select per from tanggal) as per,
       cast(sum(case when keadaan <> 0 then 1 else 0 end) as bigint) as wajib,
       cast(sum(case when keadaan between 1 and 5 then 1 else 0 end) as bigint) as diunggah,
       cast(sum(case when keadaan in (1, 5) then 1 else 0 end) as bigint) as disetujui,
       cast(sum(case when keadaan = 1 then 1 else 0 end) as bigint) as berlaku,
       cast(sum(case when keadaan = 6 then 1 else 0 end) as bigint) as kosong,
       cast(sum(case when keadaan = 4 then 1 else 0 end) as bigint) as perlu_perbaikan,
       cast(sum(case when keadaan = 5 then 1 else 0 end) as bigint) as kedaluwarsa,
       (select n from segera) as segera_kedaluwarsa,
       (select cast(sum(case when keadaan <> 0 then 1 else 0 end) as bigint) from sel) as total_wajib,
       (select count(*) from isian where urut = 1 and nilai is not null) as registrasi_terisi,
       (select count(*) from isian where urut = 1) as registrasi_isian,
       (select tenggat_tanggal from sasaran) as tenggat_tanggal,
       (select target_nilai from sasaran) as target_nilai
from sel
where $kecamatan is null or kode_kecamatan = $kecamatan
