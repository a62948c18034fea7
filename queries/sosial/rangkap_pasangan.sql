-- Aturan tiap pasangan program yang berlaku pada tanggal itu dan orang yang menerima keduanya pada tahun kalender terakhir, dijumlahkan dari himpunan yang boleh tampil; tanpa aturan berarti perlu cek.
-- grain: program_a, program_b
-- param: per DATE = NULL
-- units: orang orang; tertutup himpunan
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
aturan as (
    select least(r.kode_program_a, r.kode_program_b) as program_a, greatest(r.kode_program_a, r.kode_program_b) as program_b,
           r.putusan, r.dasar, r.berlaku_dari, r.berlaku_sampai,
           row_number() over (
               partition by least(r.kode_program_a, r.kode_program_b), greatest(r.kode_program_a, r.kode_program_b)
               order by r.berlaku_dari desc nulls last,
                        case r.putusan when 'bentrok' then 1 when 'perlu_cek' then 2 else 3 end, r.berlaku_sampai, r.dasar
           ) as urut
    from aturan_rangkap r
    cross join tanggal t
    where (r.berlaku_dari is null or r.berlaku_dari <= t.per) and (r.berlaku_sampai is null or r.berlaku_sampai >= t.per)
),
himpunan as (
    select concat(' + ', himpunan, ' + ') as isi, jumlah, disembunyikan from kubus_rangkap where tabel = 'tahun+himpunan'
),
bersama as (
    select a.kode as program_a, b.kode as program_b, sum(h.jumlah) as orang,
           sum(case when h.disembunyikan then 1 else 0 end) as tertutup
    from ref_program_bansos a
    join ref_program_bansos b on b.kode > a.kode
    join himpunan h on h.isi like concat('% + ', a.kode, ' + %') and h.isi like concat('% + ', b.kode, ' + %')
        and (h.disembunyikan or h.jumlah > 0)
    group by a.kode, b.kode
),
kunci as (
    select program_a, program_b from bersama
    union
    select program_a, program_b from aturan where urut = 1
)
select k.program_a, k.program_b, coalesce(a.putusan, 'perlu_cek') as putusan,
       case when a.putusan is null then 'belum ada aturan' else a.dasar end as dasar, a.berlaku_dari, a.berlaku_sampai,
       cast(case when b.program_a is null then 0 else b.orang end as bigint) as orang,
       cast(coalesce(b.tertutup, 0) as bigint) as tertutup
from kunci k
left join aturan a on a.program_a = k.program_a and a.program_b = k.program_b and a.urut = 1
left join bersama b on b.program_a = k.program_a and b.program_b = k.program_b
order by case coalesce(a.putusan, 'perlu_cek') when 'bentrok' then 1 when 'perlu_cek' then 2 else 3 end, k.program_a, k.program_b
