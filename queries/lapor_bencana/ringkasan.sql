-- Dua belas bulan terakhir data bencana: jiwa terdampak, kejadian penyumbang terbesar dan yang belum melaporkan jiwa.
-- grain: satu baris
-- units: nilai jiwa; dari jiwa; batang_persen persen; garis_persen persen; andil_persen persen; belum_melapor kejadian; kejadian kejadian
with batas as (
    select cast(date_trunc('month', max(tanggal_sampai)) - interval '11 months' as date) as dari from mart_kejadian
),
setahun as (
    select k.*, row_number() over (order by k.terdampak_jiwa desc nulls last, k.id_kejadian) as urut
    from mart_kejadian k
    cross join batas b
    where k.tanggal_dari >= b.dari
)
select cast(sum(terdampak_jiwa) as bigint) as nilai,
       'angka' as bentuk,
       cast(null as bigint) as dari,
       cast(null as double) as batang_persen,
       cast(null as double) as garis_persen,
       cast(null as varchar) as garis_kata,
       max(case when urut = 1 then nama_ancaman end) as terbesar,
       max(case when urut = 1 then tanggal_dari end) as terbesar_tanggal,
       100.0 * max(case when urut = 1 then terdampak_jiwa end) / nullif(sum(terdampak_jiwa), 0) as andil_persen,
       count(*) - count(terdampak_jiwa) as belum_melapor,
       count(*) as kejadian
from setahun
