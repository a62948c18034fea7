-- Desa yang terkena kejadian dan tidak mendapat kontak pascabencana dalam sekian hari, sejak = hari pertama lewat batas itu; hanya kejadian di dalam masa register.
-- grain: kode, kode_desa
-- param: ambang DOUBLE = NULL
-- units: nilai hari
select m.id_kejadian as kode, m.kode_desa, d.nama, m.jam_pasca / 24 as nilai,
       cast(m.mulai as date) + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak
from mart_kejadian_konsultasi m
join ref_desa d on d.kode = m.kode_desa
where m.waktu = 'dapat dinilai'
  and m.jam_tercatat >= 24 * coalesce($ambang, 0)
  and (m.jam_pasca is null or m.jam_pasca > 24 * coalesce($ambang, 0))
order by nilai desc nulls first, m.tanggal_dari, kode, m.kode_desa
