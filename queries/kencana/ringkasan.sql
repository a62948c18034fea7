-- Bagian bukti wajib yang berlaku di delapan kecamatan, laju menuju tenggat, dan kecamatan yang paling jauh.
-- grain: satu baris
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: nilai persen; dari bukti; batang_persen persen; garis_persen persen; berlaku bukti; wajib bukti
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
dokumen as (
    select r.kode_kecamatan, r.kode_indikator,
           min(case r.keadaan when 'tidak_berlaku' then 0 when 'disetujui' then 1 else 2 end) as keadaan
    from mart_bukti_rentang r
    cross join tanggal t
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
    group by r.kode_kecamatan, r.kode_indikator
),
kecamatan as (
    select k.nama,
           sum(case when coalesce(d.keadaan, 2) <> 0 then 1 else 0 end) as wajib,
           sum(case when d.keadaan = 1 then 1 else 0 end) as berlaku
    from ref_kecamatan k
    cross join kencana_indikator i
    left join dokumen d on d.kode_kecamatan = k.kode and d.kode_indikator = i.kode
    where i.dihitung and ($kecamatan is null or k.kode = $kecamatan)
    group by k.nama
),
urut as (
    select nama, row_number() over (order by 1.0 * berlaku / nullif(wajib, 0), nama) as ke from kecamatan
),
sasaran as (
    select max(s.nilai) as nilai, max(s.periode_dari) as dari, max(s.periode_sampai) as sampai, max(t.per) as per
    from target s
    cross join tanggal t
    where s.program = 'kencana' and t.per between s.periode_dari and s.periode_sampai
)
select 100.0 * sum(k.berlaku) / nullif(sum(k.wajib), 0) as nilai,
       'persen' as bentuk,
       cast(null as bigint) as dari,
       100.0 * sum(k.berlaku) / nullif(sum(k.wajib), 0) as batang_persen,
       max(s.nilai) * (max(s.per) - max(s.dari)) / nullif(max(s.sampai) - max(s.dari), 0) as garis_persen,
       case when max(s.nilai) is not null then 'seharusnya' end as garis_kata,
       cast(sum(k.berlaku) as bigint) as berlaku,
       cast(sum(k.wajib) as bigint) as wajib,
       (select string_agg(nama, ' dan ' order by ke) from urut where ke <= 2) as terjauh
from kecamatan k
cross join sasaran s
