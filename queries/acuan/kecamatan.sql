-- Delapan kecamatan Kabupaten Balangan dengan kode Kemendagri.
-- grain: kode
-- units: lintang derajat; bujur derajat
select kode, nama, singkatan, lintang, bujur
from ref_kecamatan
order by nama
