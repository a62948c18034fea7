-- Laporan masuk tiap desa: banyaknya, yang belum diverifikasi, dan tanggal lapor terakhir; desa tanpa laporan tidak tampil.
-- grain: kode_desa
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: laporan laporan; menunggu laporan; ditolak laporan
select m.kode_desa, count(*) as laporan,
       cast(sum(case when m.status = 'diterima' then 1 else 0 end) as bigint) as menunggu,
       cast(sum(case when m.status = 'ditolak' then 1 else 0 end) as bigint) as ditolak,
       max(m.lapor_tanggal) as terakhir
from mart_laporan_proses m
where m.kode_desa is not null
  and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
  and ($desa is null or m.kode_desa = $desa)
group by m.kode_desa
order by m.kode_desa
