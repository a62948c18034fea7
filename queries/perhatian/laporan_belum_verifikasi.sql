-- Laporan yang masih berstatus diterima lebih lama dari ambang jam.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai jam
with terakhir as (
    select id_laporan, status,
           row_number() over (partition by id_laporan order by status_pada desc) as urut
    from riwayat_laporan
)
select l.id_laporan as kode, l.id_laporan as nama,
       (extract(epoch from cast(coalesce(cast($hari_ini as date), current_date) as timestamp)) - extract(epoch from l.lapor_pada)) / 3600 as nilai
from laporan l
left join terakhir t on t.id_laporan = l.id_laporan and t.urut = 1
where coalesce(t.status, 'diterima') = 'diterima'
  and (extract(epoch from cast(coalesce(cast($hari_ini as date), current_date) as timestamp)) - extract(epoch from l.lapor_pada)) / 3600 > coalesce($ambang, 0)
order by nilai desc, kode
