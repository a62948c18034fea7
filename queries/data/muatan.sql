-- Riwayat muatan: tiap baris yang dibaca menjadi dimuat, dikarantina atau duplikat; yang kemudian dihapus atas permintaan pemilik data atau diganti atas putusan orang tinggal hitungannya.
-- grain: run
-- units: dibaca baris; dimuat baris; dikarantina baris; duplikat baris; dihapus baris; diganti baris
with hapus as (
    select run, count(*) as dihapus from dihapus group by run
),
ganti as (
    select run, count(*) as diganti from diganti group by run
)
select m.run, m.dataset, m.berkas, m.oleh, m.dibaca, m.dimuat, m.dikarantina, m.duplikat,
       coalesce(h.dihapus, 0) as dihapus, coalesce(g.diganti, 0) as diganti, m.dimuat_pada, m.catatan
from muatan m
left join hapus h on h.run = m.run
left join ganti g on g.run = m.run
order by m.dimuat_pada desc, m.run desc
