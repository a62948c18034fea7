-- Laporan terbaru yang punya titik di dalam Balangan, paling banyak 300: bahaya, langkah keparahan, umur dan sudah tidaknya diverifikasi.
-- grain: id_laporan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: lintang derajat; bujur derajat; keparahan langkah; umur_hari hari; terverifikasi 1 = ya
select m.id_laporan, m.lintang, m.bujur, coalesce(i.huruf, a.huruf) as huruf, a.nama_pendek as nama_ancaman,
       coalesce(m.kode_ancaman_induk, m.kode_ancaman) as kelompok_ancaman,
       m.keparahan, m.keparahan_kata, m.tanggal, m.umur_menit / 1440 as umur_hari,
       case when m.tingkat >= 2 then 1 else 0 end as terverifikasi
from mart_laporan_proses m
join ref_ancaman a on a.kode = m.kode_ancaman
left join ref_ancaman i on i.kode = m.kode_ancaman_induk
where m.ada_titik = 1
      and m.titik_di_luar = 0
      and m.status not in ('duplikat', 'ditolak')
      and ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
order by m.tanggal desc, m.id_laporan
limit 300
