-- Kasus masuk pada periode, yang masih terbuka, yang lewat batas, dan lama penyelesaian dalam hari kerja.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: hari_ini DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: masuk kasus; masuk_total kasus; terbuka kasus; dijeda kasus; lewat_batas kasus; tanpa_batas kasus; selesai kasus; selesai_berbatas kasus; tepat_waktu kasus; median_hari hari_kerja
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
lama as (
    select r.id_kasus, r.status, r.terbuka, r.batas_hari_kerja, akhir.ke - masuk.ke as hari,
           case when r.status in ('selesai', 'selesai_desa') then 1 else 0 end as selesai
    from mart_kasus_rentang r
    cross join tanggal t
    join mart_hari_kerja akhir on akhir.tanggal = case when r.terbuka = 1 then t.per else r.dari end
    join mart_hari_kerja masuk on masuk.tanggal = r.masuk_tanggal
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
      and ($dari is null or r.masuk_tanggal >= $dari)
      and ($sampai is null or r.masuk_tanggal <= $sampai)
)
select count(*) as masuk,
       (select count(*) from kasus) as masuk_total,
       cast(coalesce(sum(terbuka), 0) as bigint) as terbuka,
       cast(coalesce(sum(case when terbuka = 1 and status = 'menunggu_warga' then 1 else 0 end), 0) as bigint) as dijeda,
       cast(coalesce(sum(case when terbuka = 1 and status <> 'menunggu_warga' and hari > batas_hari_kerja then 1 else 0 end), 0) as bigint) as lewat_batas,
       cast(coalesce(sum(case when terbuka = 1 and batas_hari_kerja is null then 1 else 0 end), 0) as bigint) as tanpa_batas,
       cast(coalesce(sum(selesai), 0) as bigint) as selesai,
       cast(coalesce(sum(case when selesai = 1 and batas_hari_kerja is not null then 1 else 0 end), 0) as bigint) as selesai_berbatas,
       cast(coalesce(sum(case when selesai = 1 and hari <= batas_hari_kerja then 1 else 0 end), 0) as bigint) as tepat_waktu,
       percentile_cont(0.5) within group (order by case when selesai = 1 then hari end) as median_hari
from lama
