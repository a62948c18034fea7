-- Waktu kejadian yang berjalan mundur: dilaporkan sesudah terkendali, atau mulai sesudah terkendali.
-- grain: dataset, kunci, keterangan
select 'kejadian' as dataset, k.id_kejadian as kunci,
       case when k.lapor_pada > k.terkendali_pada then 'dilaporkan sesudah terkendali' else 'mulai sesudah terkendali' end as keterangan
from kejadian k
where k.lapor_pada > k.terkendali_pada or k.mulai_pada > k.terkendali_pada
order by 2, 3
