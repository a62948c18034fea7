-- Nama desa yang tidak dikenali pada baris yang masih ditahan, dan berapa baris menunggu keputusannya.
-- grain: desa_disebut, kode_kecamatan
-- units: jumlah baris
select k.desa_disebut, coalesce(k.kode_kecamatan, '') as kode_kecamatan, count(*) as jumlah, min(m.berkas) as berkas,
       min(k.dataset) as dataset
from karantina k
left join muatan m on m.run = k.run
left join selesai s on s.run = k.run and s.lembar = k.lembar and s.baris = k.baris
where s.cara is null and k.desa_disebut is not null
group by k.desa_disebut, coalesce(k.kode_kecamatan, '')
order by count(*) desc, k.desa_disebut, coalesce(k.kode_kecamatan, '')
