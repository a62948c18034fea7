-- Ke mana laporan yang diterima: tiap laporan sekali saja, pada alasan pertama yang cocok menurut urutan ini.
-- grain: urut
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: urut alasan; laporan laporan
with terpilih as (
    select m.mutu from mart_laporan_proses m
    where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
),
nama as (
    select * from (values (1, 'Diterima'), (2, 'Duplikat'), (3, 'Ditolak'), (4, 'Tanpa lokasi'), (5, 'Di luar Balangan'),
                          (6, 'Tanpa jam kejadian'), (7, 'Jam terbalik'), (8, 'Dipakai untuk semua ukuran')) as n(urut, nama)
)
select n.urut, n.nama,
       case when n.urut = 1 then (select count(*) from terpilih) else count(t.mutu) end as laporan
from nama n
left join terpilih t on t.mutu = n.urut
group by n.urut, n.nama
order by n.urut
