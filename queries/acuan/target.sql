-- Sasaran yang berlaku pada satu tanggal, dengan dokumennya; tanpa baris berarti sasaran belum ditetapkan.
-- grain: program, indikator, kode_kecamatan, kode_desa, periode_dari
-- param: program VARCHAR = NULL
-- param: indikator VARCHAR = NULL
-- param: per DATE = NULL
-- units: awal satuan; nilai satuan
select s.program, s.indikator, s.kode_kecamatan, s.kode_desa, s.periode_dari, s.periode_sampai, s.awal, s.nilai, s.satuan, s.arah, s.dokumen
from target s
where ($program is null or s.program = $program)
  and ($indikator is null or s.indikator = $indikator)
  and ($per is null or $per between s.periode_dari and s.periode_sampai)
order by s.program, s.indikator, s.periode_dari, s.kode_kecamatan nulls first, s.kode_desa nulls first
