-- Penetapan status darurat yang bersinggungan dengan periode; tanggal yang tidak disebut dibiarkan kosong.
-- grain: jenis, ancaman_disebut, tanggal_mulai
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: bahaya VARCHAR = NULL
select s.jenis, s.ancaman_disebut, s.kode_ancaman, s.tanggal_mulai, s.tanggal_akhir, s.penetap, s.catatan, s.sumber_url
from status_darurat s
left join ref_ancaman a on a.kode = $bahaya
where ($dari is null or s.tanggal_akhir is null or s.tanggal_akhir >= $dari)
  and ($sampai is null or s.tanggal_mulai is null or s.tanggal_mulai <= $sampai)
  and ($bahaya is null or s.kode_ancaman is null or s.kode_ancaman = $bahaya or s.kode_ancaman = a.induk)
order by s.tanggal_mulai nulls first, s.jenis, s.ancaman_disebut
