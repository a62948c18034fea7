-- Satu baris untuk tiap kejadian di tiap kecamatan atau desa yang dikenainya, dengan tanggal dan bahayanya.
-- grain: id_kejadian, kode_kecamatan, kode_desa
select w.id_kejadian,
       w.kode_kecamatan,
       w.kode_desa,
       k.tanggal_dari,
       k.tanggal_sampai,
       k.kode_ancaman,
       a.induk as kode_ancaman_induk
from kejadian_wilayah w
join kejadian k on k.id_kejadian = w.id_kejadian
left join ref_ancaman a on a.kode = k.kode_ancaman
where coalesce(k.lingkup, 'kejadian') <> 'rekap'
order by k.tanggal_dari, w.id_kejadian, w.kode_kecamatan, w.kode_desa
