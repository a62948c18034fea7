-- Bukti untuk indikator Kencana yang tidak ada dalam daftar indikator.
-- grain: id_bukti
select b.id_bukti, b.kode_kecamatan, b.kode_indikator
from bukti b
left join kencana_indikator i on i.kode = b.kode_indikator
where i.kode is null
order by b.id_bukti
