-- Lama tiap jam tanggap: median dan persentil ke-90 dengan n; waktu yang tidak ada atau terbalik dihitung, tidak dirata-ratakan.
-- grain: sumber, jam
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: n baris; median_menit menit; p90_menit menit; tanpa_waktu baris; terbalik baris
with peristiwa as (
    select 'kejadian' as sumber, 1 as urut, 'mulai sampai terkendali' as jam, k.mulai_pada as awal, k.terkendali_pada as akhir
    from mart_kejadian k
    where ($dari is null or k.tanggal_sampai >= $dari)
      and ($sampai is null or k.tanggal_dari <= $sampai)
      and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
      and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
              and ($desa is null or w.kode_desa = $desa)))
    union all
    select 'kejadian' as sumber, 2 as urut, 'lapor sampai terkendali' as jam, k.lapor_pada as awal, k.terkendali_pada as akhir
    from mart_kejadian k
    where ($dari is null or k.tanggal_sampai >= $dari)
      and ($sampai is null or k.tanggal_dari <= $sampai)
      and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
      and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
              and ($desa is null or w.kode_desa = $desa)))
),
laporan as (
    select m.* from mart_laporan_proses m
    where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya) and m.status not in ('duplikat', 'ditolak')
),
semua as (
    select sumber, urut, jam,
           (extract(epoch from akhir) - extract(epoch from awal)) / 60 as menit
    from peristiwa
    union all
    select 'laporan' as sumber, 3 as urut, 'lapor sampai verifikasi' as jam, verifikasi_menit as menit from laporan
    union all
    select 'laporan' as sumber, 4 as urut, 'verifikasi sampai penugasan' as jam, tugas_menit as menit from laporan
    union all
    select 'laporan' as sumber, 5 as urut, 'lapor sampai ditanggapi' as jam, tanggap_menit as menit from laporan
    union all
    select 'laporan' as sumber, 6 as urut, 'kejadian sampai ditanggapi' as jam, tanggap_kejadian_menit as menit from laporan
    union all
    select 'laporan' as sumber, 7 as urut, 'penugasan sampai bantuan tiba' as jam, tiba_menit as menit from laporan
    union all
    select 'laporan' as sumber, 8 as urut, 'bantuan tiba sampai selesai' as jam, selesai_menit as menit from laporan
)
select s.sumber, s.jam,
       coalesce(max(d.baris_contoh) > 0, false) as contoh,
       count(case when s.menit >= 0 then 1 end) as n,
       percentile_cont(0.5) within group (order by case when s.menit >= 0 then s.menit end) as median_menit,
       percentile_cont(0.9) within group (order by case when s.menit >= 0 then s.menit end) as p90_menit,
       count(*) - count(s.menit) as tanpa_waktu,
       count(case when s.menit < 0 then 1 end) as terbalik
from semua s
left join dataset_keadaan d on d.dataset = s.sumber
group by s.sumber, s.urut, s.jam
order by s.urut
