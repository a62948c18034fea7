-- Kasus masuk tiap bulan dalam dua belas bulan terakhir data.
-- grain: bulan
-- units: nilai kasus
with akhir as (
    select cast(date_trunc('month', max(masuk_pada)) as date) as bulan from kasus
),
bulan as (
    select cast(a.bulan - m.mundur * interval '1 month' as date) as bulan
    from akhir a
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as m(mundur)
    where a.bulan is not null
)
select b.bulan, count(k.id_kasus) as nilai
from bulan b
left join kasus k on cast(date_trunc('month', k.masuk_pada) as date) = b.bulan
group by b.bulan
order by b.bulan
