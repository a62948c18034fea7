-- Layanan yang diberikan tiap bulan menurut jenisnya; satu orang dengan dua layanan dihitung dua layanan.
-- grain: bulan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: asuransi layanan; perumahan layanan; pangan layanan; adminduk layanan; lainnya layanan; layanan layanan
select cast(date_trunc('month', tanggal) as date) as bulan,
       cast(sum(case when layanan = 'asuransi' then jumlah else 0 end) as bigint) as asuransi,
       cast(sum(case when layanan = 'perumahan' then jumlah else 0 end) as bigint) as perumahan,
       cast(sum(case when layanan = 'pangan' then jumlah else 0 end) as bigint) as pangan,
       cast(sum(case when layanan = 'adminduk' then jumlah else 0 end) as bigint) as adminduk,
       cast(sum(case when layanan = 'lainnya' then jumlah else 0 end) as bigint) as lainnya,
       cast(sum(jumlah) as bigint) as layanan
from mart_layanan_hari
where ($dari is null or tanggal >= $dari)
  and ($sampai is null or tanggal <= $sampai)
  and ($kecamatan is null or kode_kecamatan = $kecamatan)
  and ($desa is null or kode_desa = $desa)
group by cast(date_trunc('month', tanggal) as date)
order by bulan
