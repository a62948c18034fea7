-- Laporan pada filter ini dan kejadian yang dibentuknya; laporan yang ditolak tidak membentuk kejadian.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: laporan laporan; laporan_total laporan; kejadian kejadian; menunggu laporan; terverifikasi laporan; duplikat laporan; ditolak laporan; selesai laporan; usulan laporan; median_verifikasi_jam jam; n_verifikasi laporan; terbalik laporan
with terpilih as (
    select m.* from mart_laporan_proses m
    where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
)
select count(*) as laporan,
       (select count(*) from mart_laporan_proses) as laporan_total,
       count(distinct case when status <> 'ditolak' then id_kejadian end)
           + cast(coalesce(sum(case when status <> 'ditolak' and id_kejadian is null then 1 else 0 end), 0) as bigint) as kejadian,
       cast(coalesce(sum(case when status = 'diterima' then 1 else 0 end), 0) as bigint) as menunggu,
       cast(coalesce(sum(case when tingkat >= 2 then 1 else 0 end), 0) as bigint) as terverifikasi,
       cast(coalesce(sum(case when status = 'duplikat' then 1 else 0 end), 0) as bigint) as duplikat,
       cast(coalesce(sum(case when status = 'ditolak' then 1 else 0 end), 0) as bigint) as ditolak,
       cast(coalesce(sum(case when status = 'selesai' then 1 else 0 end), 0) as bigint) as selesai,
       (select count(*)
        from mart_laporan_usulan u
        left join ref_ancaman a on a.kode = u.kode_ancaman
        where ($dari is null or u.tanggal >= $dari)
          and ($sampai is null or u.tanggal <= $sampai)
          and ($kecamatan is null or u.kode_kecamatan = $kecamatan)
          and ($desa is null or u.kode_desa = $desa)
          and ($bahaya is null or u.kode_ancaman = $bahaya or a.induk = $bahaya)) as usulan,
       percentile_cont(0.5) within group (order by case when verifikasi_menit >= 0 then verifikasi_menit end) / 60 as median_verifikasi_jam,
       count(case when verifikasi_menit >= 0 then 1 end) as n_verifikasi,
       cast(coalesce(sum(terbalik), 0) as bigint) as terbalik
from terpilih
