-- Orang yang menerima dua program dengan tanggal salur pada tahun kalender yang sama, dengan putusan aturan yang berlaku pada tanggal yang lebih akhir; tanpa aturan berarti perlu cek, dan setiap temuan perlu diperiksa.
-- grain: pid, program_a, program_b
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: putusan VARCHAR = NULL
-- param: per DATE = NULL
with urut as (
    select pid, kode_kecamatan, kode_desa, program_a, program_b, tanggal_a, tanggal_b, putusan, dasar, berlaku_dari, berlaku_sampai,
           row_number() over (partition by pid, program_a, program_b order by tahun desc) as ke
    from mart_rangkap
    where $per is null or tahun = extract(year from cast($per as date))
)
select pid, kode_kecamatan, kode_desa, program_a, program_b, tanggal_a, tanggal_b, putusan, dasar, berlaku_dari, berlaku_sampai
from urut
where ke = 1
  and ($kecamatan is null or kode_kecamatan = $kecamatan)
  and ($desa is null or kode_desa = $desa)
  and ($putusan is null or putusan = $putusan)
order by greatest(tanggal_a, tanggal_b) desc, program_a, program_b, pid
