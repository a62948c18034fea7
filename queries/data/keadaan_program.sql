-- Tanggal data terakhir tiap program, kapan dimuat, dan apakah yang tampil adalah CONTOH.
-- grain: program
select program, contoh, data_sampai, dimuat_pada
from program_keadaan
order by program
