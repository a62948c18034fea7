-- Penerima aktif menurut kelompok sasaran dan kelompok umur, dihitung sekali saat data diterbitkan; angka 1 sampai 4 disembunyikan.
-- grain: tabel, kelompok_sasaran, kelompok_umur
-- units: jumlah orang
select tabel, kelompok_sasaran, kelompok_umur, jumlah, disembunyikan
from kubus_penerima
order by tabel, kelompok_sasaran nulls first, kelompok_umur nulls first
