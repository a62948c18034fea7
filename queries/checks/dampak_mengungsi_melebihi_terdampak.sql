-- Yang mengungsi lebih banyak daripada yang terdampak pada versi yang sama.
-- grain: dataset, kunci, keterangan
select 'dampak' as dataset, d.id_kejadian as kunci,
       'versi ' || cast(d.versi_ke as varchar) || ': ' || cast(d.mengungsi_orang as varchar) || ' mengungsi, ' || cast(d.terdampak_jiwa as varchar) || ' jiwa terdampak' as keterangan
from dampak d
where d.mengungsi_orang > d.terdampak_jiwa
order by 2, 3
