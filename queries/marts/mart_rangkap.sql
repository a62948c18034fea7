-- Pasangan program yang diterima satu orang dalam satu tahun kalender (tanggal salur terakhir keduanya), dengan aturan yang berlaku pada tanggal yang lebih akhir.
-- grain: pid, program_a, program_b, tahun
-- units: tahun tahun
with salur as (
    select pid, kode_program, cast(extract(year from tanggal_salur) as integer) as tahun, max(tanggal_salur) as tanggal
    from penerimaan
    where pid is not null
    group by pid, kode_program, cast(extract(year from tanggal_salur) as integer)
),
tempat as (
    select pid, kode_kecamatan, kode_desa, cast(extract(year from tanggal_salur) as integer) as tahun,
           row_number() over (
               partition by pid, cast(extract(year from tanggal_salur) as integer)
               order by tanggal_salur desc, kode_program, kode_desa
           ) as urut
    from penerimaan
    where pid is not null
),
pasangan as (
    select a.pid, a.tahun, a.kode_program as program_a, b.kode_program as program_b,
           a.tanggal as tanggal_a, b.tanggal as tanggal_b, greatest(a.tanggal, b.tanggal) as tanggal
    from salur a
    join salur b on b.pid = a.pid and b.tahun = a.tahun and b.kode_program > a.kode_program
),
aturan as (
    select least(kode_program_a, kode_program_b) as program_a, greatest(kode_program_a, kode_program_b) as program_b,
           putusan, dasar, berlaku_dari, berlaku_sampai
    from aturan_rangkap
),
dinilai as (
    select p.pid, p.tahun, p.program_a, p.program_b, p.tanggal_a, p.tanggal_b, p.tanggal,
           r.putusan, r.dasar, r.berlaku_dari, r.berlaku_sampai,
           row_number() over (
               partition by p.pid, p.tahun, p.program_a, p.program_b
               order by r.berlaku_dari desc nulls last,
                        case r.putusan when 'bentrok' then 1 when 'perlu_cek' then 2 else 3 end,
                        r.berlaku_sampai, r.dasar
           ) as urut
    from pasangan p
    left join aturan r on r.program_a = p.program_a and r.program_b = p.program_b
        and (r.berlaku_dari is null or r.berlaku_dari <= p.tanggal)
        and (r.berlaku_sampai is null or r.berlaku_sampai >= p.tanggal)
)
select d.pid, t.kode_kecamatan, t.kode_desa, d.program_a, d.program_b, d.tahun, d.tanggal_a, d.tanggal_b, d.tanggal,
       coalesce(d.putusan, 'perlu_cek') as putusan,
       case when d.putusan is null then 'belum ada aturan' else d.dasar end as dasar,
       d.berlaku_dari, d.berlaku_sampai
from dinilai d
join tempat t on t.pid = d.pid and t.tahun = d.tahun and t.urut = 1
where d.urut = 1
