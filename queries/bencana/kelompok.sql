-- Kejadian yang dibentuk dari beberapa laporan, 200 terbaru, dengan laporan anggotanya dan keputusan terakhirnya.
-- grain: id_kejadian
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: laporan laporan
select m.id_kejadian, count(*) as laporan, min(m.lapor_pada) as lapor_pertama, max(m.lapor_pada) as lapor_terakhir,
       min(a.nama_pendek) as nama_ancaman, min(d.nama) as nama_desa, min(k.nama) as nama_kecamatan,
       string_agg(m.id_laporan, ', ' order by m.lapor_pada, m.id_laporan) as daftar_laporan
from mart_laporan_proses m
join ref_ancaman a on a.kode = m.kode_ancaman
left join ref_desa d on d.kode = m.kode_desa
left join ref_kecamatan k on k.kode = m.kode_kecamatan
where m.id_kejadian is not null
  and m.status <> 'ditolak'
      and ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
group by m.id_kejadian
order by max(m.lapor_pada) desc, m.id_kejadian
limit 200
