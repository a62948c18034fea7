-- Konsultasi yang belum dijawab lebih dari sekian hari; sejak = hari pertama lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari
select k.id_konsultasi as kode, d.nama, coalesce(cast($hari_ini as date), current_date) - cast(k.masuk_pada as date) as nilai,
       cast(k.masuk_pada as date) + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak, k.kode_desa
from konsultasi k
join ref_desa d on d.kode = k.kode_desa
where k.dijawab_pada is null
  and coalesce(cast($hari_ini as date), current_date) - cast(k.masuk_pada as date) > coalesce($ambang, 0)
order by nilai desc, kode
