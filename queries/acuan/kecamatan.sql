-- Delapan kecamatan Kabupaten Balangan dengan kode Kemendagri.
-- grain: kode
-- param: kecamatan VARCHAR = NULL
-- units: lintang derajat; bujur derajat
select kode, nama, singkatan, lintang, bujur
from ref_kecamatan
where ($kecamatan is null or kode = $kecamatan)
order by nama
