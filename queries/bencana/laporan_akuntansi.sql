-- Neraca titik laporan: di desa atau titik, tanpa lokasi, di luar Balangan dan tersaring berjumlah seluruh laporan.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- units: digambar laporan; tanpa_lokasi laporan; di_luar_balangan laporan; disaring laporan; total laporan
with nasib as (
    select case when coalesce(($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya), false) = false then 'disaring'
                when m.titik_di_luar = 1 and m.kode_desa is null then 'di_luar_balangan'
                when m.kode_desa is null and m.ada_titik = 0 then 'tanpa_lokasi'
                else 'digambar' end as nasib
    from mart_laporan_proses m
)
select cast(coalesce(sum(case when nasib = 'digambar' then 1 else 0 end), 0) as bigint) as digambar,
       cast(coalesce(sum(case when nasib = 'tanpa_lokasi' then 1 else 0 end), 0) as bigint) as tanpa_lokasi,
       cast(coalesce(sum(case when nasib = 'di_luar_balangan' then 1 else 0 end), 0) as bigint) as di_luar_balangan,
       cast(coalesce(sum(case when nasib = 'disaring' then 1 else 0 end), 0) as bigint) as disaring,
       count(*) as total
from nasib
