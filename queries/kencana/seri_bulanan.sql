-- Bukti yang berlaku pada akhir tiap bulan dalam dua belas bulan terakhir data.
-- grain: bulan
-- units: nilai bukti
with akhir as (
    select data_sampai as per, cast(date_trunc('month', data_sampai) as date) as bulan
    from program_keadaan
    where program = 'kencana'
),
bulan as (
    select cast(a.bulan - m.mundur * interval '1 month' as date) as bulan,
           least(a.per, cast(a.bulan - (m.mundur - 1) * interval '1 month' - interval '1 day' as date)) as per
    from akhir a
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as m(mundur)
    where a.bulan is not null
)
select b.bulan, count(i.kode) as nilai
from bulan b
left join mart_sel_rentang s on s.keadaan = 'disetujui' and s.dari <= b.per and (s.sampai is null or s.sampai > b.per)
left join mart_indikator_rentang i on i.kode = s.kode_indikator and i.dihitung
     and i.dari <= b.per and (i.sampai is null or i.sampai > b.per)
group by b.bulan
order by b.bulan
