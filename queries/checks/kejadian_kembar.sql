-- Dua kejadian sebahaya di desa yang sama pada hari yang sama: mungkin satu kejadian yang tercatat dua kali.
-- grain: dataset, kunci, keterangan
select distinct 'kejadian' as dataset, b.id_kejadian as kunci, 'sama desa, hari dan bahaya dengan ' || a.id_kejadian as keterangan
from mart_kejadian_wilayah a
join mart_kejadian_wilayah b
  on b.kode_desa = a.kode_desa
 and b.tanggal_dari = a.tanggal_dari
 and b.tanggal_sampai = a.tanggal_sampai
 and coalesce(b.kode_ancaman_induk, b.kode_ancaman) = coalesce(a.kode_ancaman_induk, a.kode_ancaman)
 and b.id_kejadian > a.id_kejadian
order by 2, 3
