-- Kasus selesai menurut kecamatan dan tingkat tempat kasus itu diselesaikan.
-- grain: kode_kecamatan
-- param: per DATE = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: desa kasus; kecamatan kasus; kabupaten kasus; luar_kabupaten kasus; tidak_disebut kasus; selesai kasus; bawah_persen persen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
selesai as (
    select r.kode_kecamatan, r.tingkat
    from mart_kasus_rentang r
    cross join tanggal t
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per) and r.status in ('selesai', 'selesai_desa')
      and ($dari is null or r.masuk_tanggal >= $dari)
      and ($sampai is null or r.masuk_tanggal <= $sampai)
)
select k.kode as kode_kecamatan, k.nama as nama_kecamatan,
       cast(coalesce(sum(case when s.tingkat = 'desa dan Puskesos' then 1 else 0 end), 0) as bigint) as desa,
       cast(coalesce(sum(case when s.tingkat = 'kecamatan' then 1 else 0 end), 0) as bigint) as kecamatan,
       cast(coalesce(sum(case when s.tingkat = 'kabupaten' then 1 else 0 end), 0) as bigint) as kabupaten,
       cast(coalesce(sum(case when s.tingkat = 'luar kabupaten' then 1 else 0 end), 0) as bigint) as luar_kabupaten,
       cast(coalesce(sum(case when s.kode_kecamatan is not null and s.tingkat is null then 1 else 0 end), 0) as bigint) as tidak_disebut,
       count(s.kode_kecamatan) as selesai,
       100.0 * sum(case when s.tingkat in ('desa dan Puskesos', 'kecamatan') then 1 else 0 end) / nullif(count(s.kode_kecamatan), 0) as bawah_persen
from ref_kecamatan k
left join selesai s on s.kode_kecamatan = k.kode
where ($kecamatan is null or k.kode = $kecamatan)
group by k.kode, k.nama
order by bawah_persen nulls last, selesai desc, k.nama
