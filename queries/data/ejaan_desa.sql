-- Ejaan desa yang diputuskan orang: tertulis apa, desa mana yang dimaksud, kapan dan oleh peran apa.
-- grain: ejaan, kode_kecamatan
select a.ejaan, a.kode_kecamatan, a.kode_desa, d.nama as desa, k.nama as kecamatan, a.diputuskan_pada, a.oleh_peran
from alias_desa a
left join ref_desa d on d.kode = a.kode_desa
left join ref_kecamatan k on k.kode = a.kode_kecamatan
order by a.diputuskan_pada desc, a.ejaan, a.kode_kecamatan
