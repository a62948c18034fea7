-- Tujuh tepat penyaluran (jenis, jumlah, mutu, sasaran, waktu, lapor, biaya): yang dinilai tepat dari yang dinilai.
-- grain: urut
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: urut tanda; tepat baris; dinilai baris; belum_dinilai baris; persen persen
with terpilih as (
    select * from logistik_keluar
    where ($dari is null or cast(coalesce(serah_pada, minta_pada) as date) >= $dari)
      and ($sampai is null or cast(coalesce(serah_pada, minta_pada) as date) <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
),
panjang as (
    select 1 as urut, 'Tepat jenis' as nama, tepat_jenis as tepat from terpilih
    union all select 2 as urut, 'Tepat jumlah' as nama, tepat_jumlah as tepat from terpilih
    union all select 3 as urut, 'Tepat mutu' as nama, tepat_mutu as tepat from terpilih
    union all select 4 as urut, 'Tepat sasaran' as nama, tepat_sasaran as tepat from terpilih
    union all select 5 as urut, 'Tepat waktu' as nama, tepat_waktu as tepat from terpilih
    union all select 6 as urut, 'Tepat lapor' as nama, tepat_lapor as tepat from terpilih
    union all select 7 as urut, 'Tepat biaya' as nama, tepat_biaya as tepat from terpilih
)
select urut, nama,
       cast(sum(case when tepat then 1 else 0 end) as bigint) as tepat,
       count(tepat) as dinilai,
       count(*) - count(tepat) as belum_dinilai,
       100.0 * sum(case when tepat then 1 else 0 end) / nullif(count(tepat), 0) as persen
from panjang
group by urut, nama
order by urut
