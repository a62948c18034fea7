-- Keputusan penggabungan yang menunjuk laporan yang tidak ada.
-- grain: dataset, kunci, keterangan
select distinct 'kelompok_laporan' as dataset, g.id_laporan as kunci, 'tidak ada laporan dengan nomor ini, kejadian ' || g.id_kejadian as keterangan
from kelompok_laporan g
left join laporan l on l.id_laporan = g.id_laporan
where l.id_laporan is null
order by 2, 3
