-- Penerima pada tahun kalender terakhir, yang menerima lebih dari satu program, dan yang himpunannya memuat pasangan bentrok atau perlu cek, dijumlahkan dari himpunan yang boleh tampil.
-- grain: satu baris
-- param: per DATE = NULL
-- units: semua orang; beberapa_program orang; bentrok orang; perlu_cek orang; perlu_periksa orang; tertutup himpunan; aturan aturan
with tanggal as (
    select coalesce(cast($per as date), (select data_sampai from program_keadaan where program = 'layar_sibalang')) as per
),
aturan as (
    select least(r.kode_program_a, r.kode_program_b) as program_a, greatest(r.kode_program_a, r.kode_program_b) as program_b, r.putusan,
           row_number() over (
               partition by least(r.kode_program_a, r.kode_program_b), greatest(r.kode_program_a, r.kode_program_b)
               order by r.berlaku_dari desc nulls last,
                        case r.putusan when 'bentrok' then 1 when 'perlu_cek' then 2 else 3 end
           ) as urut
    from aturan_rangkap r
    cross join tanggal t
    where (r.berlaku_dari is null or r.berlaku_dari <= t.per) and (r.berlaku_sampai is null or r.berlaku_sampai >= t.per)
),
himpunan as (
    select himpunan, concat(' + ', himpunan, ' + ') as isi, jumlah, disembunyikan
    from kubus_rangkap
    where tabel = 'tahun+himpunan' and (disembunyikan or jumlah > 0)
),
berat as (
    select h.himpunan, h.jumlah, h.disembunyikan,
           min(case coalesce(r.putusan, 'perlu_cek') when 'bentrok' then 1 when 'perlu_cek' then 2 else 3 end) as berat
    from himpunan h
    join ref_program_bansos a on h.isi like concat('% + ', a.kode, ' + %')
    join ref_program_bansos b on b.kode > a.kode and h.isi like concat('% + ', b.kode, ' + %')
    left join aturan r on r.program_a = a.kode and r.program_b = b.kode and r.urut = 1
    group by h.himpunan, h.jumlah, h.disembunyikan
),
jumlah as (
    select cast(sum(case when berat = 1 then jumlah end) as bigint) as bentrok,
           cast(sum(case when berat = 2 then jumlah end) as bigint) as perlu_cek,
           cast(sum(case when berat < 3 then jumlah end) as bigint) as perlu_periksa,
           cast(sum(case when berat < 3 and disembunyikan then 1 else 0 end) as bigint) as tertutup
    from berat
),
satu as (
    select max(case when tabel = 'tahun' then jumlah end) as semua, max(tahun) as tahun,
           max(case when himpunan = 'satu program' and not disembunyikan then jumlah end) as satu_program,
           max(case when himpunan = 'satu program' then 1 else 0 end) as ada_satu
    from kubus_rangkap
)
select s.tahun, s.semua,
       cast(case when s.semua is null then null when s.ada_satu = 0 then s.semua else s.semua - s.satu_program end as bigint) as beberapa_program,
       case when s.semua is null then null else coalesce(j.bentrok, case when j.tertutup = 0 or j.tertutup is null then 0 end) end as bentrok,
       case when s.semua is null then null else coalesce(j.perlu_cek, case when j.tertutup = 0 or j.tertutup is null then 0 end) end as perlu_cek,
       case when s.semua is null then null else coalesce(j.perlu_periksa, case when j.tertutup = 0 or j.tertutup is null then 0 end) end as perlu_periksa,
       coalesce(j.tertutup, 0) as tertutup,
       (select count(*) from aturan where urut = 1) as aturan
from satu s
cross join jumlah j
