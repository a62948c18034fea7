-- Jumlah laporan per desa, bahaya dan rentang: baris bulanan untuk bulan utuh, baris harian untuk tepi periode.
-- grain: butir, tanggal_dari, kode_kecamatan, kode_desa, kode_ancaman
-- units: laporan laporan
select 'bulan' as butir,
       cast(date_trunc('month', l.tanggal_kejadian) as date) as tanggal_dari,
       cast(date_trunc('month', l.tanggal_kejadian) + interval '1 month' - interval '1 day' as date) as tanggal_sampai,
       l.kode_kecamatan,
       l.kode_desa,
       l.kode_ancaman,
       a.induk as kode_ancaman_induk,
       count(*) as laporan
from laporan l
left join ref_ancaman a on a.kode = l.kode_ancaman
where l.tanggal_kejadian is not null
group by 1, 2, 3, 4, 5, 6, 7
union all
select 'hari' as butir,
       l.tanggal_kejadian as tanggal_dari,
       l.tanggal_kejadian as tanggal_sampai,
       l.kode_kecamatan,
       l.kode_desa,
       l.kode_ancaman,
       a.induk as kode_ancaman_induk,
       count(*) as laporan
from laporan l
left join ref_ancaman a on a.kode = l.kode_ancaman
where l.tanggal_kejadian is not null
group by 1, 2, 3, 4, 5, 6, 7
order by 1, 2, 4, 5, 6
