-- Desa di kecamatan peserta yang terkena bencana dalam sekian bulan terakhir data tetapi belum pernah berkonsultasi; sejak = hari terakhir kejadian pertama di dalam masa itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai kejadian
select w.kode_desa as kode, d.nama, count(distinct w.id_kejadian) as nilai, min(w.tanggal_sampai) as sejak
from mart_kejadian_wilayah w
join ref_desa d on d.kode = w.kode_desa
where w.kode_kecamatan in (select kode_kecamatan from konsultasi)
  and w.tanggal_dari > (select cast(max(tanggal_sampai) - cast(coalesce($ambang, 24) as integer) * interval '1 month' as date) from mart_kejadian)
  and not exists (select 1 from konsultasi k where k.kode_desa = w.kode_desa and ($per is null or cast(k.masuk_pada as date) <= $per))
group by w.kode_desa, d.nama
order by nilai desc, kode
