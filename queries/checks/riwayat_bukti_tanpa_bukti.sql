-- Perubahan keadaan bukti yang buktinya tidak dikenal.
-- grain: id_bukti, status_pada, status
select r.id_bukti, r.status_pada, r.status
from riwayat_bukti r
left join bukti b on b.id_bukti = r.id_bukti
where b.id_bukti is null
order by r.id_bukti, r.status_pada, r.status
