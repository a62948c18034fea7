-- Desa yang terkena kejadian dan tidak berkonsultasi dalam sekian jam, sejak = hari batas itu lewat; hanya kejadian di dalam masa register.
-- grain: kode, kode_desa
-- param: ambang DOUBLE = NULL
-- units: nilai jam
select m.id_kejadian as kode, m.kode_desa, d.nama, m.jam_sesudah as nilai,
       cast(m.mulai + cast(floor(m.jam_longgar + coalesce($ambang, 0)) as integer) * interval '1 hour' as date) as sejak
from mart_kejadian_konsultasi m
join ref_desa d on d.kode = m.kode_desa
where m.waktu = 'dapat dinilai'
  and m.jam_tercatat - m.jam_longgar >= coalesce($ambang, 0)
  and (m.jam_sesudah is null or m.jam_sesudah - m.jam_longgar > coalesce($ambang, 0))
order by nilai desc nulls first, m.tanggal_dari, kode, m.kode_desa
