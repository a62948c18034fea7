-- Bukti yang masih berlaku tetapi habis dalam sekian hari; sejak = hari pertama sisanya sependek itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai hari
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
)
select s.id_bukti as kode, k.nama, b.berlaku_sampai - t.per as nilai,
       case when s.sejak > b.berlaku_sampai - cast(floor(coalesce($ambang, 30)) as integer) then s.sejak
            else b.berlaku_sampai - cast(floor(coalesce($ambang, 30)) as integer) end as sejak
from mart_sel_rentang s
cross join tanggal t
join mart_indikator_rentang i on i.kode = s.kode_indikator and i.dihitung
     and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
join ref_kecamatan k on k.kode = s.kode_kecamatan
join bukti b on b.id_bukti = s.id_bukti
where s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
  and s.keadaan = 'disetujui' and b.berlaku_sampai - t.per between 0 and coalesce($ambang, 30)
order by nilai, kode
