-- Bukti yang keadaannya tidak diketahui karena belum punya satu pun baris riwayat.
-- grain: id_bukti
select b.id_bukti, b.kode_kecamatan, b.kode_indikator
from bukti b
left join riwayat_bukti r on r.id_bukti = b.id_bukti
where r.id_bukti is null
order by b.id_bukti
