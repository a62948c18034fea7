-- Kejadian yang menyebut nama desa tetapi tidak satu pun dikenali, sehingga tidak ada di peta desa; sejak = hari terakhir kejadiannya.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai kejadian
select id_kejadian as kode, desa_disebut as nama, 1 as nilai, tanggal_sampai as sejak
from mart_kejadian
where desa = 0
  and desa_disebut is not null
  and coalesce($ambang, 1) <= 1
  and ($per is null or tanggal_dari <= $per)
order by sejak desc, kode
