-- Penerima baru dalam register tiap bulan dalam dua belas bulan terakhir data.
-- grain: bulan
-- units: nilai orang
with akhir as (
    select cast(date_trunc('month', max(pertama_tanggal)) as date) as bulan from mart_penerima_pertama
),
bulan as (
    select cast(a.bulan - m.mundur * interval '1 month' as date) as bulan
    from akhir a
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as m(mundur)
    where a.bulan is not null
)
select b.bulan, count(p.pid) as nilai
from bulan b
left join mart_penerima_pertama p on cast(date_trunc('month', p.pertama_tanggal) as date) = b.bulan
group by b.bulan
order by b.bulan
