-- Penerima unik kumulatif menurut bulan kunjungan pertama, dan penerima baru tiap bulan.
-- grain: bulan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: baru orang; kumulatif orang
with baru as (
    select cast(date_trunc('month', pertama_tanggal) as date) as bulan, count(*) as baru
    from mart_penerima_pertama
    where ($desa is null or kode_desa = $desa)
    group by cast(date_trunc('month', pertama_tanggal) as date)
),
jumlah as (
    select bulan, baru, cast(sum(baru) over (order by bulan rows between unbounded preceding and current row) as bigint) as kumulatif
    from baru
)
select bulan, baru, kumulatif
from jumlah
where ($dari is null or bulan >= cast(date_trunc('month', cast($dari as date)) as date))
  and ($sampai is null or bulan <= $sampai)
order by bulan
