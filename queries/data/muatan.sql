-- Riwayat muatan: tiap baris yang dibaca menjadi dimuat, dikarantina atau duplikat; yang dihapus atas permintaan pemilik data tinggal hitungannya.
-- grain: run
-- units: dibaca baris; dimuat baris; dikarantina baris; duplikat baris; dihapus baris
with hapus as (
    select run, count(*) as dihapus from dihapus group by run
)
select m.run, m.dataset, m.berkas, m.dibaca, m.dimuat, m.dikarantina, m.duplikat, coalesce(h.dihapus, 0) as dihapus,
       m.dimuat_pada, m.catatan
from muatan m
left join hapus h on h.run = m.run
order by m.dimuat_pada desc, m.run desc
