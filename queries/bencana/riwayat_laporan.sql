-- Perjalanan satu laporan: setiap keadaan dengan waktu, instansi, alasan dan perannya, dan lamanya dari keadaan sebelumnya.
-- grain: id_laporan, status_pada, status
-- param: id VARCHAR = NULL
-- units: selisih_menit menit
select r.id_laporan, r.status_pada, r.status, r.instansi, r.alasan, r.oleh_peran,
       (extract(epoch from r.status_pada) - extract(epoch from lag(r.status_pada) over (partition by r.id_laporan order by r.status_pada, r.baris))) / 60 as selisih_menit
from riwayat_laporan r
where $id is not null
  and r.id_laporan = $id
order by r.status_pada, r.baris, r.status
