-- Kejadian (bukan rekap) yang belum punya satu pun wilayah terdampak, jadi tidak masuk hitungan kecamatan.
-- grain: id_kejadian
select k.id_kejadian, k.tanggal_dari, k.kecamatan_disebut
from kejadian k
left join kejadian_wilayah w on w.id_kejadian = k.id_kejadian
where coalesce(k.lingkup, 'kejadian') <> 'rekap' and w.id_kejadian is null
order by k.id_kejadian
