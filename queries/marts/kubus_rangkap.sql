-- Orang menurut himpunan program yang diterimanya pada tahun kalender terakhir; yang menerima satu program dihitung bersama, dan semua pasangan dan tiga serangkai disebut juga bila nihil, agar yang tertutup tidak pasti berisi orang.
-- grain: tabel, tahun, himpunan
-- made: semua
-- publish: tahun, tahun+himpunan
-- units: jumlah orang
with salur as (
    select distinct pid, kode_program, cast(extract(year from tanggal_salur) as integer) as tahun
    from penerimaan
    where pid is not null
),
kini as (
    select pid, kode_program, tahun from salur where tahun = (select max(tahun) from salur)
),
orang as (
    select pid, tahun, count(*) as program, string_agg(kode_program, ' + ' order by kode_program) as himpunan
    from kini
    group by pid, tahun
),
program as (
    select distinct tahun, kode_program from kini
),
semua as (
    select tahun, case when program = 1 then 'satu program' else himpunan end as himpunan, 1 as orang from orang
    union all
    select a.tahun, concat(a.kode_program, ' + ', b.kode_program) as himpunan, 0 as orang
    from program a
    join program b on b.kode_program > a.kode_program
    union all
    select a.tahun, concat(a.kode_program, ' + ', b.kode_program, ' + ', c.kode_program) as himpunan, 0 as orang
    from program a
    join program b on b.kode_program > a.kode_program
    join program c on c.kode_program > b.kode_program
)
select cast(tahun as varchar) as tahun, himpunan, cast(sum(orang) as bigint) as jumlah
from semua
group by tahun, himpunan
