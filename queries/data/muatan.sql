-- Riwayat muatan: tiap baris yang dibaca menjadi dimuat, dikarantina atau duplikat.
-- grain: run
-- units: dibaca baris; dimuat baris; dikarantina baris; duplikat baris
select run, dataset, berkas, dibaca, dimuat, dikarantina, duplikat, dimuat_pada, catatan
from muatan
order by dimuat_pada desc, run desc
