-- Keluarga unik (nomor KK) menurut tanggal kunjungan pertama kepada anggotanya, pada desa kunjungan itu; orang tanpa nomor KK tidak ikut.
-- grain: tanggal
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: layanan VARCHAR = NULL
-- units: baru_keluarga keluarga; kumulatif_keluarga keluarga
with harian as (
    select tanggal, sum(baru_keluarga) as baru_keluarga
    from mart_penerima_baru
    where layanan = coalesce($layanan, 'semua')
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
    group by tanggal
    having sum(baru_keluarga) > 0
),
jumlah as (
    select tanggal, cast(baru_keluarga as bigint) as baru_keluarga,
           cast(sum(baru_keluarga) over (order by tanggal rows between unbounded preceding and current row) as bigint) as kumulatif_keluarga
    from harian
)
select tanggal, baru_keluarga, kumulatif_keluarga
from jumlah
where ($dari is null or tanggal >= $dari)
  and ($sampai is null or tanggal <= $sampai)
order by tanggal
