-- Selisih dua register sampai akhir periode: orang yang pernah dikunjungi di samping orang dalam register penerima.
-- grain: satu baris
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: dikunjungi_orang orang; keluarga keluarga; tanpa_kk_orang orang; belum_terdaftar_orang orang; terdaftar_orang orang; tanpa_kunjungan_orang orang; aktif_orang orang
with lawatan as (
    select coalesce(sum(baru_orang), 0) as orang, coalesce(sum(baru_keluarga), 0) as keluarga,
           coalesce(sum(tanpa_kk_orang), 0) as tanpa_kk, coalesce(sum(belum_terdaftar_orang), 0) as belum_terdaftar
    from mart_penerima_baru
    where layanan = 'semua'
      and ($sampai is null or tanggal <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
),
daftar as (
    select count(*) as orang,
           coalesce(sum(case when dikunjungi = 0 then 1 else 0 end), 0) as tanpa_kunjungan,
           coalesce(sum(case when status = 'aktif' then 1 else 0 end), 0) as aktif
    from mart_penerima_keadaan
    where ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
      and (($sampai is null and sampai is null) or (dari <= $sampai and (sampai is null or sampai > $sampai)))
)
select cast(l.orang as bigint) as dikunjungi_orang, cast(l.keluarga as bigint) as keluarga,
       cast(l.tanpa_kk as bigint) as tanpa_kk_orang, cast(l.belum_terdaftar as bigint) as belum_terdaftar_orang,
       d.orang as terdaftar_orang, cast(d.tanpa_kunjungan as bigint) as tanpa_kunjungan_orang, cast(d.aktif as bigint) as aktif_orang
from lawatan l
cross join daftar d
