-- Kejadian yang mencatat jumlah rumah terendam sama persis dengan jumlah KK: mungkin KK tersalin ke kolom rumah; sejak = tanggal angka itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai rumah
select id_kejadian as kode, nama_ancaman as nama, rumah_terendam_unit as nilai, cast(per_pada as date) as sejak
from mart_kejadian
where rumah_terendam_unit = terdampak_kk
  and rumah_terendam_unit >= coalesce($ambang, 1)
  and ($per is null or tanggal_dari <= $per)
order by nilai desc, kode
