-- Desa acuan yang kecamatannya tidak ada dalam daftar kecamatan.
-- grain: kode
select d.kode, d.nama, d.kode_kecamatan
from ref_desa d
left join ref_kecamatan k on k.kode = d.kode_kecamatan
where k.kode is null
order by d.kode
