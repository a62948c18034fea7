-- Penerima baru dalam register tiap bulan dalam dua belas bulan terakhir data.
-- grain: bulan
-- units: nilai orang
with akhir as (
    select cast(date_trunc('month', max(tanggal)) as date) as bulan from mart_penerima_baru where layanan = 'semua'
),
bulan as (
    select cast(a.bulan - m.mundur * interval '1 month' as date) as bulan
    from akhir a
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as m(mundur)
    where a.bulan is not null
)
select b.bulan, cast(coalesce(sum(p.baru_orang), 0) as bigint) as nilai
from bulan b
left join mart_penerima_baru p on cast(date_trunc('month', p.tanggal) as date) = b.bulan and p.layanan = 'semua'
group by b.bulan
order by b.bulan
