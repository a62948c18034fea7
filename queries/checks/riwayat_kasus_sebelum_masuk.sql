-- Perubahan keadaan kasus yang bertanggal sebelum kasusnya masuk.
-- grain: id_kasus, status_pada, status
select r.id_kasus, r.status_pada, r.status, k.masuk_pada
from riwayat_kasus r
join kasus k on k.id_kasus = r.id_kasus
where r.status_pada < k.masuk_pada
order by r.id_kasus, r.status_pada, r.status
