-- Bagian bukti wajib yang berlaku di delapan kecamatan, laju menuju tenggat, dan kecamatan yang paling jauh.
-- grain: satu baris
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: nilai persen; dari bukti; batang_persen persen; garis_persen persen; berlaku bukti; wajib bukti
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
kecamatan as (
    select nama_kecamatan as nama,
           sum(case when keadaan <> 'tidak_berlaku' then 1 else 0 end) as wajib,
           sum(case when keadaan = 'disetujui' then 1 else 0 end) as berlaku
    from sel
    group by nama_kecamatan
),
urut as (
    select nama, row_number() over (order by 1.0 * berlaku / nullif(wajib, 0), nama) as ke from kecamatan
),
sasaran as (
    select max(s.nilai) as nilai, max(coalesce(s.awal, 0)) as awal,
           max(s.periode_dari) as dari, max(s.periode_sampai) as sampai, max(t.per) as per
    from target s
    cross join tanggal t
    where s.program = 'kencana' and s.indikator = 'bukti_berlaku' and s.satuan = 'persen' and s.kode_kecamatan is null
      and t.per between s.periode_dari and s.periode_sampai
)
select 100.0 * sum(k.berlaku) / nullif(sum(k.wajib), 0) as nilai,
       'persen' as bentuk,
       cast(null as bigint) as dari,
       100.0 * sum(k.berlaku) / nullif(sum(k.wajib), 0) as batang_persen,
       max(s.awal) + (max(s.nilai) - max(s.awal)) * (max(s.per) - max(s.dari)) / nullif(max(s.sampai) - max(s.dari), 0) as garis_persen,
       case when max(s.nilai) is not null then 'seharusnya' end as garis_kata,
       cast(sum(k.berlaku) as bigint) as berlaku,
       cast(sum(k.wajib) as bigint) as wajib,
       (select string_agg(nama, ' dan ' order by ke) from urut where ke <= 2) as terjauh
from kecamatan k
cross join sasaran s
