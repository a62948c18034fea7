-- Kasus, konsultasi atau kunjungan bertanggal sesudah saat dimuat.
-- grain: dataset, kunci, pada
select 'kasus' as dataset, k.id_kasus as kunci, k.masuk_pada as pada
from kasus k
join muatan m on m.run = k.run
where k.masuk_pada > m.dimuat_pada
union all
select 'konsultasi' as dataset, k.id_konsultasi as kunci, k.masuk_pada as pada
from konsultasi k
join muatan m on m.run = k.run
where k.masuk_pada > m.dimuat_pada
union all
select 'kunjungan' as dataset, k.pid as kunci, cast(k.tanggal_kunjungan as timestamp) as pada
from kunjungan k
join muatan m on m.run = k.run
where cast(k.tanggal_kunjungan as timestamp) > m.dimuat_pada
order by dataset, kunci, pada
