-- Orang di balik satu batang jembatan penerima: keadaan pada akhir periode dan sejak kapan; hanya untuk pengelola rujukan.
-- grain: samaran
-- param: langkah VARCHAR = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
with batas as (
    select case when $dari is not null then least(cast($dari as date) - 1, coalesce(cast($sampai as date), cast($dari as date) - 1)) end as awal,
           cast($sampai as date) as akhir
),
orang as (
    select k.pid, max(k.kode_desa) as kode_desa,
           max(case when k.status = 'aktif' and k.dari <= b.awal and (k.sampai is null or k.sampai > b.awal) then 1 else 0 end) as di_awal,
           max(case when ((b.akhir is null and k.sampai is null) or (k.dari <= b.akhir and (k.sampai is null or k.sampai > b.akhir)))
                     then k.status end) as status,
           max(case when ((b.akhir is null and k.sampai is null) or (k.dari <= b.akhir and (k.sampai is null or k.sampai > b.akhir)))
                     then k.dari end) as sejak,
           max(case when k.status = 'aktif' and (b.akhir is null or k.dari <= b.akhir)
                     and (b.awal is null or k.sampai is null or k.sampai > b.awal) then 1 else 0 end) as pernah
    from mart_penerima_keadaan k
    cross join batas b
    where ($kecamatan is null or k.kode_kecamatan = $kecamatan)
      and ($desa is null or k.kode_desa = $desa)
    group by k.pid
)
select o.pid as samaran, d.nama as nama_desa, o.status, o.sejak
from orang o
join ref_desa d on d.kode = o.kode_desa
where ($langkah = 'awal' and o.di_awal = 1)
   or ($langkah = 'baru' and o.di_awal = 0 and o.pernah = 1)
   or ($langkah = 'kini' and o.status = 'aktif')
   or ($langkah in ('pindah', 'meninggal', 'lulus', 'data_ganda') and o.status = $langkah and o.pernah = 1)
order by o.sejak desc, o.pid
