-- Kasus terbuka pada tanggal ini, yang lewat batasnya, dan bagian yang selesai tepat waktu terhadap sasaran.
-- grain: satu baris
-- param: hari_ini DATE = NULL
-- units: nilai kasus; dari kasus; batang_persen persen; garis_persen persen; lewat_tenggat kasus
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
lama as (
    select r.status, r.terbuka, r.batas_hari_kerja, k.kategori, akhir.ke - masuk.ke as hari,
           case when r.status in ('selesai', 'selesai_desa') then 1 else 0 end as selesai
    from mart_kasus_rentang r
    join kasus k on k.id_kasus = r.id_kasus
    cross join tanggal t
    join mart_hari_kerja akhir on akhir.tanggal = case when r.terbuka = 1 then t.per else r.dari end
    join mart_hari_kerja masuk on masuk.tanggal = r.masuk_tanggal
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
),
terlambat as (
    select kategori, count(*) as n, row_number() over (order by count(*) desc, kategori) as urut
    from lama
    where terbuka = 1 and status <> 'menunggu_warga' and hari > batas_hari_kerja
    group by kategori
),
sasaran as (
    select max(s.nilai) as nilai
    from target s
    cross join tanggal t
    where s.program = 'layar_sibalang' and t.per between s.periode_dari and s.periode_sampai
)
select cast(coalesce(sum(terbuka), 0) as bigint) as nilai,
       'angka' as bentuk,
       cast(null as bigint) as dari,
       100.0 * sum(case when selesai = 1 and hari <= batas_hari_kerja then 1 else 0 end)
             / nullif(sum(case when selesai = 1 and batas_hari_kerja is not null then 1 else 0 end), 0) as batang_persen,
       (select nilai from sasaran) as garis_persen,
       case when (select nilai from sasaran) is not null then 'tepat, sasaran' end as garis_kata,
       (select cast(coalesce(sum(n), 0) as bigint) from terlambat) as lewat_tenggat,
       (select kategori from terlambat where urut = 1) as kategori_terlambat
from lama
