-- Laporan dan kejadian yang dibentuknya tiap bulan menurut tanggal kejadian, lapor atau verifikasi.
-- grain: bulan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: laporan laporan; kejadian kejadian
select cast(date_trunc('month', case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end) as date) as bulan,
       count(*) as laporan,
       count(distinct case when m.status <> 'ditolak' then m.id_kejadian end)
           + cast(sum(case when m.status <> 'ditolak' and m.id_kejadian is null then 1 else 0 end) as bigint) as kejadian
from mart_laporan_proses m
where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
group by 1
order by 1
