-- Desa yang terkena sedikitnya sejumlah ambang kejadian dalam dua belas bulan terakhir data.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai kejadian
select w.kode_desa as kode, d.nama, count(distinct w.id_kejadian) as nilai
from mart_kejadian_wilayah w
join ref_desa d on d.kode = w.kode_desa
where w.tanggal_dari > (select cast(max(tanggal_sampai) - interval '1 year' as date) from mart_kejadian)
group by w.kode_desa, d.nama
having count(distinct w.id_kejadian) >= coalesce($ambang, 1) and coalesce($per, current_date) is not null
order by nilai desc, kode
