-- Wilayah tanpa sinyal tiap desa menurut pendataan terakhir tiap lokasinya, dengan waktu tempuh dan jarak terjauh dari kantor kecamatan; desa yang belum didata tidak tampil.
-- grain: kode_desa
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: lokasi lokasi; tanpa_sinyal lokasi; keadaan_disebut lokasi; jam jam; km km
with urut as (
    select kode_desa, jaringan, waktu_tempuh_jam, jarak_km, tanggal_data, contoh,
           row_number() over (partition by kode_desa, lokasi order by tanggal_data desc nulls last, run desc, baris desc) as ke
    from blank_spot
)
select u.kode_desa, count(*) as lokasi, count(u.jaringan) as keadaan_disebut,
       count(case when u.jaringan = 'tanpa sinyal' then 1 end) as tanpa_sinyal,
       max(u.waktu_tempuh_jam) as jam, max(u.jarak_km) as km, max(u.tanggal_data) as didata, bool_or(u.contoh) as contoh
from urut u
join ref_desa d on d.kode = u.kode_desa
where u.ke = 1
  and ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
group by u.kode_desa
order by u.kode_desa
