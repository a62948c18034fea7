-- Rumah rusak berat, sedang dan ringan berjumlah lebih banyak daripada rumah terdampak pada versi yang sama.
-- grain: dataset, kunci, keterangan
select 'dampak' as dataset, d.id_kejadian as kunci,
       'versi ' || cast(d.versi_ke as varchar) || ': ' || cast(coalesce(d.rumah_rusak_berat_unit, 0) + coalesce(d.rumah_rusak_sedang_unit, 0) + coalesce(d.rumah_rusak_ringan_unit, 0) as varchar)
       || ' rumah rusak, ' || cast(d.rumah_terdampak_unit as varchar) || ' rumah terdampak' as keterangan
from dampak d
where coalesce(d.rumah_rusak_berat_unit, 0) + coalesce(d.rumah_rusak_sedang_unit, 0) + coalesce(d.rumah_rusak_ringan_unit, 0) > d.rumah_terdampak_unit
order by 2, 3
