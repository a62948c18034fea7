-- Laporan tiap desa menurut tanggal kejadian, lapor atau verifikasi; kosong berarti tidak ada laporan.
-- grain: kode_desa
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: laporan laporan; lintang derajat; bujur derajat
with terhitung as (
    select m.kode_desa, count(*) as laporan
    from mart_laporan_proses m
    where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
    group by m.kode_desa
)
select d.kode as kode_desa,
       d.nama as nama_desa,
       d.kode_kecamatan,
       k.nama as nama_kecamatan,
       d.lintang,
       d.bujur,
       t.laporan
from ref_desa d
join ref_kecamatan k on k.kode = d.kode_kecamatan
left join terhitung t on t.kode_desa = d.kode
where ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or d.kode = $desa)
order by d.kode
