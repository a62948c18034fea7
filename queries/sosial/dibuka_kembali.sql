-- Penutupan pertama kasus yang sudah berumur 30 hari, dan yang dibuka kembali paling lama 30 hari sesudahnya.
-- grain: satu baris
-- param: per DATE = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: ditutup kasus; dinilai kasus; dibuka_30 kasus; dibuka kasus
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
rentang as (
    select r.*, t.per, lag(r.pemegang) over (partition by r.id_kasus order by r.dari) as pemegang_sebelum
    from mart_kasus_rentang r
    cross join tanggal t
    where r.dari <= t.per
      and ($kecamatan is null or r.kode_kecamatan = $kecamatan)
      and ($dari is null or r.masuk_tanggal >= $dari)
      and ($sampai is null or r.masuk_tanggal <= $sampai)
),
tutup as (
    select id_kasus, per, min(dari) as pada from rentang where status in ('selesai', 'selesai_desa') group by id_kasus, per
),
buka as (
    select t.id_kasus, t.per, t.pada, min(r.dari) as dibuka
    from tutup t
    left join rentang r on r.id_kasus = t.id_kasus and r.dari > t.pada and r.terbuka = 1
    group by t.id_kasus, t.per, t.pada
)
select count(*) as ditutup,
       cast(coalesce(sum(case when per - pada >= 30 or dibuka - pada <= 30 then 1 else 0 end), 0) as bigint) as dinilai,
       cast(coalesce(sum(case when dibuka - pada <= 30 then 1 else 0 end), 0) as bigint) as dibuka_30,
       cast(coalesce(sum(case when dibuka is not null then 1 else 0 end), 0) as bigint) as dibuka
from buka
