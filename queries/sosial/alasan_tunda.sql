-- Alasan kunjungan ditunda atau batal menurut keadaan terakhir rencananya.
-- grain: alasan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: ditunda kunjungan; batal kunjungan; jumlah kunjungan
select coalesce(alasan, 'alasan tidak dicatat') as alasan,
       count(case when status = 'ditunda' then 1 end) as ditunda,
       count(case when status = 'batal' then 1 end) as batal,
       count(*) as jumlah
from mart_rencana_kunjungan
where status in ('ditunda', 'batal')
  and ($dari is null or tanggal_rencana >= $dari)
  and ($sampai is null or tanggal_rencana <= $sampai)
  and ($kecamatan is null or kode_kecamatan = $kecamatan)
  and ($desa is null or kode_desa = $desa)
group by coalesce(alasan, 'alasan tidak dicatat')
order by jumlah desc, alasan
