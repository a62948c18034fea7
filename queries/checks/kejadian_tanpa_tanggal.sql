-- Kejadian (bukan rekap) tanpa rentang tanggal; penyaring periode tidak dapat menemukannya.
-- grain: id_kejadian
select id_kejadian, presisi_tanggal
from kejadian
where coalesce(lingkup, 'kejadian') <> 'rekap' and (tanggal_dari is null or tanggal_sampai is null)
order by id_kejadian
