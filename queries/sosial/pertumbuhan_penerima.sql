-- Penerima unik menurut tanggal kunjungan pertama (atau kunjungan pertama dengan satu layanan), pada desa kunjungan itu; kumulatif dihitung sejak awal register.
-- grain: tanggal
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: layanan VARCHAR = NULL
-- units: baru_orang orang; kumulatif_orang orang
with harian as (
    select tanggal, sum(baru_orang) as baru_orang
    from mart_penerima_baru
    where layanan = coalesce($layanan, 'semua')
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
    group by tanggal
    having sum(baru_orang) > 0
),
jumlah as (
    select tanggal, cast(baru_orang as bigint) as baru_orang,
           cast(sum(baru_orang) over (order by tanggal rows between unbounded preceding and current row) as bigint) as kumulatif_orang
    from harian
)
select tanggal, baru_orang, kumulatif_orang
from jumlah
where ($dari is null or tanggal >= $dari)
  and ($sampai is null or tanggal <= $sampai)
order by tanggal
