-- Kasus terbuka menurut umur dalam hari kerja sejak masuk dan instansi yang memegangnya; menunggu warga berdiri sendiri.
-- grain: pemegang
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: hari_ini DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: hari_0_3 kasus; hari_4_5 kasus; hari_6_14 kasus; hari_15_60 kasus; hari_lebih_60 kasus; dijeda kasus; terbuka kasus
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
umur as (
    select r.id_kasus, r.pemegang, r.status, kini.ke - masuk.ke as hari
    from mart_kasus_rentang r
    cross join tanggal t
    join mart_hari_kerja kini on kini.tanggal = t.per
    join mart_hari_kerja masuk on masuk.tanggal = r.masuk_tanggal
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
      and r.terbuka = 1
      and ($dari is null or r.masuk_tanggal >= $dari)
      and ($sampai is null or r.masuk_tanggal <= $sampai)
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
)
select pemegang,
       cast(sum(case when status <> 'menunggu_warga' and hari <= 3 then 1 else 0 end) as bigint) as hari_0_3,
       cast(sum(case when status <> 'menunggu_warga' and hari between 4 and 5 then 1 else 0 end) as bigint) as hari_4_5,
       cast(sum(case when status <> 'menunggu_warga' and hari between 6 and 14 then 1 else 0 end) as bigint) as hari_6_14,
       cast(sum(case when status <> 'menunggu_warga' and hari between 15 and 60 then 1 else 0 end) as bigint) as hari_15_60,
       cast(sum(case when status <> 'menunggu_warga' and hari > 60 then 1 else 0 end) as bigint) as hari_lebih_60,
       cast(sum(case when status = 'menunggu_warga' then 1 else 0 end) as bigint) as dijeda,
       count(*) as terbuka
from umur
group by pemegang
order by count(*) desc, pemegang
