-- Kejadian yang tanggal atau jamnya tidak berurutan: mulai, lapor, terkendali; dari, sampai.
-- grain: id_kejadian
select id_kejadian, tanggal_dari, tanggal_sampai, mulai_pada, lapor_pada, terkendali_pada
from kejadian
where tanggal_dari > tanggal_sampai
   or tanggal < tanggal_dari
   or tanggal > tanggal_sampai
   or mulai_pada > terkendali_pada
   or lapor_pada > terkendali_pada
order by id_kejadian
