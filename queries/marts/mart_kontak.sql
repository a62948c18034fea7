-- Kontak tiap desa per hari: konsultasi pada hari masuknya dan laporan nihil pada hari disampaikan.
-- grain: jenis, kode_desa, tanggal
-- units: kontak kontak
select 'konsultasi' as jenis, d.kode_kecamatan, k.kode_desa, cast(k.masuk_pada as date) as tanggal, count(*) as kontak
from konsultasi k
join ref_desa d on d.kode = k.kode_desa
group by d.kode_kecamatan, k.kode_desa, cast(k.masuk_pada as date)
union all
select 'nihil' as jenis, d.kode_kecamatan, n.kode_desa, coalesce(cast(n.dilaporkan_pada as date), n.tanggal_sampai) as tanggal, count(*) as kontak
from laporan_nihil n
join ref_desa d on d.kode = n.kode_desa
group by d.kode_kecamatan, n.kode_desa, coalesce(cast(n.dilaporkan_pada as date), n.tanggal_sampai)
order by 1, 3, 4
