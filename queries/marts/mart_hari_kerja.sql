-- Nomor urut hari kerja tiap tanggal (Senin-Jumat dikurangi hari libur yang dimuat); selisih dua nomor adalah lamanya.
-- grain: tanggal
-- units: ke hari kerja
with hari as (
    select cast(t.hari as date) as tanggal
    from generate_series(cast('2015-01-01' as timestamp), cast('2040-12-31' as timestamp), interval '1 day') as t(hari)
),
kerja as (
    select h.tanggal,
           case when extract(isodow from h.tanggal) >= 6 then 0
                when exists (select 1 from hari_libur l where l.tanggal = h.tanggal) then 0
                else 1 end as kerja
    from hari h
)
select tanggal, cast(sum(kerja) over (order by tanggal rows between unbounded preceding and current row) as integer) as ke
from kerja
order by tanggal
