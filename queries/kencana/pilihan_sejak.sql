-- Tanggal pembanding untuk perubahan: rapat koordinasi Kencana, 30 hari sebelumnya, dan akhir tiap bulan.
-- grain: tanggal
-- param: per DATE = NULL
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
pilihan as (
    select r.tanggal_rapat as tanggal, 'Sejak rapat' as kata, 1 as urut
    from tindak_lanjut r
    cross join tanggal t
    where r.program in ('kencana', 'umum') and r.tanggal_rapat < t.per
    union
    select per - 30, '30 hari, sejak', 2 from tanggal where per is not null
    union
    select cast(date_trunc('month', t.per) - m.mundur * interval '1 month' - interval '1 day' as date), 'Sejak akhir bulan,', 3
    from tanggal t
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as m(mundur)
    where t.per is not null
),
tunggal as (
    select tanggal, kata, urut, row_number() over (partition by tanggal order by urut) as ke from pilihan
)
select tanggal, kata
from tunggal
where ke = 1
order by urut, tanggal desc
