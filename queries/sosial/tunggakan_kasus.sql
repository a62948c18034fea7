-- Kasus terbuka pada satu tanggal menurut pemegangnya dan hari kerja jamnya berjalan; yang menunggu warga dijeda dan dihitung sendiri selama belum lewat batasnya.
-- grain: pemegang
-- param: per DATE = NULL
-- param: ambang DOUBLE = 2
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: hari_0_3 kasus; hari_4_5 kasus; hari_6_14 kasus; hari_15_60 kasus; hari_lebih_60 kasus; dijeda kasus; terbuka kasus; dalam_batas kasus; mendekati kasus; lewat kasus
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
terbuka as (
    select pemegang, hari_kerja,
           case when status in ('ditolak', 'tidak_dapat_dihubungi') then 'ditutup_lain'
                when terbuka = 0 and batas_hari_kerja is null then 'selesai_tanpa_batas'
                when terbuka = 0 and hari_kerja <= batas_hari_kerja then 'selesai_tepat'
                when terbuka = 0 then 'selesai_lambat'
                when hari_kerja > batas_hari_kerja then 'lewat'
                when status = 'menunggu_warga' then 'dijeda'
                when batas_hari_kerja - hari_kerja <= coalesce($ambang, 2) then 'mendekati'
                else 'dalam_batas' end as keadaan
    from kini
    where terbuka = 1
)
select pemegang,
       cast(sum(case when keadaan <> 'dijeda' and hari_kerja <= 3 then 1 else 0 end) as bigint) as hari_0_3,
       cast(sum(case when keadaan <> 'dijeda' and hari_kerja between 4 and 5 then 1 else 0 end) as bigint) as hari_4_5,
       cast(sum(case when keadaan <> 'dijeda' and hari_kerja between 6 and 14 then 1 else 0 end) as bigint) as hari_6_14,
       cast(sum(case when keadaan <> 'dijeda' and hari_kerja between 15 and 60 then 1 else 0 end) as bigint) as hari_15_60,
       cast(sum(case when keadaan <> 'dijeda' and hari_kerja > 60 then 1 else 0 end) as bigint) as hari_lebih_60,
       cast(sum(case when keadaan = 'dijeda' then 1 else 0 end) as bigint) as dijeda,
       count(*) as terbuka,
       cast(sum(case when keadaan = 'dalam_batas' then 1 else 0 end) as bigint) as dalam_batas,
       cast(sum(case when keadaan = 'mendekati' then 1 else 0 end) as bigint) as mendekati,
       cast(sum(case when keadaan = 'lewat' then 1 else 0 end) as bigint) as lewat
from terbuka
group by pemegang
order by count(*) desc, pemegang
