-- Identitas tiap desa dan kelurahan: kode Kemendagri dan BPS, kecamatan, luas, dan jumlah KK serta jiwa tahun terakhir bila penyebutnya dimuat.
-- grain: kode_desa
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: luas_km2 km2; kk KK; kk_tahun tahun; jiwa jiwa; jiwa_tahun tahun
with urut as (
    select kode_desa, ukuran, nilai, tahun, seri, contoh,
           row_number() over (partition by kode_desa, ukuran order by tahun desc, seri) as ke
    from penyebut
    where kode_desa is not null and nilai > 0 and ukuran in ('kk', 'jiwa')
)
select d.kode as kode_desa, d.kode_bps, d.nama as nama_desa, d.jenis, d.kode_kecamatan, k.nama as nama_kecamatan,
       k.kode_bps as kode_bps_kecamatan, d.luas_km2,
       g.nilai as kk, g.tahun as kk_tahun, g.seri as kk_seri, coalesce(g.contoh, false) as kk_contoh,
       j.nilai as jiwa, j.tahun as jiwa_tahun, j.seri as jiwa_seri, coalesce(j.contoh, false) as jiwa_contoh
from ref_desa d
join ref_kecamatan k on k.kode = d.kode_kecamatan
left join urut g on g.kode_desa = d.kode and g.ukuran = 'kk' and g.ke = 1
left join urut j on j.kode_desa = d.kode and j.ukuran = 'jiwa' and j.ke = 1
where ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
order by k.nama, d.nama, d.kode
