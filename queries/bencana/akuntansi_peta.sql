-- Neraca peta: kejadian yang digambar, tanpa lokasi, di luar Balangan dan tersaring berjumlah seluruh kejadian.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: digambar kejadian; tanpa_lokasi kejadian; di_luar_balangan kejadian; disaring kejadian; total kejadian; hanya_kecamatan kejadian; desa_tidak_dikenali kejadian
with bagian as (
    select k.id_kejadian,
           k.desa_disebut,
           case when ($dari is null or k.tanggal_sampai >= $dari)
                 and ($sampai is null or k.tanggal_dari <= $sampai)
                 and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
                 and (($kecamatan is null and $desa is null) or exists (
                       select 1
                       from mart_kejadian_wilayah w
                       where w.id_kejadian = k.id_kejadian
                         and ($kecamatan is null or w.kode_kecamatan = $kecamatan)
                         and ($desa is null or w.kode_desa = $desa)))
                then case when k.desa > 0 then 'digambar'
                          when k.titik_di_luar = 1 then 'di_luar_balangan'
                          when k.lintang is not null and k.bujur is not null then 'digambar'
                          else 'tanpa_lokasi' end
                else 'disaring' end as nasib
    from mart_kejadian k
)
select cast(coalesce(sum(case when nasib = 'digambar' then 1 else 0 end), 0) as bigint) as digambar,
       cast(coalesce(sum(case when nasib = 'tanpa_lokasi' then 1 else 0 end), 0) as bigint) as tanpa_lokasi,
       cast(coalesce(sum(case when nasib = 'di_luar_balangan' then 1 else 0 end), 0) as bigint) as di_luar_balangan,
       cast(coalesce(sum(case when nasib = 'disaring' then 1 else 0 end), 0) as bigint) as disaring,
       count(*) as total,
       cast(coalesce(sum(case when nasib = 'tanpa_lokasi' and desa_disebut is null then 1 else 0 end), 0) as bigint) as hanya_kecamatan,
       cast(coalesce(sum(case when nasib = 'tanpa_lokasi' and desa_disebut is not null then 1 else 0 end), 0) as bigint) as desa_tidak_dikenali
from bagian
