-- Bukti yang dikembalikan dan menunggu perbaikan lebih dari sekian hari.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai hari
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
)
select r.id_bukti as kode, k.nama, t.per - r.dari as nilai
from mart_bukti_rentang r
join ref_kecamatan k on k.kode = r.kode_kecamatan
cross join tanggal t
where r.keadaan = 'perlu_perbaikan' and r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
  and t.per - r.dari > coalesce($ambang, 0)
order by nilai desc, kode
