-- Wilayah terdampak yang kejadiannya tidak dikenal.
-- grain: id_kejadian, kode_kecamatan, kode_desa
select w.id_kejadian, w.kode_kecamatan, w.kode_desa
from kejadian_wilayah w
left join kejadian k on k.id_kejadian = w.id_kejadian
where k.id_kejadian is null
order by w.id_kejadian, w.kode_kecamatan, w.kode_desa
