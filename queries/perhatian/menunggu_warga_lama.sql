-- Kasus yang dijeda menunggu warga lebih dari sekian hari; sejak = hari pertama lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
)
select r.id_kasus as kode, k.nama, t.per - r.dari as nilai, r.dari + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak, r.kode_kecamatan
from mart_kasus_rentang r
join ref_kecamatan k on k.kode = r.kode_kecamatan
cross join tanggal t
where r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
  and r.status = 'menunggu_warga' and t.per - r.dari > coalesce($ambang, 0)
order by nilai desc, kode
