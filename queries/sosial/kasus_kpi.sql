-- Kasus yang masuk pada periode: yang selesai, yang aktif, yang lewat atau mendekati batasnya pada satu tanggal, dan lama penyelesaian dalam hari kerja.
-- grain: satu baris
-- param: per DATE = NULL
-- param: ambang DOUBLE = 2
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: masuk kasus; masuk_total kasus; selesai kasus; aktif kasus; dijeda kasus; lewat kasus; mendekati kasus; tanpa_batas kasus; ditutup_lain kasus; selesai_berbatas kasus; tepat_waktu kasus; median_hari hari kerja; p90_hari hari kerja; target_persen persen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
kini as (
    select r.*, t.per, r.jalan_sebelum + r.berjalan * (h.ke - r.dari_ke) as hari_kerja
    from mart_kasus_rentang r
    cross join tanggal t
    join mart_hari_kerja h on h.tanggal = t.per
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
      and ($dari is null or r.masuk_tanggal >= $dari)
      and ($sampai is null or r.masuk_tanggal <= $sampai)
),
keadaan as (
    select terbuka, hari_kerja, batas_hari_kerja,
           case when status in ('ditolak', 'tidak_dapat_dihubungi') then 'ditutup_lain'
                when terbuka = 0 and batas_hari_kerja is null then 'selesai_tanpa_batas'
                when terbuka = 0 and hari_kerja <= batas_hari_kerja then 'selesai_tepat'
                when terbuka = 0 then 'selesai_lambat'
                when hari_kerja > batas_hari_kerja then 'lewat'
                when status = 'menunggu_warga' then 'dijeda'
                when batas_hari_kerja - hari_kerja <= coalesce($ambang, 2) then 'mendekati'
                else 'dalam_batas' end as keadaan
    from kini
)
select count(*) as masuk,
       (select count(*) from mart_kasus) as masuk_total,
       cast(coalesce(sum(case when keadaan in ('selesai_tepat', 'selesai_lambat', 'selesai_tanpa_batas') then 1 else 0 end), 0) as bigint) as selesai,
       cast(coalesce(sum(case when terbuka = 1 then 1 else 0 end), 0) as bigint) as aktif,
       cast(coalesce(sum(case when keadaan = 'dijeda' then 1 else 0 end), 0) as bigint) as dijeda,
       cast(coalesce(sum(case when keadaan = 'lewat' then 1 else 0 end), 0) as bigint) as lewat,
       cast(coalesce(sum(case when keadaan = 'mendekati' then 1 else 0 end), 0) as bigint) as mendekati,
       cast(coalesce(sum(case when terbuka = 1 and batas_hari_kerja is null then 1 else 0 end), 0) as bigint) as tanpa_batas,
       cast(coalesce(sum(case when keadaan = 'ditutup_lain' then 1 else 0 end), 0) as bigint) as ditutup_lain,
       cast(coalesce(sum(case when keadaan in ('selesai_tepat', 'selesai_lambat') then 1 else 0 end), 0) as bigint) as selesai_berbatas,
       cast(coalesce(sum(case when keadaan = 'selesai_tepat' then 1 else 0 end), 0) as bigint) as tepat_waktu,
       percentile_cont(0.5) within group (order by case when keadaan in ('selesai_tepat', 'selesai_lambat', 'selesai_tanpa_batas') then hari_kerja end) as median_hari,
       percentile_cont(0.9) within group (order by case when keadaan in ('selesai_tepat', 'selesai_lambat', 'selesai_tanpa_batas') then hari_kerja end) as p90_hari,
       (select max(s.nilai) from target s cross join tanggal t
        where s.program = 'layar_sibalang' and s.indikator = 'tepat_waktu' and t.per between s.periode_dari and s.periode_sampai) as target_persen
from keadaan
