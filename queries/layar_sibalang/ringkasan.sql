-- Kasus terbuka pada tanggal ini, yang lewat batasnya dan pemegang terbanyaknya, dan bagian yang selesai tepat waktu terhadap sasaran.
-- grain: satu baris
-- param: hari_ini DATE = NULL
-- units: nilai kasus; dari kasus; batang_persen persen; garis_persen persen; lewat_tenggat kasus
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
kini as (
    select r.status, r.terbuka, r.pemegang, r.batas_hari_kerja, r.jalan_sebelum + r.berjalan * (h.ke - r.dari_ke) as hari_kerja
    from mart_kasus_rentang r
    cross join tanggal t
    join mart_hari_kerja h on h.tanggal = t.per
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
),
terlambat as (
    select pemegang, count(*) as n, row_number() over (order by count(*) desc, pemegang) as urut
    from kini
    where terbuka = 1 and hari_kerja > batas_hari_kerja
    group by pemegang
),
sasaran as (
    select max(s.nilai) as nilai
    from target s
    cross join tanggal t
    where s.program = 'layar_sibalang' and s.indikator = 'tepat_waktu' and t.per between s.periode_dari and s.periode_sampai
)
select cast(coalesce(sum(terbuka), 0) as bigint) as nilai,
       'angka' as bentuk,
       cast(null as bigint) as dari,
       100.0 * sum(case when status in ('selesai', 'selesai_desa') and hari_kerja <= batas_hari_kerja then 1 else 0 end)
             / nullif(sum(case when status in ('selesai', 'selesai_desa') and batas_hari_kerja is not null then 1 else 0 end), 0) as batang_persen,
       (select nilai from sasaran) as garis_persen,
       case when (select nilai from sasaran) is not null then 'tepat, sasaran' end as garis_kata,
       (select cast(coalesce(sum(n), 0) as bigint) from terlambat) as lewat_tenggat,
       (select pemegang from terlambat where urut = 1) as pemegang_terlambat
from kini
