-- Keluarga (atau orang, bagi program perorangan) yang dikenal pada tiap tahun kalender, layak tidaknya menurut desil, dan menerima tidaknya, untuk tiap program berbatas desil yang penyalurannya tercatat pada tahun itu.
-- grain: tahun, kode_program, unit
-- after: mart_rangkap
-- units: tahun tahun; desil desil; batas desil; menerima 1 = ya; rangkap 1 = ya
with baris as (
    select pid, kid, kode_kecamatan, kode_desa, tanggal_salur as tanggal from penerimaan where pid is not null
    union all
    select pid, kid, kode_kecamatan, kode_desa, tanggal_data as tanggal from desil where pid is not null
),
tahun as (
    select cast(extract(year from tanggal_salur) as integer) as tahun, max(tanggal_salur) as terakhir
    from penerimaan
    group by cast(extract(year from tanggal_salur) as integer)
),
akhir as (
    select t.tahun, case when t.tahun = m.tahun then t.terakhir else cast(concat(cast(t.tahun as varchar), '-12-31') as date) end as tanggal
    from tahun t
    cross join (select max(tahun) as tahun from tahun) m
),
orang as (
    select pid, coalesce(max(kid), pid) as keluarga from baris group by pid
),
anggota as (
    select 'individu' as satuan, pid, pid as unit, keluarga from orang
    union all
    select 'keluarga' as satuan, pid, keluarga as unit, keluarga from orang
),
program as (
    select kode, case when satuan = 'keluarga' then 'keluarga' else 'individu' end as satuan
    from ref_program_bansos
    where kode in (select kode_program from ref_batas_desil where status = 'dipakai')
),
tempat as (
    select a.satuan, a.unit, a.keluarga, b.kode_kecamatan, b.kode_desa, min(b.tanggal) over (partition by a.satuan, a.unit) as pertama,
           min(b.pid) over (partition by a.satuan, a.unit) as pid,
           row_number() over (partition by a.satuan, a.unit order by b.tanggal desc, b.kode_desa, b.pid) as urut
    from baris b
    join anggota a on a.pid = b.pid
),
salur as (
    select cast(extract(year from s.tanggal_salur) as integer) as tahun, p.kode, a.unit, max(s.tanggal_salur) as tanggal
    from penerimaan s
    join program p on p.kode = s.kode_program
    join anggota a on a.pid = s.pid and a.satuan = p.satuan
    group by cast(extract(year from s.tanggal_salur) as integer), p.kode, a.unit
),
tercatat as (
    select distinct tahun, kode from salur
),
potret as (
    select a.satuan, a.unit, d.tanggal_data as dari, min(d.desil) as desil,
           lead(d.tanggal_data) over (partition by a.satuan, a.unit order by d.tanggal_data) as sampai
    from desil d
    join anggota a on a.pid = d.pid
    group by a.satuan, a.unit, d.tanggal_data
),
ganda as (
    select g.tahun, p.kode, a.unit
    from mart_rangkap g
    join program p on p.kode = g.program_a or p.kode = g.program_b
    join anggota a on a.pid = g.pid and a.satuan = p.satuan
    where g.putusan <> 'boleh'
    group by g.tahun, p.kode, a.unit
),
dinilai as (
    select y.tahun, p.kode, t.unit, t.keluarga, t.pid, t.kode_kecamatan, t.kode_desa,
           coalesce(s.tanggal, y.tanggal) as tanggal,
           case when s.unit is null then 0 else 1 end as menerima,
           case when g.unit is null then 0 else 1 end as rangkap
    from tempat t
    join program p on p.satuan = t.satuan
    join tercatat c on c.kode = p.kode
    join akhir y on y.tahun = c.tahun
    left join salur s on s.tahun = y.tahun and s.kode = p.kode and s.unit = t.unit
    left join ganda g on g.tahun = y.tahun and g.kode = p.kode and g.unit = t.unit
    where t.urut = 1 and t.pertama <= y.tanggal
)
select n.tahun, n.kode as kode_program, n.unit, n.keluarga, substr(n.pid, 1, 8) as samar, n.kode_kecamatan, n.kode_desa,
       o.desil, b.desil_maks as batas,
       case when o.desil is null or b.desil_maks is null then 'tidak_diketahui'
            when o.desil <= b.desil_maks then 'layak'
            else 'tidak_layak' end as kelayakan,
       n.menerima, n.rangkap
from dinilai n
join program p on p.kode = n.kode
left join potret o on o.satuan = p.satuan and o.unit = n.unit and o.dari <= n.tanggal and (o.sampai is null or o.sampai > n.tanggal)
left join ref_batas_desil b on b.kode_program = n.kode and b.status = 'dipakai'
    and (b.berlaku_dari is null or b.berlaku_dari <= n.tanggal)
    and (b.berlaku_sampai is null or b.berlaku_sampai >= n.tanggal)
