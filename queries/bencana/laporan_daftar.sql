-- Daftar laporan terbaru pada filter ini dengan keadaan terakhirnya; langkah dan mutu memilih yang berhenti di sana.
-- grain: id_laporan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- param: langkah INTEGER = NULL
-- param: mutu INTEGER = NULL
-- units: tingkat langkah; umur_hari hari
select m.id_laporan, m.lapor_pada, m.kejadian_pada, a.nama_pendek as nama_ancaman, d.nama as nama_desa, k.nama as nama_kecamatan,
       m.kanal, m.jenis_pelapor, m.keparahan_kata, m.status, m.tingkat, m.id_kejadian, m.umur_menit / 1440 as umur_hari
from mart_laporan_proses m
join ref_ancaman a on a.kode = m.kode_ancaman
left join ref_desa d on d.kode = m.kode_desa
left join ref_kecamatan k on k.kode = m.kode_kecamatan
where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
      and ($langkah is null or (m.tingkat = $langkah and m.status not in ('duplikat', 'ditolak')))
      and ($mutu is null or $mutu = 1 or m.mutu = $mutu)
order by m.lapor_pada desc, m.id_laporan
limit 200
