-- Kunjungan yang diteruskan ke Layar Sibalang dan keadaan kasusnya sekarang: terbuka, selesai, atau nomornya tidak ditemukan.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: rujukan layanan; tanpa_nomor layanan; kasus kasus; terbuka kasus; selesai kasus; tidak_ditemukan kasus
with rujukan as (
    select id_kasus
    from kunjungan
    where (hasil = 'dirujuk' or id_kasus is not null)
      and ($dari is null or tanggal_kunjungan >= $dari)
      and ($sampai is null or tanggal_kunjungan <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
),
kini as (
    select id_kasus, max(terbuka) as terbuka from mart_kasus_rentang where sampai is null group by id_kasus
),
nomor as (
    select r.id_kasus, max(k.terbuka) as terbuka
    from rujukan r
    left join kini k on k.id_kasus = r.id_kasus
    where r.id_kasus is not null
    group by r.id_kasus
)
select (select count(*) from rujukan) as rujukan,
       (select count(*) from rujukan where id_kasus is null) as tanpa_nomor,
       count(*) as kasus,
       count(case when terbuka = 1 then 1 end) as terbuka,
       count(case when terbuka = 0 then 1 end) as selesai,
       count(case when terbuka is null then 1 end) as tidak_ditemukan
from nomor
