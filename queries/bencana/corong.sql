-- Laporan yang mencapai tiap langkah (yang sampai ke langkah sesudahnya ikut dihitung) dan lamanya dari langkah sebelumnya.
-- grain: langkah
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: langkah langkah; laporan laporan; persen persen; berhenti laporan; median_jam jam; p90_jam jam; n_jam laporan; disisihkan laporan
with terpilih as (
    select m.* from mart_laporan_proses m
    where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
),
dihitung as (
    select * from terpilih where status not in ('duplikat', 'ditolak')
),
langkah as (
    select * from (values (1, 'Dilaporkan'), (2, 'Diverifikasi'), (3, 'Ditugaskan'), (4, 'Bantuan tiba'), (5, 'Selesai')) as l(langkah, nama)
),
hitung as (
    select count(*) as satu,
           cast(coalesce(sum(case when tingkat >= 2 then 1 else 0 end), 0) as bigint) as dua,
           cast(coalesce(sum(case when tingkat >= 3 then 1 else 0 end), 0) as bigint) as tiga,
           cast(coalesce(sum(case when tingkat >= 4 then 1 else 0 end), 0) as bigint) as empat,
           cast(coalesce(sum(case when tingkat >= 5 then 1 else 0 end), 0) as bigint) as lima,
           percentile_cont(0.5) within group (order by case when verifikasi_menit >= 0 then verifikasi_menit end) / 60 as m2,
           percentile_cont(0.9) within group (order by case when verifikasi_menit >= 0 then verifikasi_menit end) / 60 as p2,
           count(case when verifikasi_menit >= 0 then 1 end) as n2,
           percentile_cont(0.5) within group (order by case when tugas_menit >= 0 then tugas_menit end) / 60 as m3,
           percentile_cont(0.9) within group (order by case when tugas_menit >= 0 then tugas_menit end) / 60 as p3,
           count(case when tugas_menit >= 0 then 1 end) as n3,
           percentile_cont(0.5) within group (order by case when tiba_menit >= 0 then tiba_menit end) / 60 as m4,
           percentile_cont(0.9) within group (order by case when tiba_menit >= 0 then tiba_menit end) / 60 as p4,
           count(case when tiba_menit >= 0 then 1 end) as n4,
           percentile_cont(0.5) within group (order by case when selesai_menit >= 0 then selesai_menit end) / 60 as m5,
           percentile_cont(0.9) within group (order by case when selesai_menit >= 0 then selesai_menit end) / 60 as p5,
           count(case when selesai_menit >= 0 then 1 end) as n5
    from dihitung
)
select l.langkah, l.nama,
       case l.langkah when 1 then h.satu when 2 then h.dua when 3 then h.tiga when 4 then h.empat else h.lima end as laporan,
       100.0 * case l.langkah when 1 then h.satu when 2 then h.dua when 3 then h.tiga when 4 then h.empat else h.lima end / nullif(h.satu, 0) as persen,
       case l.langkah when 1 then h.satu - h.dua when 2 then h.dua - h.tiga when 3 then h.tiga - h.empat when 4 then h.empat - h.lima else h.lima end as berhenti,
       case l.langkah when 2 then h.m2 when 3 then h.m3 when 4 then h.m4 when 5 then h.m5 end as median_jam,
       case l.langkah when 2 then h.p2 when 3 then h.p3 when 4 then h.p4 when 5 then h.p5 end as p90_jam,
       case l.langkah when 2 then h.n2 when 3 then h.n3 when 4 then h.n4 when 5 then h.n5 else 0 end as n_jam,
       (select count(*) from terpilih) - h.satu as disisihkan
from langkah l
cross join hitung h
order by l.langkah
