-- Kasus tiap kecamatan pada tanggal data terakhir, tidak pernah per desa: yang masuk, yang masih terbuka, yang lewat batasnya; kecamatan dengan 1 sampai 4 kasus ditutup seluruhnya.
-- grain: kode_kecamatan
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: masuk kasus; terbuka kasus; lewat kasus
with tanggal as (
    select data_sampai as per from program_keadaan where program = 'layar_sibalang'
),
kini as (
    select r.kode_kecamatan, count(*) as masuk,
           cast(sum(case when r.terbuka = 1 then 1 else 0 end) as bigint) as terbuka,
           cast(sum(case when r.terbuka = 1 and r.jalan_sebelum + r.berjalan * (h.ke - r.dari_ke) > r.batas_hari_kerja then 1 else 0 end) as bigint) as lewat
    from mart_kasus_rentang r
    join tanggal t on r.dari <= t.per and (r.sampai is null or r.sampai > t.per)
    join mart_hari_kerja h on h.tanggal = t.per
    group by r.kode_kecamatan
)
select k.kode as kode_kecamatan,
       case when coalesce(n.masuk, 0) between 1 and 4 then null else coalesce(n.masuk, 0) end as masuk,
       case when coalesce(n.masuk, 0) between 1 and 4 then null else coalesce(n.terbuka, 0) end as terbuka,
       case when coalesce(n.masuk, 0) between 1 and 4 then null else coalesce(n.lewat, 0) end as lewat,
       coalesce(n.masuk, 0) between 1 and 4 as tertutup
from ref_kecamatan k
left join kini n on n.kode_kecamatan = k.kode
where ($kecamatan is null or k.kode = $kecamatan)
  and ($desa is null or k.kode = (select kode_kecamatan from ref_desa where kode = $desa))
order by k.kode
