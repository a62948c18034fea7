-- Bukti yang dinyatakan tidak berlaku tanpa alasan; selnya tetap wajib dan dihitung kosong.
-- grain: id_bukti, dari
select r.id_bukti, r.kode_kecamatan, r.kode_indikator, r.dari
from mart_bukti_rentang r
where r.keadaan = 'tidak_berlaku' and trim(coalesce(r.alasan, '')) = ''
order by r.id_bukti, r.dari
