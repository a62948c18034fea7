-- Penerima aktif dari awal sampai akhir periode: awal + baru - pindah - meninggal - lulus - data ganda = kini, menurut keadaan terakhir tiap orang dalam register penerima; orang yang hanya ada di catatan kunjungan tidak ikut.
-- grain: langkah
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: urut urutan; orang orang
with batas as (
    select case when $dari is not null then least(cast($dari as date) - 1, coalesce(cast($sampai as date), cast($dari as date) - 1)) end as awal,
           cast($sampai as date) as akhir
),
keadaan as (
    select k.status, k.dari, k.sampai, k.aktif_sampai, b.awal, b.akhir,
           case when k.dari <= b.awal and (k.sampai is null or k.sampai > b.awal) then 1 else 0 end as di_awal,
           case when (b.akhir is null and k.sampai is null)
                  or (k.dari <= b.akhir and (k.sampai is null or k.sampai > b.akhir)) then 1 else 0 end as di_akhir
    from mart_penerima_keadaan k
    cross join batas b
    where ($kecamatan is null or k.kode_kecamatan = $kecamatan)
      and ($desa is null or k.kode_desa = $desa)
),
-- Yang keluar: aktif pada hari awal atau sesudahnya, dan tidak lagi aktif pada akhir periode.
hitung as (
    select coalesce(sum(case when di_awal = 1 and status = 'aktif' then 1 else 0 end), 0) as awal,
           coalesce(sum(case when di_akhir = 1 and status = 'aktif' then 1 else 0 end), 0) as kini,
           coalesce(sum(case when di_akhir = 1 and status = 'pindah' and (awal is null or aktif_sampai > awal) and aktif_sampai is not null then 1 else 0 end), 0) as pindah,
           coalesce(sum(case when di_akhir = 1 and status = 'meninggal' and (awal is null or aktif_sampai > awal) and aktif_sampai is not null then 1 else 0 end), 0) as meninggal,
           coalesce(sum(case when di_akhir = 1 and status = 'lulus' and (awal is null or aktif_sampai > awal) and aktif_sampai is not null then 1 else 0 end), 0) as lulus,
           coalesce(sum(case when di_akhir = 1 and status = 'data_ganda' and (awal is null or aktif_sampai > awal) and aktif_sampai is not null then 1 else 0 end), 0) as data_ganda
    from keadaan
)
select l.urut, l.langkah,
       cast(case l.langkah when 'awal' then h.awal
                           when 'baru' then h.kini + h.pindah + h.meninggal + h.lulus + h.data_ganda - h.awal
                           when 'pindah' then -h.pindah
                           when 'meninggal' then -h.meninggal
                           when 'lulus' then -h.lulus
                           when 'data_ganda' then -h.data_ganda
                           else h.kini end as bigint) as orang,
       l.langkah in ('awal', 'kini') as total
from hitung h
cross join (values (1, 'awal'), (2, 'baru'), (3, 'pindah'), (4, 'meninggal'), (5, 'lulus'), (6, 'data_ganda'), (7, 'kini')) as l(urut, langkah)
order by l.urut
