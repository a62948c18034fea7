-- Bukti yang dikembalikan dan menunggu perbaikan lebih dari sekian hari; sejak = hari pertama lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai hari
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
)
select s.id_bukti as kode, k.nama, t.per - s.sejak as nilai,
       s.sejak + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak
from mart_sel_rentang s
cross join tanggal t
join mart_indikator_rentang i on i.kode = s.kode_indikator and i.dihitung
     and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
join ref_kecamatan k on k.kode = s.kode_kecamatan
where s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
  and s.keadaan = 'perlu_perbaikan' and t.per - s.sejak > coalesce($ambang, 0)
order by nilai desc, kode
