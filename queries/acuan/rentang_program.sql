-- Tanggal pertama dan terakhir data tiap program yang punya periode, dan laporan bencana tersendiri karena lebih baru daripada kejadiannya.
-- grain: program
select 'lapor_bencana' as program, min(tanggal_dari) as dari, max(tanggal_sampai) as sampai from mart_kejadian
union all
select 'laporan' as program, cast(min(lapor_pada) as date) as dari, cast(max(lapor_pada) as date) as sampai from laporan
union all
select 'destana' as program, cast(min(masuk_pada) as date) as dari, cast(max(masuk_pada) as date) as sampai from konsultasi
union all
select 'layar_sibalang' as program, cast(min(masuk_pada) as date) as dari, cast(max(masuk_pada) as date) as sampai from kasus
union all
select 'pak_sotarsa' as program, min(tanggal_kunjungan) as dari, max(tanggal_kunjungan) as sampai from kunjungan
order by 1
