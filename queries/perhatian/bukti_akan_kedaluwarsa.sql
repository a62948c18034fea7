-- Bukti yang masih berlaku tetapi habis dalam sekian hari.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai hari
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
)
select r.id_bukti as kode, k.nama, b.berlaku_sampai - t.per as nilai
from mart_bukti_rentang r
join bukti b on b.id_bukti = r.id_bukti
join ref_kecamatan k on k.kode = r.kode_kecamatan
cross join tanggal t
where r.keadaan = 'disetujui' and r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
  and b.berlaku_sampai - t.per between 0 and coalesce($ambang, 30)
order by nilai, kode
