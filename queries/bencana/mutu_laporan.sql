-- Ke mana laporan yang diterima: tiap laporan sekali saja, pada alasan pertama yang cocok menurut urutan ini.
-- grain: urut
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: urut langkah; laporan laporan
with terpilih as (
    select case when m.status = 'duplikat' then 2
                when m.status = 'ditolak' then 3
                when m.kode_desa is null and m.ada_titik = 0 then 4
                when m.titik_di_luar = 1 and m.kode_desa is null then 5
                when m.kejadian_pada is null then 6
                when m.terbalik = 1 then 7
                else 8 end as urut
    from mart_laporan_proses m
    where ($dari is null or m.tanggal >= $dari)
      and ($sampai is null or m.tanggal <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
),
nama as (
    select * from (values (1, 'Diterima'), (2, 'Duplikat'), (3, 'Ditolak'), (4, 'Tanpa lokasi'), (5, 'Di luar Balangan'),
                          (6, 'Tanpa jam kejadian'), (7, 'Jam terbalik'), (8, 'Dipakai untuk semua ukuran')) as n(urut, nama)
)
select n.urut, n.nama,
       case when n.urut = 1 then (select count(*) from terpilih) else count(t.urut) end as laporan
from nama n
left join terpilih t on t.urut = n.urut
group by n.urut, n.nama
order by n.urut
