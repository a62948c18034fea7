-- Desa dan kelurahan dengan kode Kemendagri; nama yang sama di dua kecamatan dibedakan oleh kecamatannya.
-- grain: kode
-- param: kecamatan VARCHAR = NULL
select d.kode, d.nama, d.kode_kecamatan, k.nama as nama_kecamatan,
       case when count(*) over (partition by d.nama) > 1 then d.nama || ' (' || k.nama || ')' else d.nama end as nama_unik
from ref_desa d
join ref_kecamatan k on k.kode = d.kode_kecamatan
where ($kecamatan is null or d.kode_kecamatan = $kecamatan)
order by d.nama, k.nama
