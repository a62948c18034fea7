-- Layanan yang diberikan tiap hari, desa dan jenisnya; satu orang dengan dua layanan dihitung dua.
-- grain: tanggal, kode_kecamatan, kode_desa, layanan
-- units: jumlah layanan
select tanggal_kunjungan as tanggal, kode_kecamatan, kode_desa, layanan, count(*) as jumlah
from kunjungan
group by tanggal_kunjungan, kode_kecamatan, kode_desa, layanan
order by tanggal, kode_desa, layanan
