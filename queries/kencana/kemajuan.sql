-- Bukti berlaku dan bukti wajib pada tiap hari ketika salah satunya berubah, sampai tanggal keadaan.
-- grain: tanggal
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: berlaku bukti; wajib bukti
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
hari as (
    select s.dari as hari from mart_sel_rentang s cross join tanggal t where s.dari <= t.per
    union
    select i.dari from mart_indikator_rentang i
    cross join tanggal t
    where i.dari <= t.per and i.dari > (select min(dari) from mart_sel_rentang)
    union
    select per from tanggal where per is not null
),
sel as (
    select h.hari, coalesce(s.keadaan, 'kosong') as keadaan
    from hari h
    cross join ref_kecamatan k
    join mart_indikator_rentang i on i.dihitung and i.dari <= h.hari and (i.sampai is null or i.sampai > h.hari)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= h.hari and (s.sampai is null or s.sampai > h.hari)
    where $kecamatan is null or k.kode = $kecamatan
)
select hari as tanggal,
       cast(sum(case when keadaan = 'disetujui' then 1 else 0 end) as bigint) as berlaku,
       cast(sum(case when keadaan <> 'tidak_berlaku' then 1 else 0 end) as bigint) as wajib
from sel
group by hari
order by hari
