-- Angka yang pernah terbit beserta alamatnya; tanggal kosong berarti sumber tidak menyebutnya.
-- grain: program, indikator, label
-- param: program VARCHAR = NULL
-- param: indikator VARCHAR = NULL
-- units: nilai satuan
select program, indikator, label, nilai, satuan, tanggal, catatan, sumber_url
from angka_resmi
where ($program is null or program = $program)
  and ($indikator is null or indikator = $indikator)
order by program, indikator, nilai, label
