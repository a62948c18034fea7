-- Kejadian dua belas bulan terakhir data yang angkanya belum akhir lebih dari sekian hari setelah kejadian; sejak = hari pertama lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari
select id_kejadian as kode, nama_ancaman as nama, coalesce(cast($hari_ini as date), current_date) - tanggal_sampai as nilai,
       tanggal_sampai + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak
from mart_kejadian
where coalesce(tahap, 'awal') <> 'akhir'
  and coalesce(cast($hari_ini as date), current_date) - tanggal_sampai > coalesce($ambang, 0)
  and tanggal_dari > (select cast(max(tanggal_sampai) - interval '1 year' as date) from mart_kejadian)
order by nilai desc, kode
