-- Penyaluran bantuan pada filter ini: dari minta sampai serah, yang belum diserahkan, dan yang berberita acara.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: penyaluran penyaluran; diserahkan penyaluran; menunggu penyaluran; berberita_acara penyaluran; median_jam jam; p90_jam jam; n_jam penyaluran; terbalik penyaluran; total penyaluran
with semua as (
    select id_penyaluran, min(minta_pada) as minta_pada, max(serah_pada) as serah_pada, max(nomor_bast) as nomor_bast,
           min(kode_kecamatan) as kode_kecamatan, min(kode_desa) as kode_desa
    from logistik_keluar
    group by id_penyaluran
),
terpilih as (
    select s.*,
           (extract(epoch from serah_pada) - extract(epoch from minta_pada)) / 3600 as jam
    from semua s
    where ($dari is null or cast(coalesce(serah_pada, minta_pada) as date) >= $dari)
      and ($sampai is null or cast(coalesce(serah_pada, minta_pada) as date) <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
)
select count(*) as penyaluran,
       count(serah_pada) as diserahkan,
       count(*) - count(serah_pada) as menunggu,
       count(nomor_bast) as berberita_acara,
       percentile_cont(0.5) within group (order by case when jam >= 0 then jam end) as median_jam,
       percentile_cont(0.9) within group (order by case when jam >= 0 then jam end) as p90_jam,
       count(case when jam >= 0 then 1 end) as n_jam,
       count(case when jam < 0 then 1 end) as terbalik,
       (select count(*) from semua) as total
from terpilih
