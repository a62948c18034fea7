-- Himpunan program berisi pasangan yang aturannya bentrok pada tanggal itu dan orang yang perlu diperiksa karenanya; sejak = mulai berlaku aturan terakhir di antaranya, dan himpunan yang angkanya disembunyikan tidak dihitung.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai orang; jumlah orang
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
aturan as (
    select concat('% + ', r.kode_program_a, ' + %') as bagian_a, concat('% + ', r.kode_program_b, ' + %') as bagian_b, r.putusan, r.berlaku_dari,
           row_number() over (
               partition by least(r.kode_program_a, r.kode_program_b), greatest(r.kode_program_a, r.kode_program_b)
               order by r.berlaku_dari desc nulls last,
                        case r.putusan when 'bentrok' then 1 when 'perlu_cek' then 2 else 3 end
           ) as urut
    from aturan_rangkap r
    cross join tanggal t
    where (r.berlaku_dari is null or r.berlaku_dari <= t.per) and (r.berlaku_sampai is null or r.berlaku_sampai >= t.per)
)
select k.himpunan as kode, k.himpunan as nama, k.jumlah as nilai, max(a.berlaku_dari) as sejak, k.jumlah
from kubus_rangkap k
join aturan a on a.urut = 1 and a.putusan = 'bentrok'
    and concat(' + ', k.himpunan, ' + ') like a.bagian_a and concat(' + ', k.himpunan, ' + ') like a.bagian_b
where k.tabel = 'tahun+himpunan' and k.jumlah > coalesce($ambang, 0)
group by k.himpunan, k.jumlah
order by nilai desc, kode
