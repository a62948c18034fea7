-- Orang dan keluarga yang baru terlayani tiap hari, desa dan layanan; layanan "semua" adalah kunjungan pertama apa pun.
-- grain: layanan, tanggal, kode_kecamatan, kode_desa
-- units: baru_orang orang; baru_keluarga keluarga; tanpa_kk_orang orang; belum_terdaftar_orang orang
with kunjungan_orang as (
    select k.pid, k.kid, k.kode_kecamatan, k.kode_desa, k.tanggal_kunjungan as tanggal, k.layanan,
           row_number() over (partition by k.pid order by k.tanggal_kunjungan, k.kode_desa, k.layanan) as ke_orang,
           row_number() over (partition by k.pid, k.layanan order by k.tanggal_kunjungan, k.kode_desa) as ke_orang_layanan,
           row_number() over (partition by k.kid order by k.tanggal_kunjungan, k.kode_desa, k.layanan) as ke_keluarga,
           row_number() over (partition by k.kid, k.layanan order by k.tanggal_kunjungan, k.kode_desa) as ke_keluarga_layanan,
           max(k.kid) over (partition by k.pid) as kid_orang
    from kunjungan k
),
terdaftar as (
    select distinct pid from penerima
),
ditandai as (
    select k.*,
           case when k.kid_orang is null then 1 else 0 end as tanpa_kk,
           case when t.pid is null then 1 else 0 end as belum_terdaftar
    from kunjungan_orang k
    left join terdaftar t on t.pid = k.pid
    where k.ke_orang = 1 or k.ke_orang_layanan = 1 or (k.kid is not null and (k.ke_keluarga = 1 or k.ke_keluarga_layanan = 1))
),
baru as (
    select 'semua' as layanan, tanggal, kode_kecamatan, kode_desa,
           case when ke_orang = 1 then 1 else 0 end as orang,
           case when kid is not null and ke_keluarga = 1 then 1 else 0 end as keluarga,
           tanpa_kk, belum_terdaftar
    from ditandai
    union all
    select layanan, tanggal, kode_kecamatan, kode_desa,
           case when ke_orang_layanan = 1 then 1 else 0 end as orang,
           case when kid is not null and ke_keluarga_layanan = 1 then 1 else 0 end as keluarga,
           tanpa_kk, belum_terdaftar
    from ditandai
)
select layanan, tanggal, kode_kecamatan, kode_desa,
       cast(sum(orang) as bigint) as baru_orang,
       cast(sum(keluarga) as bigint) as baru_keluarga,
       cast(sum(orang * tanpa_kk) as bigint) as tanpa_kk_orang,
       cast(sum(orang * belum_terdaftar) as bigint) as belum_terdaftar_orang
from baru
where orang = 1 or keluarga = 1
group by layanan, tanggal, kode_kecamatan, kode_desa
order by layanan, tanggal, kode_desa
