-- Dampak bercakupan kecamatan atau desa yang tidak menyebut kecamatan atau desanya.
-- grain: id_kejadian, cakupan, kode_kecamatan, kode_desa, versi_ke
-- units: versi_ke versi
select id_kejadian, cakupan, kode_kecamatan, kode_desa, versi_ke
from dampak
where (cakupan = 'kecamatan' and kode_kecamatan is null) or (cakupan = 'desa' and kode_desa is null)
order by id_kejadian, cakupan, kode_kecamatan, kode_desa, versi_ke
