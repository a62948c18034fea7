-- Laporan menurut kanal dan menurut unsur pelapor: berapa yang terverifikasi dan berapa lama sampai diverifikasi.
-- grain: dasar, nama
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: laporan laporan; pelapor pelapor; terverifikasi laporan; terverifikasi_persen persen; median_verifikasi_jam jam; n_verifikasi laporan
with terpilih as (
    select m.* from mart_laporan_proses m
    where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
),
panjang as (
    select 'kanal' as dasar, coalesce(kanal, 'tidak disebut') as nama, kode_pelapor, tingkat, verifikasi_menit from terpilih
    union all
    select 'unsur pelapor' as dasar, coalesce(jenis_pelapor, 'tidak disebut') as nama, kode_pelapor, tingkat, verifikasi_menit from terpilih
)
select dasar, nama,
       count(*) as laporan,
       count(distinct kode_pelapor) as pelapor,
       cast(sum(case when tingkat >= 2 then 1 else 0 end) as bigint) as terverifikasi,
       100.0 * sum(case when tingkat >= 2 then 1 else 0 end) / nullif(count(*), 0) as terverifikasi_persen,
       percentile_cont(0.5) within group (order by case when verifikasi_menit >= 0 then verifikasi_menit end) / 60 as median_verifikasi_jam,
       count(case when verifikasi_menit >= 0 then 1 end) as n_verifikasi
from panjang
group by dasar, nama
order by dasar, count(*) desc, nama
