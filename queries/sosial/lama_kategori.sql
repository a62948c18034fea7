-- Hari kerja sampai selesai menurut kategori, paling jauh dari batasnya lebih dahulu; kategori yang jumlah selesainya ditutup tidak diuraikan.
-- grain: kategori
-- units: urutan urutan; n kasus; median hari kerja; p25 hari kerja; p75 hari kerja; p90 hari kerja; batas_hari_kerja hari kerja; selisih hari kerja
select row_number() over (order by tertutup, median - batas_hari_kerja desc nulls last, kategori) as urutan,
       kategori, tertutup, n, median, p25, p75, p90, batas_hari_kerja, median - batas_hari_kerja as selisih
from mart_lama_kategori
order by urutan
