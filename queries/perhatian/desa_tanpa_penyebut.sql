-- Desa di kecamatan layanan yang belum punya jumlah sasaran; sejak kapan tidak tercatat.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai desa
select d.kode, d.nama, 1 as nilai, cast(null as date) as sejak
from ref_desa d
where d.kode_kecamatan in (select kode_kecamatan from kunjungan)
  and not exists (select 1 from penyebut p where p.kode_desa = d.kode and p.ukuran = 'sasaran_penerima'
                    and ($per is null or p.tahun <= extract(year from cast($per as date))))
  and coalesce($ambang, 1) <= 1
order by d.kode
