-- Dampak yang kejadiannya tidak dikenal.
-- grain: id_kejadian, cakupan, kode_kecamatan, kode_desa, versi_ke
-- units: versi_ke versi
select d.id_kejadian, d.cakupan, d.kode_kecamatan, d.kode_desa, d.versi_ke
from dampak d
left join kejadian k on k.id_kejadian = d.id_kejadian
where k.id_kejadian is null
order by d.id_kejadian, d.cakupan, d.kode_kecamatan, d.kode_desa, d.versi_ke
