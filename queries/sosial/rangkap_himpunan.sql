-- Orang menurut himpunan program yang diterimanya pada tahun kalender terakhir, dengan putusan terberat di antara pasangan programnya menurut aturan yang berlaku pada tanggal itu; angka kosong berarti disembunyikan.
-- grain: himpunan
-- param: per DATE = NULL
-- units: jumlah orang; semua orang
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
pasangan as (
    select a.kode as program_a, b.kode as program_b,
           concat('% + ', a.kode, ' + %') as bagian_a, concat('% + ', b.kode, ' + %') as bagian_b
    from ref_program_bansos a
    join ref_program_bansos b on b.kode > a.kode
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
    select k.tahun, k.himpunan, concat(' + ', k.himpunan, ' + ') as isi, k.jumlah, k.disembunyikan, s.jumlah as semua
    from kubus_rangkap k
    left join kubus_rangkap s on s.tabel = 'tahun' and s.tahun = k.tahun
    where k.tabel = 'tahun+himpunan'
),
berat as (
    select h.himpunan, min(case coalesce(a.putusan, 'perlu_cek') when 'bentrok' then 1 when 'perlu_cek' then 2 else 3 end) as berat
    from himpunan h
    join pasangan p on h.isi like p.bagian_a and h.isi like p.bagian_b
    left join aturan a on a.program_a = p.program_a and a.program_b = p.program_b and a.urut = 1
    group by h.himpunan
)
select h.tahun, h.himpunan, h.jumlah, h.disembunyikan, h.semua,
       case b.berat when 1 then 'bentrok' when 2 then 'perlu_cek' when 3 then 'boleh' else 'satu' end as putusan
from himpunan h
left join berat b on b.himpunan = h.himpunan
where h.disembunyikan or h.jumlah > 0
order by case when b.berat is null then 1 else 0 end, h.jumlah desc nulls last, h.himpunan
