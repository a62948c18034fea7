-- Tiap kasus yang sudah masuk pada satu tanggal: hari kerja jamnya berjalan, hari kalender sejak masuk sampai selesai atau tanggal itu, dan keadaannya terhadap batas.
-- grain: id_kasus
-- param: per DATE = NULL
-- param: ambang DOUBLE = 2
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: hari_kerja hari kerja; hari_kalender hari; batas_hari_kerja hari kerja
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
)
select id_kasus, kode_kecamatan, pemegang, hari_kerja,
       case when terbuka = 1 then per else dari end - masuk_tanggal as hari_kalender,
       batas_hari_kerja,
       case when status in ('ditolak', 'tidak_dapat_dihubungi') then 'ditutup_lain'
                when terbuka = 0 and batas_hari_kerja is null then 'selesai_tanpa_batas'
                when terbuka = 0 and hari_kerja <= batas_hari_kerja then 'selesai_tepat'
                when terbuka = 0 then 'selesai_lambat'
                when hari_kerja > batas_hari_kerja then 'lewat'
                when status = 'menunggu_warga' then 'dijeda'
                when batas_hari_kerja - hari_kerja <= coalesce($ambang, 2) then 'mendekati'
                else 'dalam_batas' end as keadaan
from kini
order by id_kasus
