-- Kasus terbuka tiap kecamatan pada satu tanggal.
-- grain: kode_kecamatan
-- param: hari_ini DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: nilai kasus
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
terbuka as (
    select r.kode_kecamatan, count(*) as n
    from mart_kasus_rentang r
    cross join tanggal t
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per) and r.terbuka = 1
    group by r.kode_kecamatan
)
select k.kode as kode_kecamatan, k.nama as nama_kecamatan, coalesce(t.n, 0) as nilai
from ref_kecamatan k
left join terbuka t on t.kode_kecamatan = k.kode
where ($kecamatan is null or k.kode = $kecamatan)
order by nilai desc, k.nama
