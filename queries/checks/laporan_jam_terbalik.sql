-- Laporan yang jamnya berjalan mundur: dilaporkan sebelum kejadian, atau satu langkah sebelum langkah sebelumnya.
-- grain: dataset, kunci, keterangan
select 'laporan' as dataset, m.id_laporan as kunci,
       case when m.lapor_pada < m.kejadian_pada then 'dilaporkan sebelum kejadian'
            when m.verifikasi_menit < 0 then 'diverifikasi sebelum dilaporkan'
            when m.tugas_menit < 0 then 'ditugaskan sebelum diverifikasi'
            when m.tiba_menit < 0 then 'bantuan tiba sebelum ditugaskan'
            else 'langkah lain terbalik' end as keterangan
from mart_laporan_proses m
where m.terbalik = 1
order by 2, 3
