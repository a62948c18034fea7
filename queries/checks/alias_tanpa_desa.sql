-- Ejaan desa yang menunjuk ke desa yang tidak ada dalam daftar resmi, atau pasti tetapi tanpa desa.
-- grain: ejaan, kode_kecamatan, kode_desa
select a.ejaan, a.kode_kecamatan, a.kode_desa, a.keyakinan
from ref_desa_alias a
left join ref_desa d on d.kode = a.kode_desa
where d.kode is null and (a.kode_desa is not null or a.keyakinan = 'pasti')
order by a.ejaan, a.kode_kecamatan, a.kode_desa
